import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathOf } from '../../media/boxes';
import { fit, inSight, magnify, meets, overview, pan, reach } from '../../media/camera';
import { rangeOf, topOf } from '../../media/heights';
import { branches, cardWidth, layoutOf } from '../../media/layout';
import { mergedOf, wayOf } from '../../media/merged';
import { detailsOf, rowsOf, stopsOf } from '../../media/rows';
import { sidesOf } from '../../media/sides';
import { speak, speakTex } from '../../media/speak';
import { type Action, initial, keep, reduce, type State } from '../../media/state';
import { readMessage } from '../../media/wall';
import { comparison, garden, id, longTree, rolled, samples, treeMessage, uri } from './fixture';

const run = (actions: readonly Action[], from: State = initial()) => actions.reduce(reduce, from);
const open = () => run([treeMessage()]);
const labels = (state: State) => state.shown?.tree.nodes.length;

test('the first tree is shown, with the keyboard on the first wrong step', () => {
  const state = open();
  assert.equal(labels(state), 8);
  assert.equal(state.focus, id(3));
  assert.equal(state.checking, false);
});

test('while a newer version is checked the last good tree stays', () => {
  const state = run([treeMessage(), { type: 'checking', uri, version: 2 }]);
  assert.equal(state.checking, true);
  assert.equal(state.shown?.version, 1);
});

test('an answer for an older version than the announced one is dropped', () => {
  const checking = run([treeMessage(), { type: 'checking', uri, version: 3 }]);
  assert.equal(reduce(checking, treeMessage(garden, 2)), checking);
  const shown = reduce(checking, treeMessage(garden, 3));
  assert.deepEqual([shown.shown?.version, shown.checking], [3, false]);
  assert.equal(reduce(shown, treeMessage(garden, 2)), shown);
});

test('a document that was closed and opened again starts counting anew', () => {
  const state = run([treeMessage(garden, 57), { type: 'checking', uri, version: 1 }, treeMessage(garden, 1)]);
  assert.deepEqual([state.shown?.version, state.checking], [1, false]);
});

test('checking what is already shown changes nothing', () => {
  const state = open();
  assert.equal(reduce(state, { type: 'checking', uri, version: 1 }), state);
});

test('a tree of another document is shown, with nothing left of the old one', () => {
  const before = run(
    [
      { type: 'toggle', node: id(1) },
      { type: 'select', uri, node: id(2) },
    ],
    open(),
  );
  const state = reduce(before, { ...treeMessage(longTree(5)), uri: 'file:///other.md' });
  assert.equal(state.shown?.uri, 'file:///other.md');
  assert.deepEqual(state.toggled, {});
  assert.equal(state.selected, undefined);
  assert.equal(state.focus, 'long/2');
});

test('no tree says why, and a tree ends that', () => {
  const state = run([treeMessage(), { type: 'empty', reason: 'no solution' }]);
  assert.deepEqual([state.shown, state.reason], [undefined, 'no solution']);
  assert.equal(reduce(state, treeMessage(garden, 1)).reason, undefined);
});

test('the caret selects a node of the shown document only', () => {
  const state = open();
  assert.equal(reduce(state, { type: 'select', uri, node: id(2) }).selected, id(2));
  assert.equal(reduce(state, { type: 'select', uri: 'file:///other.md', node: id(2) }), state);
  assert.equal(reduce(state, { type: 'select', uri, node: 'gone' }), state);
});

test('wrong steps start opened; toggling closes and opens', () => {
  const state = open();
  assert.equal(rowsOf(garden, state.toggled).length, 8 + 3);
  const closed = reduce(state, { type: 'toggle', node: id(3) });
  assert.equal(rowsOf(garden, closed.toggled).length, 8);
  assert.equal(rowsOf(garden, reduce(closed, { type: 'toggle', node: id(3) }).toggled).length, 8 + 3);
});

test('what was opened stays open when the next version arrives', () => {
  const state = run([treeMessage(), { type: 'toggle', node: id(2) }, { type: 'checking', uri, version: 2 }, treeMessage(garden, 2)]);
  assert.equal(state.toggled[id(2)], true);
});

test('closing a step takes the keyboard out of its details', () => {
  const inside = detailsOf(garden, garden.nodes[3]!)[0]!.id;
  const state = run(
    [
      { type: 'focus', row: inside },
      { type: 'toggle', node: id(3) },
    ],
    open(),
  );
  assert.equal(state.focus, id(3));
});

