// The built panel in Chromium, under the policy it ships with.
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { analyse } from '../../server/core';
import type { FromPanel, Tree } from '../../server/protocol';
import { type Host, type Opened, startHost } from './browser';
import { carried, comparison, garden, id, longTree, rolled, samples, text, treeMessage, uri } from './fixture';
import { type ThemeName, themes } from './themes';

let host: Host;
before(async () => {
  host = await startHost();
});
after(() => host?.close());

async function withTree(
  run: (panel: Opened) => Promise<void>,
  message = treeMessage(),
  options: Parameters<Host['open']>[0] = {},
): Promise<void> {
  const panel = await host.open(options);
  try {
    await panel.send(message);
    await run(panel);
    assert.deepEqual(await panel.violations(), []);
    assert.deepEqual(panel.errors, []);
    assert.deepEqual(
      (await panel.messages()).filter(each => each.type === 'error'),
      [],
    );
  } finally {
    await panel.close();
  }
}

const posted = async <T extends FromPanel['type']>(panel: Opened, type: T) =>
  (await panel.messages()).filter((each): each is Extract<FromPanel, { type: T }> => each.type === type);
const row = (page: Page, of: string) => page.locator(`[data-row="${of}"]`);
const focused = (page: Page) =>
  page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.row?.split('\u001f').join(' ') ?? '');
const tagged = (name: string) => garden.nodes.find(node => node.label === name)!.id;

