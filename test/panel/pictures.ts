// Takes the pictures of the panel in docs/images: one of this project's own examples, checked by the engine.
//   npx esbuild test/panel/pictures.ts --bundle --platform=node --format=cjs --packages=external --outfile=out/pictures.cjs && node out/pictures.cjs
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { analyse, tree } from '../../server/core';
import { startHost } from './browser';
import { summaryOf } from './fixture';

const file = 'examples/systems.md';
const title = /Tickets/;
const pictures = [
  { name: 'panel-light', theme: 'light', graph: false },
  { name: 'panel-dark', theme: 'dark', graph: false },
  { name: 'panel-high-contrast', theme: 'high-contrast', graph: false },
  { name: 'panel-graph-light', theme: 'light', graph: true },
  { name: 'panel-graph-dark', theme: 'dark', graph: true },
] as const;

async function main(): Promise<void> {
  const { solutions } = analyse({ text: readFileSync(file, 'utf8'), name: file, languageId: 'markdown' });
  const trees = solutions.map(tree);
  const shown = trees.find(each => title.test(each.title));
  if (!shown) throw new Error(`${file} holds no solution called ${title}`);
  mkdirSync('docs/images', { recursive: true });
  const host = await startHost();
  for (const { name, theme, graph } of pictures) {
    const panel = await host.open({ theme, width: 860, height: graph ? 680 : 720 });
    await panel.send({ type: 'tree', uri: 'file:///systems.md', version: 1, tree: shown, solutions: trees.map(each => summaryOf(each)) });
    if (graph) await panel.page.getByRole('button', { name: 'Graph' }).click();
    await panel.page.evaluate(() => document.fonts.ready.then(() => undefined));
    await panel.page.screenshot({ path: path.join('docs/images', `${name}.png`) });
    await panel.close();
  }
  await host.close();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