test('arrows walk the rows, open, close and go back to the step', () => {
  const walk = (...to: ('up' | 'down' | 'left' | 'right' | 'first' | 'last')[]) =>
    run(
      to.map(each => ({ type: 'move', to: each })),
      open(),
    );
  const details = detailsOf(garden, garden.nodes[3]!).map(detail => detail.id);
  assert.equal(walk('first').focus, 'problem');
  assert.equal(walk('first', 'up').focus, 'problem');
  assert.equal(walk('last').focus, id(7));
  assert.equal(walk('down').focus, details[0]);
  assert.equal(walk('right').focus, details[0]);
  assert.equal(walk('down', 'down', 'left').focus, id(3));
  assert.equal(walk('left').toggled[id(3)], false);
  assert.equal(walk('up', 'right').toggled[id(2)], true);
});

test('n and p go round the findings and leave out what only inherits', () => {
  assert.deepEqual(
    stopsOf(garden).map(node => node.label),
    ['Step 3', 'Step 5'],
  );
  const next = reduce(open(), { type: 'move', to: 'nextFinding' });
  assert.equal(next.focus, id(5));
  assert.equal(reduce(next, { type: 'move', to: 'nextFinding' }).focus, id(3));
  assert.equal(reduce(open(), { type: 'move', to: 'previousFinding' }).focus, id(5));
});

test('in the graph the keyboard stands on steps only', () => {
  const inside = detailsOf(garden, garden.nodes[3]!)[1]!.id;
  const state = run(
    [
      { type: 'focus', row: inside },
      { type: 'view', view: 'graph' },
    ],
    open(),
  );
  assert.equal(state.focus, id(3));
  assert.equal(reduce(state, { type: 'move', to: 'right' }).focus, id(4));
});

test('what is kept brings the panel back as it was', () => {
  const state = run(
    [
      { type: 'toggle', node: id(1) },
      { type: 'focus', row: id(5) },
      { type: 'view', view: 'graph' },
    ],
    open(),
  );
  const kept = JSON.parse(JSON.stringify(keep(state)));
  assert.deepEqual([kept.uri, kept.solution, kept.node], [uri, 'garden', id(5)]);
  const again = run([treeMessage(garden, 1)], initial(kept));
  assert.deepEqual([again.focus, again.view, again.toggled[id(1)]], [id(5), 'graph', true]);
});

test('kept state of no known shape is no state', () => {
  for (const strange of [undefined, null, 7, 'x', [], { uri: 7 }, { solution: 'a' }]) assert.deepEqual(initial(strange), initial());
});

test('messages without their shape are dropped', () => {
  const good = treeMessage();
  assert.equal(readMessage(good), good);
  const { tree: _tree, ...treeless } = good;
  for (const bad of [
    null,
    1,
    'tree',
    {},
    { type: 'tree' },
    treeless,
    { ...good, version: '1' },
    { ...good, tree: { ...garden, nodes: [{}] } },
    { type: 'select', uri },
    { type: 'nonsense' },
  ])
    assert.equal(readMessage(bad), undefined);
});

test('details: the failing claim is merged with its finding; repairs keep the indices the extension needs', () => {
  const details = detailsOf(garden, garden.nodes[3]!);
  assert.deepEqual(
    details.map(detail => detail.kind),
    ['claim', 'repair', 'premise'],
  );
  const [claim, repair, premise] = details;
  assert.ok(claim?.kind === 'claim' && claim.finding?.slip?.detail === 'signs of the two roots swapped');
  assert.ok(repair?.kind === 'repair' && repair.findingIndex === 0 && repair.repairIndex === 0);
  assert.ok(premise?.kind === 'premise' && premise.from.id === id(2));
  assert.equal(
    new Set(garden.nodes.flatMap(node => detailsOf(garden, node).map(detail => detail.id))).size,
    garden.nodes.flatMap(node => detailsOf(garden, node)).length,
  );
});

test('layout: every node has its place, none on another, all inside; a correction stands beside its step', () => {
  for (const tree of [garden, rolled, longTree(40), longTree(300)]) {
    const sides = sidesOf(run([treeMessage(tree)]));
    const { spots: nodes, lines, width, height } = layoutOf(tree, sides);
    assert.equal(nodes.length, tree.nodes.length + sides.length);
    assert.equal(lines.length, new Set(tree.edges.map(edge => `${edge.from}>${edge.to}`)).size + sides.length);
    const boxes = nodes.map(({ x, y, width: w, height: h }) => ({ x, y, w, h }));
    for (const [i, a] of boxes.entries()) {
      assert.ok(a.x >= 0 && a.y >= 0 && a.x + a.w <= width && a.y + a.h <= height);
      for (const b of boxes.slice(i + 1))
        assert.ok(a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y, 'two cards overlap');
    }
  }
  const { boxes, lines } = layoutOf(garden);
  for (const { from, to, points } of lines) {
    const [above, below] = [boxes.get(from)!, boxes.get(to)!];
    assert.equal(points[0]!.y, above.y + above.height, 'leaves below');
    assert.equal(points.at(-1)!.y, below.y, 'arrives from above');
  }
  assert.deepEqual(
    garden.nodes.filter(branches).map(node => [node.label, boxes.get(node.id)!.width > cardWidth]),
    [['Step 3', true]],
  );
  assert.deepEqual(
    lines.filter(line => line.tainted).map(line => `${line.source.label} → ${line.target.label}`),
    ['Step 3 → Step 4', 'Step 4 → Step 7'],
  );
  assert.match(pathOf(lines[0]!.points), /^M[\d.]+ [\d.]+/);
});