test('the panel weighs under 450 kB without fonts', () => {
  const dist = path.resolve(process.env.HENCE_DIST ?? 'dist');
  const size = ['panel.js', 'panel.css'].reduce((sum, name) => sum + statSync(path.join(dist, name)).size, 0);
  assert.ok(size < 450_000, `${size} bytes`);
  assert.doesNotMatch(readFileSync(path.join(dist, 'panel.css'), 'utf8'), /https?:\/\//);
});

test('it says that it is ready, and shows every node with its verdict in words', () =>
  withTree(async ({ page, messages }) => {
    assert.deepEqual((await messages())[0], { type: 'ready' });
    assert.equal(await page.locator('.node').count(), 8);
    assert.equal(await page.locator('h1').innerText(), 'Step 3 does not follow');
    assert.match(await page.locator('.counts').innerText(), /7 steps · 1 wrong · 2 follow from it · 7 of 8 claims checked/);
    assert.deepEqual(await page.locator('.node .head > .verdict').allInnerTexts(), [
      'holds',
      'holds',
      'does not follow',
      'follows from a wrong step (Step 3)',
      'doubted by math-prm-7b: 0.21',
      'not checked: an argument in words',
      'follows from a wrong step (Step 3)',
    ]);
  }));

test('where no error was found, the mark says how much was checked, and never that it is right', () => {
  const summary = { ...garden.summary, firstError: -1, wrong: 0, inherited: 0, text: 'No error found · 7 of 8 claims checked' };
  const nodes = garden.nodes.map(node => ({ ...node, verdict: 'holds' as const, findings: [] }));
  return withTree(
    async ({ page }) => {
      const mark = page.locator('.strip .line > .icon');
      assert.equal(await mark.getAttribute('class'), 'icon ring');
      const [drawn, round] = (await mark.locator('.share').getAttribute('stroke-dasharray'))!.split(' ').map(Number);
      assert.ok(Math.abs(drawn! / round! - 7 / 8) < 0.01);
      assert.match(await page.locator('.strip').innerText(), /No error found[\s\S]*7 of 8 claims checked/);
    },
    treeMessage({ ...garden, nodes, summary }),
  );
});

test('the wrong step is open: witness on both sides, slip, correction beside it, what it uses', () =>
  withTree(async ({ page }) => {
    const wrong = row(page, id(3));
    assert.equal(await wrong.getAttribute('aria-expanded'), 'true');
    assert.equal(await wrong.locator('.value .katex-html').count(), 2);
    assert.match((await wrong.locator('.relation').innerText()).replace(/\s+/g, ' '), /at.*≠/);
    assert.match(await wrong.locator('.slip').innerText(), /Likely slip: signs of the two roots swapped/);
    assert.match(await wrong.locator('.premise').innerText(), /Step 2/);
    const [claim, repair] = [await wrong.locator('.judged').boundingBox(), await wrong.locator('.repairs').boundingBox()];
    assert.ok(repair!.x >= claim!.x + claim!.width, 'the correction stands beside the claim');
  }));

test('in a narrow panel the correction goes below, and nothing is wider than the panel', () =>
  withTree(
    async ({ page }) => {
      const [claim, repair] = [await page.locator('.judged').boundingBox(), await page.locator('.repairs').boundingBox()];
      assert.ok(repair!.y >= claim!.y + claim!.height);
      assert.equal(
        await page.evaluate(() => document.querySelector('.view')!.scrollWidth <= document.querySelector('.view')!.clientWidth),
        true,
      );
    },
    treeMessage(),
    { width: 340, height: 700 },
  ));

test('mathematics is typeset with the fonts that ship, and stays readable to a machine', () =>
  withTree(async ({ page }) => {
    assert.ok((await page.locator('.katex-html').count()) >= 15);
    assert.equal(await page.locator('.formula.source').count(), 0);
    const fonts = await page.evaluate(async () => {
      await document.fonts.ready;
      return [...document.fonts].filter(font => font.status === 'loaded').map(font => font.family.replaceAll('"', ''));
    });
    assert.ok(fonts.includes('KaTeX_Main') && fonts.includes('KaTeX_Math'), String(fonts));
    assert.match((await row(page, id(2)).locator('annotation').first().textContent()) ?? '', /w\^2 \+ 3w - 40 = 0/);
    const heights = await page
      .locator('.katex-html .katex-strut')
      .evaluateAll(struts => struts.map(strut => (strut as HTMLElement).style.height));
    assert.ok(heights.length > 15 && heights.every(height => height.endsWith('em')), 'computed sizes got through the policy');
  }));

test('a click reveals the source of what was clicked', () =>
  withTree(async panel => {
    await row(panel.page, id(2)).locator('.label').first().click();
    await row(panel.page, id(3)).locator('.claim').click();
    await row(panel.page, id(3)).locator('.premise').click();
    const revealed = await posted(panel, 'reveal');
    assert.ok(revealed.every(each => each.uri === uri && each.version === 1));
    assert.deepEqual(
      revealed.map(({ span }) => text.slice(span.start, span.end)),
      [text.slice(garden.nodes[2]!.span.start, garden.nodes[2]!.span.end), 'w^2 + 3w - 40 = (w-8)(w+5)', 'w^2 + 3w - 40 = 0'],
    );
    assert.equal(await focused(panel.page), id(2), 'the premise has the keyboard now');
  }));

test('the opener opens without revealing', () =>
  withTree(async panel => {
    await row(panel.page, id(4)).locator('.opener').click();
    assert.equal(await row(panel.page, id(4)).locator('.claim').count(), 2);
    await row(panel.page, id(3)).locator('.opener').click();
    assert.equal(await row(panel.page, id(3)).locator('.claim').count(), 0);
    assert.deepEqual(await posted(panel, 'reveal'), []);
  }));

test('apply names the correction by its place, by button and by key', () =>
  withTree(async panel => {
    const wanted = { type: 'apply', uri, version: 1, node: id(3), finding: 0, repair: 0 };
    await panel.page.getByRole('button', { name: 'Apply' }).click();
    assert.deepEqual(await posted(panel, 'apply'), [wanted]);
    await panel.page.keyboard.press('a');
    assert.deepEqual(await posted(panel, 'apply'), [wanted, wanted]);
    await row(panel.page, id(3)).focus();
    await panel.page.keyboard.press('ArrowDown');
    await panel.page.keyboard.press('ArrowDown');
    await panel.page.keyboard.press('Enter');
    assert.equal((await posted(panel, 'apply')).length, 3);
    assert.deepEqual(await posted(panel, 'reveal'), []);
  }));

test('the whole panel works from the keyboard', () =>
  withTree(async panel => {
    const { page } = panel;
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
      return focused(page);
    };
    assert.equal(await press('Home'), 'problem');
    assert.equal(await press('ArrowDown'), id(1));
    await press('Enter');
    assert.equal(await row(page, id(1)).getAttribute('aria-expanded'), 'true');
    assert.equal(await press('ArrowRight'), `${id(1)} c0`);
    assert.equal(await press('ArrowLeft'), id(1));
    assert.equal(await press('n'), id(3));
    assert.equal(await press('n'), id(5));
    assert.equal(await press('p'), id(3));
    await press('r');
    assert.deepEqual((await posted(panel, 'reveal')).at(-1)?.span, garden.nodes[3]!.span);
    assert.equal(await press('End'), id(7));
    assert.equal(await page.locator('[role=treeitem][tabindex="0"]').count(), 1, 'one tab stop');
    await press('g');
    assert.equal(await page.locator('.graph').count(), 1);
    assert.equal(await focused(page), id(7));
    await press('p', 'p', 'Enter');
    assert.equal(await page.locator('.outline').count(), 1, 'Enter in the graph opens the step in the tree');
    assert.equal(await focused(page), id(3));
  }));

