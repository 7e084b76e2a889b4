// Where the keyboard goes: over rows in the outline, over nodes in the graph, over stops in a comparison.
import type { Tree } from '../server/protocol';
import { mergedOf } from './merged';
import { type Detail, detailsOf, isOpen, nodeIdOf, rowsOf, stopsOf } from './rows';
import { sidesOf, spotsOf } from './sides';
import { type State, toggle } from './state';

export type Move = 'up' | 'down' | 'left' | 'right' | 'first' | 'last' | 'nextFinding' | 'previousFinding';

/** One step of the keyboard; the same state where there is nowhere to go. */
export function move(state: State, to: Move): State {
  if (state.view === 'compare' && state.compared) return among(state, stopsOfComparison(state.compared.comparison), to);
  const tree = state.shown?.tree;
  if (!tree || tree.nodes.length === 0) return state;
  if (to === 'nextFinding' || to === 'previousFinding') return nextStop(state, tree, to === 'nextFinding' ? 1 : -1);
  const rows =
    state.view === 'graph' ? spotsOf(tree, sidesOf(state)).map(({ id, node }) => ({ id, node, level: 1 })) : rowsOf(tree, state.toggled);
  const at = Math.max(
    0,
    rows.findIndex(row => row.id === state.focus),
  );
  const here = rows[at]!;
  const go = (id: string | undefined): State => (id === undefined || id === state.focus ? state : { ...state, focus: id });
  switch (to) {
    case 'up':
      return go(rows[at - 1]?.id);
    case 'down':
      return go(rows[at + 1]?.id);
    case 'first':
      return go(rows[0]!.id);
    case 'last':
      return go(rows.at(-1)!.id);
    case 'right':
      if (state.view === 'graph') return go(rows[at + 1]?.id);
      if (isBranch(here)) return state.toggled[here.id] ? state : toggle(state, here.id);
      if (here.level === 2 || detailsOf(tree, here.node).length === 0) return state;
      return isOpen(here.node, state.toggled) ? go(rows[at + 1]?.id) : toggle(state, here.id);
    case 'left':
      if (state.view === 'graph') return go(rows[at - 1]?.id);
      if (isBranch(here) && state.toggled[here.id]) return toggle(state, here.id);
      if (here.level === 2) return go(here.node.id);
      return isOpen(here.node, state.toggled) ? toggle(state, here.id) : state;
  }
}

function isBranch(row: { readonly id: string; readonly detail?: Detail }): boolean {
  return row.detail?.kind === 'branch';
}

function nextStop(state: State, tree: Tree, by: 1 | -1): State {
  const stops = stopsOf(tree);
  if (stops.length === 0) return state;
  const order = new Map(tree.nodes.map((node, i) => [node.id, i]));
  const here = state.focus === undefined ? -1 : (order.get(nodeIdOf(state.focus)) ?? -1);
  const next =
    by === 1
      ? (stops.find(node => order.get(node.id)! > here) ?? stops[0]!)
      : (stops.findLast(node => order.get(node.id)! < here) ?? stops.at(-1)!);
  return next.id === state.focus ? state : { ...state, focus: next.id };
}

/** In a comparison: up and down along the order of results, n and p among those that break. */
function among(state: State, stops: readonly { readonly id: string; readonly broken: boolean }[], to: Move): State {
  const here = stops.findIndex(stop => stop.id === state.focus);
  const goal = {
    up: stops[Math.max(0, here - 1)],
    left: stops[Math.max(0, here - 1)],
    down: stops[here + 1],
    right: stops[here + 1],
    first: stops[0],
    last: stops.at(-1),
    nextFinding: stops.find((stop, i) => i > here && stop.broken) ?? stops.find(stop => stop.broken),
    previousFinding: stops.findLast((stop, i) => i < here && stop.broken) ?? stops.findLast(stop => stop.broken),
  }[to];
  return goal && goal.id !== state.focus ? { ...state, focus: goal.id } : state;
}

function stopsOfComparison(comparison: NonNullable<State['compared']>['comparison']) {
  return mergedOf(comparison).stops.map(stop => ({
    id: stop.id,
    broken: stop.kind === 'junction' && (stop.junction.verdict === 'fails' || stop.junction.verdict === 'mixed'),
  }));
}