test('formulas are spoken in words', () => {
  assert.equal(speakTex('x^2 + 3x'), 'x squared plus 3x');
  assert.equal(speakTex('\\frac{a+b}{2} \\leq \\sqrt{7}'), 'the quantity a plus b over 2 is at most the square root of 7');
  assert.equal(speakTex('2^{n+1} = a_n'), '2 to the power n plus 1 equals a sub n');
  assert.equal(speakTex('\\angle A = 90^\\circ'), 'angle A equals 90 degrees');
  assert.equal(
    speak([
      { kind: 'text', text: 'So ' },
      { kind: 'tex', text: 'w=8' },
      { kind: 'text', text: '.' },
    ]),
    'So w equals 8.',
  );
});

test('the camera: fitting shows all, zooming keeps what is under the mouse, panning never loses the plane', () => {
  const plane = { width: 2000, height: 1000 };
  const view = { width: 500, height: 500 };
  assert.deepEqual(overview(plane, view), { zoom: 0.25, x: 0, y: 24 });
  assert.ok(fit(plane, view).zoom > 0.25, 'what opens first can be read');
  const before = { x: -100, y: -50, zoom: 1 };
  const after = magnify(before, 2, { x: 40, y: 60 });
  assert.deepEqual(
    [(40 - before.x) / before.zoom, (60 - before.y) / before.zoom],
    [(40 - after.x) / after.zoom, (60 - after.y) / after.zoom],
  );
  assert.ok(magnify(before, 1e9, { x: 0, y: 0 }).zoom <= 3);
  const far = pan(before, { x: 1e6, y: -1e6 }, plane, view);
  assert.ok(meets(inSight(far, view), { x: 0, y: 0, ...plane }));
  const box = { x: 1500, y: 700, width: 100, height: 80 };
  const there = reach(before, box, view);
  const sight = inSight(there, view);
  assert.ok(
    box.x >= sight.x && box.x + box.width <= sight.x + sight.width && box.y >= sight.y && box.y + box.height <= sight.y + sight.height,
  );
  assert.equal(reach(there, box, view), there, 'what is in sight moves nothing');
});

test('of a long outline only what is near the view is drawn, and it adds up', () => {
  const tree = longTree(10_000);
  const { first, end, before, after } = rangeOf(tree, {}, 200_000, 800);
  assert.ok(first > 1000 && end - first < 60, `${first} to ${end}`);
  assert.ok(before > 0 && after > 0);
  assert.equal(rangeOf(tree, {}, 0, 800).first, 0);
  assert.equal(rangeOf(tree, {}, 1e9, 800).end, 10_000);
  assert.ok(Math.abs(topOf(tree, {}, tree.nodes[first]!.id) - before) < 1);
});

const compared = { type: 'comparison', uri, version: 1, comparison } as const;

test('a comparison opens its view; a newer one only brings it up to date; none goes back to the tree', () => {
  const state = reduce(open(), compared);
  assert.deepEqual([state.view, state.focus], ['compare', 'problem']);
  const elsewhere = reduce(state, { type: 'view', view: 'tree' });
  assert.equal(reduce(elsewhere, compared).view, 'tree');
  assert.equal(reduce(elsewhere, { type: 'view', view: 'compare' }).view, 'compare');
  const none = reduce(state, { ...compared, comparison: null, reason: 'only one' });
  assert.deepEqual([none.view, none.compared, none.notice], ['tree', undefined, 'only one']);
  assert.equal(reduce(open(), { type: 'view', view: 'compare' }).view, 'tree', 'nothing to compare yet');
});

test('in a comparison the keyboard walks the stops, and n goes to those that break', () => {
  const state = reduce(open(), compared);
  const stops = mergedOf(comparison).stops.map(stop => stop.id);
  assert.equal(reduce(state, { type: 'move', to: 'down' }).focus, stops[1]);
  assert.equal(reduce(state, { type: 'move', to: 'last' }).focus, stops.at(-1));
  const broken = comparison.junctions.find(junction => junction.verdict === 'fails')!;
  assert.equal(reduce(state, { type: 'move', to: 'nextFinding' }).focus, broken.id);
});

test('the layout of a comparison: every way goes down, and ends in its answer', () => {
  const { boxes, strands } = mergedOf(comparison);
  for (const { from, to } of strands) assert.ok(boxes.get(from)!.y < boxes.get(to)!.y, `${from} to ${to}`);
  comparison.samples.forEach((sample, i) => {
    const way = wayOf(comparison, i);
    assert.equal(way[0], 'problem');
    assert.equal(comparison.votes[Number(way.at(-1)!.split('/')[1])]!.answer.text, sample.answer!.text);
  });
});