test('the caret selects its node without taking the keyboard', () =>
  withTree(async ({ page, send }) => {
    await send({ type: 'select', uri, node: id(6) });
    assert.equal(await row(page, id(6)).getAttribute('aria-selected'), 'true');
    assert.equal(await page.locator('[aria-selected="true"]').count(), 1);
    assert.equal(await focused(page), '');
    await send({ type: 'select', uri: 'file:///other.md', node: id(1) });
    assert.equal(await row(page, id(1)).getAttribute('aria-selected'), 'false');
  }));

test('a selected node that is out of sight is scrolled to', () =>
  withTree(
    async ({ page, send }) => {
      await send({ type: 'select', uri, node: 'long/5' });
      assert.equal(await row(page, 'long/5').evaluate(element => element.getBoundingClientRect().bottom > 0), true);
      await send({ type: 'select', uri, node: 'long/70' });
      const seen = await row(page, 'long/70').evaluate(element => {
        const [mine, view] = [
          element.querySelector('.head')!.getBoundingClientRect(),
          document.querySelector('.view')!.getBoundingClientRect(),
        ];
        return mine.top >= view.top && mine.bottom <= view.bottom;
      });
      assert.equal(seen, true);
    },
    treeMessage(longTree(80)),
  ));

test('while checking the last tree stays, dimmed; a late answer is dropped', () =>
  withTree(async ({ page, send }) => {
    await send({ type: 'checking', uri, version: 3 });
    assert.equal(await page.locator('.view').getAttribute('aria-busy'), 'true');
    assert.equal(await page.locator('[role=status]').innerText(), 'checking…');
    await page.waitForFunction(() => Number(getComputedStyle(document.querySelector('.view')!).opacity) < 1);
    assert.equal(await page.locator('.node').count(), 8);
    await send(treeMessage(longTree(3), 2));
    assert.equal(await page.locator('.node').count(), 8);
    await send(treeMessage(garden, 3));
    assert.equal(await page.locator('.view').getAttribute('aria-busy'), 'false');
    assert.equal(await page.locator('[role=status]').innerText(), 'Step 3 does not follow · 7 of 8 claims checked');
  }));

test('an update redraws only what changed', () =>
  withTree(async ({ page, send }) => {
    await page.evaluate(() => {
      for (const element of document.querySelectorAll('.katex')) element.setAttribute('data-old', '');
    });
    const total = await page.locator('.katex').count();
    const changed: Tree = structuredClone(garden);
    const segment = changed.nodes[7]!.segments.find(each => each.kind === 'tex')!;
    Object.assign(segment, { text: '2(5 + 8) = 26' });
    await send(treeMessage(changed, 2));
    assert.equal(await page.locator('.katex').count(), total);
    assert.equal(await page.locator('.katex:not([data-old])').count(), 1);
  }));

test('no tree says why', async () => {
  const panel = await host.open();
  assert.match(await panel.page.locator('main').innerText(), /Open a worked solution/);
  await panel.send({ type: 'empty', reason: 'no solution was found in this document' });
  assert.match(await panel.page.locator('main').innerText(), /no solution was found/);
  await panel.send({ type: 'tree', uri, version: 1, tree: { nodes: 'nonsense' } });
  assert.match(await panel.page.locator('main').innerText(), /no solution was found/);
  assert.deepEqual(panel.errors, []);
  await panel.close();
});

test('several solutions: the next, the one before, and the list of the editor', () =>
  withTree(
    async panel => {
      const { page } = panel;
      assert.match(await page.locator('.choose').innerText(), /Garden\s*1 of 2/);
      assert.equal(await page.getByRole('button', { name: 'Previous solution' }).isDisabled(), true);
      await page.getByRole('button', { name: 'Next solution' }).click();
      await page.keyboard.press(']');
      const wanted = { type: 'pick', uri, solution: 'long' };
      assert.deepEqual(await posted(panel, 'pick'), [wanted, wanted]);
      await page.locator('.choose').click();
      await page.keyboard.press('l');
      assert.deepEqual(await posted(panel, 'choose'), [
        { type: 'choose', uri },
        { type: 'choose', uri },
      ]);
    },
    treeMessage(garden, 1, [longTree(5)]),
  ));

