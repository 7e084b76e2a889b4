// One key, one action: the table that the keyboard, the hints at the bottom and the list of keys all read.
import { type Act, activate, spanOf } from './act';
import { magnify, overview, zooms } from './camera';
import { mergedOf } from './merged';
import { planeOf } from './planes';
import { detailsOf, isOpen, nodeById, nodeIdOf, type Row, rowsOf } from './rows';
import { type Side, sidesOf } from './sides';
import type { State, View } from './state';

type Key = {
  readonly keys: readonly string[];
  /** As it is shown. */
  readonly key: string;
  readonly about: string;
  /** Views it means something in; all where absent. */
  readonly in?: readonly View[];
  /** Whether the line at the bottom names it; the list of keys names all. */
  readonly hint?: boolean;
  readonly run: (state: State, act: Act, key: string) => void;
};

const planes: readonly View[] = ['graph', 'compare'];

export const keys: readonly Key[] = [
  { keys: ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End'], key: '↑ ↓', about: 'move', hint: true, run: walk },
  { keys: ['Enter', ' '], key: 'Enter', about: 'open', hint: true, run: enter },
  { keys: ['r'], key: 'r', about: 'reveal in the text', hint: true, in: ['tree', 'graph'], run: reveal },
  { keys: ['n'], key: 'n', about: 'next finding', hint: true, run: (_state, act) => act.dispatch({ type: 'move', to: 'nextFinding' }) },
  { keys: ['p'], key: 'p', about: 'previous finding', run: (_state, act) => act.dispatch({ type: 'move', to: 'previousFinding' }) },
  { keys: ['a'], key: 'a', about: 'apply the correction', hint: true, in: ['tree', 'graph'], run: apply },
  { keys: ['c'], key: 'c', about: 'correct and carry on', in: ['tree', 'graph'], run: (state, act) => onRepair(state, act.carryOn) },
  {
    keys: ['w'],
    key: 'w',
    about: 'what if: what would follow from the correction',
    in: ['tree', 'graph'],
    run: (state, act) => onRepair(state, act.whatIf),
  },
  {
    keys: ['g'],
    key: 'g',
    about: 'tree or graph',
    hint: true,
    run: (state, act) => act.dispatch({ type: 'view', view: state.view === 'tree' ? 'graph' : 'tree' }),
  },
  { keys: ['s'], key: 's', about: 'compare the solutions of this problem', run: (_state, act) => act.compare() },
  {
    keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
    key: '1 … 9',
    about: 'light the way of a sample',
    hint: true,
    in: ['compare'],
    run: light,
  },
  { keys: ['+', '='], key: '+', about: 'larger', in: planes, run: (state, act) => zoom(state, act, zooms.step) },
  { keys: ['-'], key: '−', about: 'smaller', in: planes, run: (state, act) => zoom(state, act, 1 / zooms.step) },
  { keys: ['0'], key: '0', about: 'everything in sight', in: planes, run: whole },
  { keys: ['['], key: '[', about: 'previous solution', run: (_state, act) => act.turn(-1) },
  { keys: [']'], key: ']', about: 'next solution', run: (_state, act) => act.turn(1) },
  { keys: ['l'], key: 'l', about: 'list of solutions', run: (_state, act) => act.choose() },
  { keys: ['f'], key: 'f', about: 'follow the caret, or not', run: (state, act) => act.tie({ follow: !state.follow }) },
  { keys: ['o'], key: 'o', about: 'stay with this solution, or not', run: (state, act) => act.tie({ pinned: !state.pinned }) },
  { keys: ['m'], key: 'm', about: 'copy, export, move', run: (state, act) => menu(state, act, 'share') },
  { keys: ['?'], key: '?', about: 'all keys', hint: true, run: (state, act) => menu(state, act, 'keys') },
];

const moves = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right', Home: 'first', End: 'last' } as const;

/** The keys that mean something in the view. */
export function keysOf(view: View): readonly Key[] {
  return keys.filter(entry => !entry.in || entry.in.includes(view));
}

/** Handles a key; false where it means nothing here, so that the browser may have it. */
export function press(state: State, act: Act, key: string): boolean {
  if (!state.shown) return false;
  if (key === 'Escape' && state.menu) {
    act.dispatch({ type: 'menu', menu: undefined });
    return true;
  }
  const found = keysOf(state.view).find(entry => entry.keys.includes(key));
  found?.run(state, act, key);
  return found !== undefined;
}

/** The row the keyboard stands on. */
export function focusedRow(state: State): Row | undefined {
  const { shown, focus } = state;
  if (!shown || focus === undefined) return undefined;
  return rowsOf(shown.tree, state.toggled).find(row => row.id === focus);
}

function walk(_state: State, act: Act, key: string): void {
  act.dispatch({ type: 'move', to: moves[key as keyof typeof moves] });
}

function enter(state: State, act: Act): void {
  if (state.view === 'compare') {
    openStop(state, act, state.focus);
    return;
  }
  const side = state.view === 'graph' ? sidesOf(state).find(each => each.id === state.focus) : undefined;
  if (side) {
    openSide(act, side);
    return;
  }
  const row = focusedRow(state);
  if (!row) return;
  if (state.view === 'tree') {
    activate(act, row);
    return;
  }
  if (!isOpen(row.node, state.toggled)) act.dispatch({ type: 'toggle', node: row.node.id });
  act.dispatch({ type: 'view', view: 'tree' });
}

/** Opens a branch beside the steps: a rollout in the tree, the samples in the comparison, what is put away where it stands. */
export function openSide(act: Act, side: Side): void {
  if (side.kind === 'samples') act.compare();
  else if (side.kind !== 'rollout') act.dispatch({ type: 'toggle', node: side.id });
  else {
    act.dispatch({ type: 'open', row: side.id });
    act.dispatch({ type: 'view', view: 'tree' });
  }
}

/** Opens a stop's first sample at the step that arrives there: that of the lit sample where it passes, else one that breaks. */
export function openStop(state: State, act: Act, id: string | undefined): void {
  const { compared, sample } = state;
  const stop = compared && mergedOf(compared.comparison).stops.find(each => each.id === id);
  if (!compared || stop?.kind !== 'junction') return;
  const { members } = stop.junction;
  const member = members.find(each => each.sample === sample) ?? members.find(each => each.verdict === 'fails') ?? members[0];
  const solution = member && compared.comparison.samples[member.sample]?.solution;
  if (!member || solution === undefined) return;
  act.dispatch({ type: 'view', view: 'tree' });
  act.pick(solution, member.step);
}

function reveal(state: State, act: Act): void {
  const row = focusedRow(state);
  if (row) act.reveal(spanOf(row));
}

/** Applies the correction the keyboard stands on, else the first of its step. */
function apply(state: State, act: Act): void {
  onRepair(state, act.apply);
}

function onRepair(state: State, run: Act['apply']): void {
  const tree = state.shown?.tree;
  const node = tree && state.focus !== undefined ? nodeById(tree, nodeIdOf(state.focus)) : undefined;
  if (!tree || !node) return;
  const repairs = detailsOf(tree, node).filter(detail => detail.kind === 'repair');
  const wanted = repairs.find(detail => detail.id === state.focus) ?? repairs[0];
  if (wanted) run(node.id, wanted.findingIndex, wanted.repairIndex);
}

function light(state: State, act: Act, key: string): void {
  const sample = Number(key) - 1;
  if (state.compared?.comparison.samples[sample]) act.dispatch({ type: 'sample', sample });
}

function zoom(state: State, act: Act, factor: number): void {
  const { camera } = planeOf(state);
  const { width, height } = state.size;
  act.dispatch({ type: 'camera', camera: magnify(camera, factor, { x: width / 2, y: height / 2 }) });
}

function whole(state: State, act: Act): void {
  act.dispatch({ type: 'camera', camera: overview(planeOf(state).plane, state.size) });
}

function menu(state: State, act: Act, wanted: NonNullable<State['menu']>): void {
  act.dispatch({ type: 'menu', menu: state.menu === wanted ? undefined : wanted });
}
