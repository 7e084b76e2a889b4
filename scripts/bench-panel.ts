// How fast the panel is, in Chromium under its policy: first paint, an edit, and scrolling. Milliseconds; medians of fresh pages.
import { statSync } from 'node:fs';
import { analyse, type Tree, tree } from '../server/core';
import { type Host, type Opened, startHost } from '../test/panel/browser';
import { treeMessage } from '../test/panel/fixture';
import { longDocument } from './bench-edit';

const treeOf = (steps: number): Tree => tree(analyse({ text: longDocument(steps), format: 'markdown' }).solutions[0]!);

/** From a message's arrival to the frame after the one that shows it. */
function painted(panel: Opened, message: unknown): Promise<number> {
  return panel.page.evaluate(
    data =>
      new Promise<number>(done => {
        const began = performance.now();
        window.postMessage(data, '*');
        const look = () => {
          if (document.querySelector('[role=treeitem]')) requestAnimationFrame(() => done(performance.now() - began));
          else requestAnimationFrame(look);
        };
        setTimeout(() => requestAnimationFrame(look));
      }),
    message as never,
  );
}

/** Lengths of the frames while an outline is scrolled from its top, 400 pixels a frame. */
function scrolled(panel: Opened, frames: number): Promise<number[]> {
  return panel.page.evaluate(
    count =>
      new Promise<number[]>(done => {
        const view = document.querySelector('.view')!;
        const lengths: number[] = [];
        let last = performance.now();
        const step = () => {
          const now = performance.now();
          lengths.push(now - last);
          last = now;
          view.scrollTop += 400;
          if (lengths.length < count) requestAnimationFrame(step);
          else done(lengths.slice(2));
        };
        requestAnimationFrame(step);
      }),
    frames,
  );
}

const at = (list: readonly number[], share: number): number =>
  [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))]!;

async function fresh<T>(host: Host, run: (panel: Opened) => Promise<T>): Promise<T> {
  const panel = await host.open();
  try {
    return await run(panel);
  } finally {
    await panel.close();
  }
}

async function main(): Promise<void> {
  const host = await startHost();
  try {
    for (const steps of [40, 1000, 10_000]) {
      const message = treeMessage(treeOf(steps));
      const rounds = steps > 1000 ? 3 : 7;
      const first: number[] = [];
      const updates: number[] = [];
      const graph: number[] = [];
      let frames: number[] = [];
      for (let round = 0; round < rounds; round++) {
        await fresh(host, async panel => {
          first.push(await painted(panel, message));
          for (let version = 2; version < 7; version++) {
            const nodes = message.tree.nodes.map((node, i) =>
              i === 3 ? { ...node, segments: [{ kind: 'tex' as const, text: `x = ${version}` }] } : node,
            );
            updates.push(await painted(panel, { ...message, version, tree: { ...message.tree, nodes } }));
          }
          frames = frames.concat(await scrolled(panel, 60));
          graph.push(
            await panel.page.evaluate(
              () =>
                new Promise<number>(done => {
                  const began = performance.now();
                  document.dispatchEvent(new KeyboardEvent('keydown', { key: 'g' }));
                  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - began)));
                }),
            ),
          );
        });
      }
      const ms = (value: number) => `${value.toFixed(0)} ms`;
      console.log(
        `${String(steps).padStart(6)} steps: first paint ${ms(at(first, 0.5))}, after a keystroke ${ms(at(updates, 0.5))}, graph ${ms(at(graph, 0.5))}, ` +
          `scrolling ${ms(at(frames, 0.5))} a frame (95 %: ${ms(at(frames, 0.95))})`,
      );
    }
    console.log(`panel.js ${(statSync('dist/panel.js').size / 1000).toFixed(0)} kB`);
  } finally {
    await host.close();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