test('a place is marked in the text while the mouse rests on its node', () =>
  withTree(async panel => {
    await row(panel.page, id(2)).locator('.label').first().hover();
    await panel.page.locator('h1').hover();
    const [over, off] = (await posted(panel, 'hover')).slice(-2);
    assert.deepEqual(over, { type: 'hover', uri, version: 1, span: garden.nodes[2]!.span });
    assert.equal(off!.span, undefined);
  }));

test('what would follow from a correction is shown as changes with their formulas, and can be carried on or put away', () => {
  const file = readFileSync('examples/systems.md', 'utf8');
  const { tree, message } = carried(analyse({ text: file, name: 'systems.md' }).solutions[2]!);
  return withTree(async panel => {
    const { page } = panel;
    await page.keyboard.press('w');
    assert.deepEqual(await posted(panel, 'whatIf'), [{ type: 'whatIf', uri, version: 1, node: message.node, finding: 0, repair: 0 }]);
    await panel.send(message);
    const shown = page.locator('.replay');
    assert.match(await shown.innerText(), /What would follow/);
    assert.equal(await shown.locator('.diff').count(), message.replay!.steps.filter(step => step.edits.length > 0).length);
    assert.ok((await shown.locator('.is .katex-html .changed.added').count()) >= 3, 'what changes is marked in the formulas');
    assert.doesNotMatch(await shown.innerText(), /\\\\cdot|\$\d/);
    assert.deepEqual(await complaints(page), []);
    await shown.getByRole('button', { name: 'Carry on' }).click();
    assert.equal((await posted(panel, 'carryOn')).length, 1);
    await shown.getByRole('button', { name: 'Close' }).click();
    assert.equal(await shown.count(), 0);
  }, treeMessage(tree));
});

test('the node whose text the mouse rests on is marked, in tree and graph, until the mouse comes over', () =>
  withTree(async panel => {
    const { page } = panel;
    await panel.send({ type: 'point', uri, node: id(6) });
    assert.match((await row(page, id(6)).getAttribute('class')) ?? '', /pointed/);
    assert.equal(
      await row(page, id(6))
        .locator('.card')
        .evaluate(card => getComputedStyle(card).outlineStyle),
      'dotted',
    );
    await page.keyboard.press('g');
    assert.match((await row(page, id(6)).getAttribute('class')) ?? '', /pointed/);
    await row(page, id(3)).hover();
    assert.equal(await page.locator('.pointed').count(), 0);
  }));

test('ties to the editor: follow and pin, by button and by key', () =>
  withTree(async panel => {
    const { page } = panel;
    await page.getByRole('button', { name: 'Stay with this solution' }).click();
    await page.keyboard.press('f');
    assert.deepEqual(await posted(panel, 'ties'), [
      { type: 'ties', pinned: true, follow: true },
      { type: 'ties', pinned: true, follow: false },
    ]);
    assert.equal(await page.getByRole('button', { name: 'Follow the caret' }).getAttribute('aria-pressed'), 'false');
    await panel.send({ type: 'ties', pinned: false, follow: true });
    assert.equal(await page.getByRole('button', { name: 'Follow the caret' }).getAttribute('aria-pressed'), 'true');
  }));

test('the menu copies, exports and moves; it opens and closes by keyboard', () =>
  withTree(async panel => {
    const { page } = panel;
    await page.keyboard.press('m');
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Copy as Markdown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    assert.deepEqual(await posted(panel, 'copy'), [{ type: 'copy', uri, solution: 'garden', format: 'latex' }]);
    assert.equal(await page.locator('.menu').count(), 0);
    await page.keyboard.press('m');
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.menu').count(), 0);
    assert.equal(await focused(page), id(3), 'the keyboard is back where it was');
    for (const [name, type] of [
      ['Export report (HTML)…', 'save'],
      ['Move into a window of its own', 'place'],
    ] as const) {
      await page.getByRole('button', { name: 'Copy, export, move' }).click();
      await page.getByRole('menuitem', { name }).click();
      assert.equal((await posted(panel, type)).length, 1);
    }
    await panel.send({ type: 'notice', text: 'Saved garden.html' });
    assert.equal(await page.locator('.notice').innerText(), 'Saved garden.html');
    assert.match(await page.locator('[role=status]').innerText(), /Saved garden\.html/);
    await page.keyboard.press('?');
    assert.match(await page.locator('.key-list').innerText(), /next solution/);
    assert.deepEqual(await complaints(page), []);
  }));