test('a sample is lit and put out again; a menu opens and closes; ties are kept', () => {
  const lit = reduce(reduce(open(), compared), { type: 'sample', sample: 2 });
  assert.equal(lit.sample, 2);
  assert.equal(reduce(lit, { type: 'sample', sample: 2 }).sample, undefined);
  assert.equal(reduce(open(), { type: 'menu', menu: 'share' }).menu, 'share');
  const tied = reduce(open(), { type: 'ties', pinned: true, follow: false });
  const again = initial(JSON.parse(JSON.stringify(keep(tied))));
  assert.deepEqual([again.pinned, again.follow], [true, false]);
});

test('a comparison without its shape is dropped', () => {
  assert.equal(readMessage(compared), compared);
  const broken = { ...comparison, samples: comparison.samples.map(sample => ({ ...sample, path: [999] })) };
  for (const bad of [
    { ...compared, comparison: broken },
    { ...compared, comparison: {} },
    { ...compared, uri: 1 },
    { type: 'ties', pinned: 1 },
  ])
    assert.equal(readMessage(bad), undefined);
});

test('what would follow from a correction is shown at its step until the text changes', () => {
  const step = { step: id(3), number: 2, followThrough: false, edits: [], note: '' };
  const replay = {
    solution: 'garden',
    from: 2,
    repair: { explanation: 'signs' },
    steps: [{ ...step, mark: 'corrected' as const, before: 'a', after: 'b' }],
    firstError: -1,
    pair: { problem: '', prefix: [], rejected: 'a', chosen: 'b' },
  };
  const message = { type: 'replay', uri, version: 1, node: id(3), finding: 0, repair: 0, replay } as const;
  assert.equal(readMessage(message), message);
  assert.equal(readMessage({ ...message, replay: { steps: [1] } }), undefined);
  const shown = reduce(open(), message);
  assert.equal(shown.replay?.replay, replay);
  assert.equal(reduce(shown, { type: 'forget' }).replay, undefined);
  assert.equal(reduce(shown, treeMessage(garden, 2)).replay, undefined, 'of another text');
  assert.equal(reduce(open(), { ...message, version: 9 }).replay, undefined);
  const none = reduce(open(), { ...message, replay: null, reason: 'No correction is known' });
  assert.deepEqual([none.replay, none.notice], [undefined, 'No correction is known']);
});

test('of many rollouts one card a step stands in the graph, until it is opened', () => {
  const many = { ...rolled, nodes: rolled.nodes.map(node => ({ ...node, rollouts: rolled.nodes[2]!.rollouts! })) };
  const state = run([treeMessage(many), { type: 'view', view: 'graph' }]);
  assert.deepEqual([...new Set(sidesOf(state).map(side => side.kind))], ['continued']);
  assert.equal(sidesOf(state), sidesOf(reduce(state, { type: 'focus', row: id(1) })), 'the same list while nothing changes');
  const opened = reduce(state, { type: 'toggle', node: sidesOf(state)[2]!.id });
  assert.deepEqual(
    sidesOf(opened)
      .filter(side => side.node.id === id(2))
      .map(side => side.kind),
    ['rollout', 'rollout', 'more'],
  );
});

test('other samples part after the last result that both arrive at', () => {
  const second = run([treeMessage(samples[1]!, 1, [samples[0]!]), { type: 'comparison', uri, version: 1, comparison, quiet: true }]);
  assert.equal(second.view, 'tree');
  assert.deepEqual(
    sidesOf(second).map(side => [
      side.node.id,
      side.kind === 'samples' && side.samples,
      side.kind === 'samples' && side.answers.map(({ text }) => text),
    ]),
    [['problem', [0, 2], ['12', '10']]],
  );
  const none = reduce(second, { type: 'comparison', uri, version: 1, comparison: null, quiet: true });
  assert.deepEqual(sidesOf(none), []);
});

test('the mouse on the text points at a node until it rests elsewhere, or the text changes', () => {
  const pointed = run([treeMessage(), { type: 'point', uri, node: id(2) }]);
  assert.equal(pointed.pointed, id(2));
  assert.equal(reduce(pointed, { type: 'point', uri, node: id(2) }), pointed);
  assert.equal(reduce(pointed, { type: 'point', uri }).pointed, undefined);
  assert.equal(reduce(pointed, { type: 'point', uri, node: 'nowhere' }).pointed, undefined);
  assert.equal(reduce(pointed, treeMessage(garden, 2)).pointed, undefined);
  assert.equal(reduce(pointed, { type: 'select', uri, node: id(4) }).pointed, undefined);
});
