// Takes the pictures of the panel in docs/images: one of this project's own examples, checked by the engine.
//   npx esbuild test/panel/pictures.ts --bundle --platform=node --format=cjs --packages=external --outfile=out/pictures.cjs && node out/pictures.cjs
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readStyle } from '../../server/cli/style';
import { analyse, compare, type Tree, tree, withRepairs } from '../../server/core';
import { htmlReport } from '../../server/report';
import { photograph, startHost } from './browser';
import { carried, rolled, summaryOf } from './fixture';
import type { ThemeName } from './themes';

type Picture = {
  readonly name: string;
  readonly theme: ThemeName;
  readonly file: string;
  readonly title: RegExp;
  readonly width?: number;
  readonly height: number;
  /** Keys to press, and what to click first. */
  readonly keys?: readonly string[];
  readonly click?: string;
  /** Shows what would follow from the first correction. */
  readonly whatIf?: boolean;
  /** A tree of its own, in place of the file's. */
  readonly tree?: Tree;
};

const tickets = { file: 'examples/systems.md', title: /Tickets/ };
const garden = { file: 'examples/right-solutions.md', title: /./, tree: rolled };
const samples = { file: 'examples/samples.jsonl', title: /./ };
const pictures: readonly Picture[] = [
  { name: 'panel-light', theme: 'light', ...tickets, height: 740 },
  { name: 'panel-dark', theme: 'dark', ...tickets, height: 740 },
  { name: 'panel-high-contrast', theme: 'high-contrast', ...tickets, height: 740 },
  { name: 'panel-high-contrast-light', theme: 'high-contrast-light', ...tickets, height: 740 },
  { name: 'panel-graph-light', theme: 'light', ...tickets, height: 700, click: 'Graph' },
  { name: 'panel-graph-dark', theme: 'dark', ...tickets, height: 700, click: 'Graph' },
  { name: 'panel-graph-high-contrast', theme: 'high-contrast', ...tickets, height: 700, click: 'Graph' },
  { name: 'panel-graph-high-contrast-light', theme: 'high-contrast-light', ...tickets, height: 700, click: 'Graph' },
  { name: 'panel-compare-high-contrast', theme: 'high-contrast', ...samples, height: 820, click: 'Compare' },
  { name: 'panel-compare-high-contrast-light', theme: 'high-contrast-light', ...samples, height: 820, click: 'Compare' },
  { name: 'panel-what-if-light', theme: 'light', ...tickets, height: 900, whatIf: true },
  { name: 'panel-rollouts-light', theme: 'light', ...garden, height: 980, keys: ['Home', 'ArrowDown', 'ArrowDown', 'Enter'] },
  { name: 'panel-rollouts-dark', theme: 'dark', ...garden, height: 760, click: 'Graph' },
  { name: 'panel-compare-light', theme: 'light', ...samples, height: 820, click: 'Compare' },
  { name: 'panel-compare-dark', theme: 'dark', ...samples, height: 820, click: 'Compare', keys: ['3'] },
];

async function main(): Promise<void> {
  const only = process.argv[2]?.split(',');
  const out = process.argv[3] ?? 'docs/images';
  mkdirSync(out, { recursive: true });
  const host = await startHost();
  for (const { name, theme, file, title, width = 860, height, keys = [], click, tree: own, whatIf } of pictures) {
    if (only && !only.some(each => name.includes(each))) continue;
    const { solutions } = analyse({ text: readFileSync(file, 'utf8'), name: file });
    const trees = solutions.map(one => tree(withRepairs(one)));
    const shown = own ?? trees.find(each => title.test(each.title));
    if (!shown) throw new Error(`${file} holds no solution called ${title}`);
    const uri = `file:///${path.basename(file)}`;
    const panel = await host.open({ theme, width, height, scale: 1.5 });
    const summaries = trees.map(each => summaryOf(each));
    await panel.send({ type: 'tree', uri, version: 1, tree: shown, solutions: summaries, ms: 3.2 });
    if (click) await panel.page.getByRole('button', { name: click, exact: true }).click();
    if (click === 'Compare') await panel.send({ type: 'comparison', uri, version: 1, comparison: compare(solutions) });
    if (whatIf) await panel.send({ ...carried(solutions.find(one => title.test(one.solution.title))!).message, uri });
    for (const key of keys) await panel.page.keyboard.press(key);
    await panel.page.evaluate(() => document.fonts.ready.then(() => undefined));
    await panel.page.screenshot({ path: path.join(out, `${name}.png`) });
    if (panel.errors.length > 0) throw new Error(panel.errors.join('\n'));
    await panel.close();
  }
  if (!only || only.includes('report')) await reportPictures(out);
  await host.close();
}

/** The page that `hence report` writes, as a browser shows it. */
async function reportPictures(out: string): Promise<void> {
  const { solutions } = analyse({ text: readFileSync(tickets.file, 'utf8'), name: tickets.file });
  const trees = solutions.map(one => tree(withRepairs(one))).filter(each => tickets.title.test(each.title));
  const page = htmlReport(trees, { name: path.basename(tickets.file), style: await readStyle('dist') });
  for (const scheme of ['light', 'dark'] as const) await photograph(page, scheme, path.join(out, `report-${scheme}.png`));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