test('a picture holds the whole view as text and shapes, as SVG and as PNG', () =>
  withTree(
    async panel => {
      const { page } = panel;
      await page.keyboard.press('g');
      const draw = async (name: string) => {
        const before = (await posted(panel, 'picture')).length;
        await page.getByRole('button', { name: 'Copy, export, move' }).click();
        await page.getByRole('menuitem', { name }).click();
        await page.waitForFunction(
          n =>
            (window as never as { played: { messages: FromPanel[] } }).played.messages.filter(each => each.type === 'picture').length > n,
          before,
        );
        return (await posted(panel, 'picture')).at(-1)!;
      };
      const svg = await draw('Export graph (SVG)…');
      const parsed = await page.evaluate(text => {
        const root = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
        return {
          name: root.nodeName,
          words: [...root.querySelectorAll('text')].map(each => each.textContent),
          shapes: root.querySelectorAll('path, rect').length,
        };
      }, svg.content);
      assert.equal(parsed.name, 'svg');
      for (const word of ['Problem', 'Step 7', 'does not follow', 'Correction']) assert.ok(parsed.words.includes(word), word);
      assert.ok(parsed.shapes > 40);
      assert.match(svg.content, /font-family="KaTeX_Math/);
      const png = await draw('Export graph (PNG)…');
      const size = await page.evaluate(async data => {
        const image = new Image();
        image.src = `data:image/png;base64,${data}`;
        await image.decode();
        return [image.naturalWidth, image.naturalHeight];
      }, png.content);
      assert.ok(size[0]! > 800 && size[1]! > 800, size.join(' × '));
      await page.keyboard.press('g');
      const tree = await draw('Export tree (SVG)…');
      assert.match(tree.content, />Step 1</);
      assert.equal(await page.locator('.stage').count(), 0);
    },
    treeMessage(),
    { width: 500, height: 400 },
  ));

test('the plane is moved and magnified by mouse, wheel, buttons and keys', () =>
  withTree(async ({ page }) => {
    await page.keyboard.press('g');
    const at = () => page.locator('.sheet').evaluate(sheet => (sheet as HTMLElement).style.transform);
    const zoom = async () => Number(/scale\(([\d.]+)\)/.exec(await at())![1]);
    const before = await at();
    const [x, y] = [20, 500];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 60, y + 40, { steps: 4 });
    await page.mouse.up();
    assert.notEqual(await at(), before);
    const first = await zoom();
    await page.keyboard.press('+');
    assert.ok((await zoom()) > first);
    await page.getByRole('button', { name: 'Smaller' }).click();
    assert.ok(Math.abs((await zoom()) - first) < 1e-6);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, 240);
    await page.keyboard.up('Control');
    await page.waitForFunction(
      z => Number(/scale\(([\d.]+)\)/.exec((document.querySelector('.sheet') as HTMLElement).style.transform)![1]) < z,
      first,
    );
    await page.keyboard.press('0');
    const inside = await page.locator('.spot[role=treeitem]').evaluateAll(cards => {
      const plane = document.querySelector('.plane')!.getBoundingClientRect();
      return cards.every(card => {
        const box = card.getBoundingClientRect();
        return box.left >= plane.left && box.right <= plane.right && box.top >= plane.top && box.bottom <= plane.bottom;
      });
    });
    assert.ok(inside, 'everything is in sight');
    assert.equal(await page.locator('.minimap').count(), 0, 'eight boxes need no map');
  }));

test('the comparison: votes, ways, who breaks where; a sample is lit, a stop opens its step', () =>
  withTree(async panel => {
    const { page } = panel;
    await page.keyboard.press('s');
    assert.deepEqual(await posted(panel, 'compare'), [{ type: 'compare', uri, solution: 'garden' }]);
    await panel.send({ type: 'comparison', uri, version: 1, comparison });
    assert.match(await page.locator('h1').innerText(), /3 samples · 2 answers · 1 proved wrong/);
    assert.match(await page.locator('.vote.first .tally').innerText(), /2 of 3 · weight 2\.0 · the vote/);
    assert.equal(await page.locator('.spot[role=treeitem]').count(), comparison.junctions.length + 1 + comparison.votes.length);
    assert.equal(await page.locator('.spot.fails .bead.fails').innerText(), '3');
    assert.ok((await page.locator('.way.broken').count()) >= 2);
    assert.equal(await focused(page), 'problem');
    await page.keyboard.press('n');
    const broken = comparison.junctions.find(each => each.verdict === 'fails')!;
    assert.equal(await focused(page), broken.id);
    assert.match((await row(page, broken.id).getAttribute('aria-label')) ?? '', /does not follow in sample 3/);
    await page.keyboard.press('2');
    assert.equal(await page.locator('.way.lit').count(), 2);
    await page.keyboard.press('Enter');
    assert.deepEqual(await posted(panel, 'pick'), [{ type: 'pick', uri, solution: 'sample-3', node: broken.members[0]!.step }]);
    assert.equal(await page.locator('.outline').count(), 1);
  }));

test('rollouts are branches of their step: how many end right, the first few, and the rest when asked for', () =>
  withTree(async panel => {
    const { page } = panel;
    const step = row(page, id(2));
    assert.match(await step.locator('.head .aside').first().innerText(), /5 of 8 rollouts end right/);
    await step.locator('.opener').click();
    assert.deepEqual(
      await step.locator('.detail.branch .ends').evaluateAll(ends => ends.map(each => each.querySelector('.lead')!.textContent)),
      ['ends right', 'ends in'],
    );
    await step.locator('.detail.more').click();
    assert.equal(await step.locator('.detail.branch').count(), 3);
    const [first] = await step.locator('.detail.branch').all();
    assert.equal(await first!.locator('.rolled li').count(), 1);
    await first!.click();
    assert.equal(await first!.getAttribute('aria-expanded'), 'true');
    assert.equal(await first!.locator('.rolled li').count(), 3);
    assert.match((await first!.getAttribute('aria-label')) ?? '', /^Rollout, 5 of 8: ends in 26, which is right/);
    await page.keyboard.press('ArrowLeft');
    assert.equal(await first!.getAttribute('aria-expanded'), 'false');
    await page.keyboard.press('ArrowLeft');
    assert.equal(await focused(page), id(2));
  }, treeMessage(rolled)));

test('rollouts stand beside their step in the graph, as thick as they are many, and open in the tree', () =>
  withTree(async panel => {
    const { page } = panel;
    await page.keyboard.press('g');
    assert.equal(await page.locator('.spot.side.rollout').count(), 3);
    assert.equal(await page.locator('.spot.side.right').count(), 1);
    const widths = await page
      .locator('path.edge.side.rollout')
      .evaluateAll(lines => lines.map(line => Number.parseFloat(getComputedStyle(line).strokeWidth)));
    assert.ok(widths[0]! > widths[1]!);
    await page.locator('.spot.side.more').click();
    assert.equal(await page.locator('.spot.side.rollout').count(), 4);
    assert.deepEqual(await complaints(page), []);
    await row(page, id(2)).click();
    await page.keyboard.press('ArrowDown');
    assert.equal(await focused(page), `${id(2)} b0.0`);
    await page.keyboard.press('Enter');
    assert.equal(await page.locator('.outline').count(), 1);
    assert.equal(await focused(page), `${id(2)} b0.0`);
    assert.equal(await row(page, `${id(2)}\u001fb0.0`).getAttribute('aria-expanded'), 'true');
    assert.deepEqual(await complaints(page), []);
  }, treeMessage(rolled)));

test('other samples part from the way in the graph, once they are known; nobody is taken to the comparison', () => {
  const [tree, ...others] = samples;
  return withTree(
    async panel => {
      const { page } = panel;
      await page.keyboard.press('g');
      assert.deepEqual(await posted(panel, 'compare'), [{ type: 'compare', uri, solution: 'sample-1', quiet: true }]);
      await panel.send({ type: 'comparison', uri, version: 1, comparison, quiet: true });
      assert.equal(await page.locator('.graph').count(), 1);
      const card = page.locator('.spot.side.samples');
      assert.match((await card.first().getAttribute('aria-label')) ?? '', /1 other sample parting here, which answers 10/);
      assert.deepEqual(await card.first().locator('.bead').allInnerTexts(), ['3']);
      await card.first().click();
      assert.equal(await page.locator('.compare .votes').count(), 1, 'it opens the comparison');
    },
    treeMessage(tree, 1, others),
  );
});

test('ten thousand steps: drawn where one looks, as outline and as graph with its map', () =>
  withTree(
    async ({ page }) => {
      assert.ok((await page.locator('.node').count()) < 80);
      await page.keyboard.press('End');
      assert.equal(await focused(page), 'long/9999');
      await page.keyboard.press('Home');
      assert.equal(await focused(page), 'long/0');
      await page.keyboard.press('n');
      assert.equal(await focused(page), 'long/9997');
      assert.equal(await row(page, 'long/9997').getAttribute('aria-posinset'), '9998');
      const seen = await row(page, 'long/9997').evaluate(element => element.getBoundingClientRect().top);
      assert.ok(seen > 0 && seen < 900, `at ${seen}`);
      await page.keyboard.press('g');
      assert.ok((await page.locator('.spot').count()) < 80);
      assert.equal(await page.locator('.minimap').count(), 1);
      await page.keyboard.press('0');
      assert.ok((await page.locator('.spot').count()) <= 1, 'from afar boxes are marks');
      assert.ok((await page.locator('.sheet .mark-of').count()) <= 6);
    },
    treeMessage(longTree(10_000)),
  ));

test('what was open comes back after a reload', async () => {
  const first = await host.open();
  await first.send(treeMessage());
  await first.page.keyboard.press('n');
  await first.page.keyboard.press('Enter');
  const state = await first.state();
  await first.close();
  const second = await host.open({ state });
  assert.deepEqual((await second.messages())[0], { type: 'ready', state });
  await second.send(treeMessage());
  assert.equal(await row(second.page, id(5)).getAttribute('tabindex'), '0');
  assert.equal(await row(second.page, id(5)).getAttribute('aria-expanded'), 'true');
  await second.close();
});

test('the graph: every node, labelled edges, the tainted path and the correction', () =>
  withTree(async panel => {
    const { page } = panel;
    await page.getByRole('button', { name: 'Graph' }).click();
    assert.equal(await page.locator('.spot[role=treeitem]').count(), 8);
    assert.equal(await page.locator('.spot.correction').count(), 1);
    assert.equal(await page.locator('path.edge:not(.branch)').count(), 7);
    assert.equal(await page.locator('path.edge.tainted').count(), 2);
    assert.ok((await page.locator('.carries').allInnerTexts()).includes('length = w + 3'));
    const cut = await page
      .locator('.spot .head')
      .evaluateAll(heads => heads.filter(head => head.scrollWidth > head.clientWidth + 1).length);
    assert.equal(cut, 0, 'no header is cut off');
    await row(page, tagged('Step 4')).click();
    assert.deepEqual((await posted(panel, 'reveal')).at(-1)?.span, garden.nodes[4]!.span);
  }));

test('a thousand steps: drawn as they come into sight, reached by keyboard', () =>
  withTree(
    async ({ page }) => {
      assert.ok((await page.locator('.node').count()) < 80, 'only what is near');
      assert.equal(await page.locator('.node').first().getAttribute('aria-setsize'), '1000');
      const typeset = await page.locator('.katex-html').count();
      assert.ok(typeset < 400, `${typeset} formulas were typeset at once`);
      await page.keyboard.press('End');
      assert.equal(await focused(page), 'long/999');
      await row(page, 'long/999').locator('.katex-html').waitFor();
      await page.keyboard.press('g');
      assert.equal(await focused(page), 'long/999');
    },
    treeMessage(longTree(1000)),
  ));

test('hostile text and TeX are shown, never obeyed', () => {
  const formulas = [
    '\\href{javascript:alert(1)}{x}',
    '\\url{javascript:alert(1)}',
    '\\htmlStyle{position:fixed;top:0}{x}',
    '\\includegraphics{http://127.0.0.1:9/a.png}',
    '\\fcolorbox{red}{blue}{x}',
    '\\pmb{x} + \\boxed{y}',
    '\\def\\x{\\x\\x}\\x',
    '\\rule{9000em}{9000em}',
    `${'{'.repeat(1500)}x${'}'.repeat(1500)}`,
    'x'.repeat(5000),
    '\\frac{1}{',
    '\\R \\unknown{x} + 1',
    '\\boxed{$8.00}',
    'x = 1 \\tag{2}',
    '<img src=x onerror=alert(1)>',
  ];
  const nodes = formulas.map((tex, i) => ({
    ...garden.nodes[1]!,
    id: `bad/${i}`,
    number: i,
    claims: [],
    findings: [],
    segments: [
      { kind: 'text' as const, text: '<script>alert(1)</script><img src=x onerror=alert(1)>' },
      { kind: 'tex' as const, text: tex },
    ],
  }));
  return withTree(
    async ({ page }) => {
      assert.equal(await page.locator('.node').count(), formulas.length);
      assert.equal(await page.locator('#root :is(img, script, a, iframe, object)').count(), 0);
      assert.match(await page.locator('.card .words').first().innerText(), /<script>alert\(1\)<\/script>/);
      const source = (i: number) => row(page, `bad/${i}`).locator('.formula.source');
      for (const i of [6, 9, 10]) {
        assert.equal(await source(i).count(), 1, formulas[i]!.slice(0, 30));
        assert.ok(await source(i).getAttribute('title'));
      }
      for (const i of [11, 12, 13]) assert.equal(await source(i).count(), 0, `${formulas[i]} is typeset as far as it can be`);
      assert.match(await row(page, 'bad/11').locator('.katex-html').innerText(), /unknown/);
      const [wide] = await page.locator('.katex-rule').evaluateAll(rules => rules.map(rule => rule.getBoundingClientRect().width));
      assert.ok(wide! > 0 && wide! <= 20 * 20, `a rule ${wide} px wide`);
    },
    treeMessage({ ...garden, nodes, edges: [] }),
  );
});

/** A row is named by its formulas in words, which are not the glyphs on screen; this experimental rule wants the glyphs. */
const rules = { 'label-content-name-mismatch': { enabled: false } };
const axe = readFileSync(createRequire(path.resolve('package.json')).resolve('axe-core/axe.min.js'), 'utf8');

async function complaints(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(
    async options => {
      type Found = { violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] };
      const { violations } = await (window as never as { axe: { run(options: unknown): Promise<Found> } }).axe.run(options);
      return violations.map(
        ({ id: rule, nodes }) => `${rule}: ${nodes.map(node => `${node.html.slice(0, 160)} ${node.failureSummary}`).join(' | ')}`,
      );
    },
    { rules },
  );
}

for (const theme of Object.keys(themes) as ThemeName[]) {
  test(`axe finds nothing in the ${theme} theme, in tree, graph and comparison`, () =>
    withTree(
      async ({ page, send }) => {
        for (const open of [id(2), id(4), id(5), id(6)]) await row(page, open).locator('.opener').click();
        assert.deepEqual(await complaints(page), []);
        await page.keyboard.press('g');
        assert.deepEqual(await complaints(page), []);
        await send({ type: 'comparison', uri, version: 1, comparison });
        await page.keyboard.press('m');
        assert.deepEqual(await complaints(page), []);
      },
      treeMessage(garden, 1, [longTree(5)]),
      { theme },
    ));
}

test('words in a formula stay whole, and no class of ours restyles them', () => {
  const segments = [{ kind: 'tex' as const, text: '\\text{Area of the base} = 800 \\text{ gallons} \\tag{1}', display: true }];
  return withTree(
    async ({ page }) => {
      const height = (name: string) =>
        page
          .locator(name)
          .first()
          .evaluate(element => element.getBoundingClientRect().height);
      assert.ok((await height('.katex-html .text')) < 30);
      assert.equal(await page.locator('.katex .katex-tag').evaluate(element => getComputedStyle(element).borderTopStyle), 'none');
    },
    treeMessage({ ...garden, nodes: [{ ...garden.nodes[2]!, segments }], edges: [] }),
  );
});

test('a display wider than the panel scrolls and can be reached by keyboard', () => {
  const nodes = [
    {
      ...garden.nodes[2]!,
      segments: [{ kind: 'tex' as const, text: Array.from({ length: 60 }, (_, i) => `x_{${i}}`).join('+'), display: true }],
    },
  ];
  return withTree(
    async ({ page }) => {
      await page.locator('.formula.display[tabindex="0"]').waitFor();
      assert.deepEqual(await complaints(page), []);
    },
    treeMessage({ ...garden, nodes, edges: [] }),
    { width: 400 },
  );
});

test('who wants less motion gets none', async () => {
  const panel = await host.open();
  await panel.page.emulateMedia({ reducedMotion: 'reduce' });
  await panel.send(treeMessage());
  await panel.send({ type: 'checking', uri, version: 2 });
  const moving = () =>
    panel.page.evaluate(
      () =>
        [...document.querySelectorAll('*')].filter(element => {
          const { transitionDuration, animationName, animationDuration } = getComputedStyle(element);
          return /[1-9]/.test(transitionDuration) || (animationName !== 'none' && /[1-9]/.test(animationDuration));
        }).length,
    );
  assert.equal(await moving(), 0);
  await panel.page.emulateMedia({ reducedMotion: 'no-preference' });
  assert.ok((await moving()) > 0, 'otherwise what is dimmed fades');
  await panel.close();
});

test('it holds together at 200 % zoom', () =>
  withTree(
    async ({ page }) => {
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), true);
      assert.ok((await page.locator('.view').boundingBox())!.height > 150);
    },
    treeMessage(),
    { width: 450, height: 450 },
  ));
