// The panel's state and the one function that changes it. Pure: no document, no clock, no messages sent.
import type { PanelState, SolutionSummary, ToPanel, Tree } from '../server/protocol';
import { detailsOf, isOpen, nodeById, nodeIdOf, rowsOf, stopsOf } from './rows';

export type View = 'tree' | 'graph';

export type Shown = { readonly uri: string; readonly version: number; readonly tree: Tree; readonly solutions: readonly SolutionSummary[] };

export type State = {
  /** The last good tree. It stays on screen while a newer version is being checked. */
  readonly shown?: Shown;
  /** The version the extension last announced; older trees of the same document are dropped. */
  readonly announced?: { readonly uri: string; readonly version: number };
  readonly checking: boolean;
  /** Why there is no tree. */
  readonly reason?: string;
  readonly view: View;
  /** Nodes a person opened or closed, against the default. */
  readonly toggled: Readonly<Record<string, boolean>>;
  /** The row the keyboard stands on. */
  readonly focus?: string;
  /** The node the caret is in. */
  readonly selected?: string;
  /** What the last session kept, until a tree arrives. */
  readonly kept?: Kept;
};

/** What survives a reload: the protocol's part, and what only the panel cares about. */
export type Kept = PanelState & { readonly view?: View; readonly toggled?: Readonly<Record<string, boolean>> };

export type Move = 'up' | 'down' | 'left' | 'right' | 'first' | 'last' | 'nextFinding' | 'previousFinding';

export type Action =
  | ToPanel
  | { readonly type: 'move'; readonly to: Move }
  | { readonly type: 'focus'; readonly row: string }
  | { readonly type: 'toggle'; readonly node: string }
  | { readonly type: 'view'; readonly view: View };

/** The state to start from; `kept` is whatever the last session left, in any shape. */
export function initial(kept?: unknown): State {
  const known = readKept(kept);
  return { checking: false, view: known?.view ?? 'tree', toggled: known?.toggled ?? {}, ...(known ? { kept: known } : {}) };
}

/** The next state; the same object where nothing changes. */
export function reduce(state: State, action: Action): State {
  switch (action.type) {
    case 'tree':
      return isStale(state, action) ? state : showTree(state, action);
    case 'checking': {
      if (state.shown && state.shown.uri === action.uri && state.shown.version === action.version) return state;
      return { ...state, checking: true, announced: { uri: action.uri, version: action.version } };
    }
    case 'empty': {
      const { shown: _shown, announced: _announced, ...rest } = state;
      return { ...rest, checking: false, reason: action.reason };
    }
    case 'select':
      return select(state, action.uri, action.node);
    case 'focus':
      return state.focus === action.row ? state : { ...state, focus: action.row };
    case 'toggle':
      return toggle(state, action.node);
    case 'view':
      return state.view === action.view ? state : { ...state, view: action.view, ...(state.focus ? { focus: nodeIdOf(state.focus) } : {}) };
    case 'move':
      return move(state, action.to);
  }
}

/** What to keep for the next session, if there is anything. */
export function keep(state: State): Kept | undefined {
  if (!state.shown) return state.kept;
  const node = state.focus && nodeIdOf(state.focus);
  return { uri: state.shown.uri, solution: state.shown.tree.solution, ...(node ? { node } : {}), view: state.view, toggled: state.toggled };
}

function isStale(state: State, { uri, version }: { uri: string; version: number }): boolean {
  if (state.announced?.uri === uri) return version < state.announced.version;
  return state.shown?.uri === uri && version < state.shown.version;
}

function showTree(state: State, { uri, version, tree, solutions }: Shown): State {
  const { reason: _reason, kept, ...rest } = state;
  const before = state.shown;
  const same = before?.uri === uri && before.tree.solution === tree.solution;
  const restored = !before && kept?.uri === uri && (kept.solution === undefined || kept.solution === tree.solution);
  const toggled = before?.uri === uri || restored ? state.toggled : {};
  const wanted = same ? state.focus : restored ? kept.node : undefined;
  return {
    ...rest,
    shown: { uri, version, tree, solutions },
    announced: { uri, version },
    checking: false,
    toggled,
    focus: focusIn(tree, toggled, wanted),
    ...(nodeById(tree, state.selected) ? {} : { selected: undefined }),
  };
}

/** The wanted row if it is there, else its node, else the first wrong step, else the first node. */
function focusIn(tree: Tree, toggled: State['toggled'], wanted: string | undefined): string | undefined {
  if (wanted !== undefined) {
    const node = nodeById(tree, nodeIdOf(wanted));
    if (node) return isOpen(node, toggled) && detailsOf(tree, node).some(detail => detail.id === wanted) ? wanted : node.id;
  }
  return (tree.nodes.find(node => node.number === tree.summary.firstError) ?? tree.nodes[0])?.id;
}

function select(state: State, uri: string, id: string): State {
  const { shown } = state;
  if (!shown || shown.uri !== uri || state.selected === id || !nodeById(shown.tree, id)) return state;
  const inside = state.focus !== undefined && nodeIdOf(state.focus) === id;
  return { ...state, selected: id, focus: inside ? state.focus : id };
}

function toggle(state: State, id: string): State {
  const node = state.shown && nodeById(state.shown.tree, id);
  if (!node || detailsOf(state.shown!.tree, node).length === 0) return state;
  const focus = state.focus !== undefined && nodeIdOf(state.focus) === id ? id : state.focus;
  return { ...state, toggled: { ...state.toggled, [id]: !isOpen(node, state.toggled) }, ...(focus ? { focus } : {}) };
}

function move(state: State, to: Move): State {
  const tree = state.shown?.tree;
  if (!tree || tree.nodes.length === 0) return state;
  if (to === 'nextFinding' || to === 'previousFinding') return nextStop(state, tree, to === 'nextFinding' ? 1 : -1);
  const rows = state.view === 'graph' ? tree.nodes.map(node => ({ id: node.id, node, level: 1 })) : rowsOf(tree, state.toggled);
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
      if (here.level === 2 || detailsOf(tree, here.node).length === 0) return state;
      return isOpen(here.node, state.toggled) ? go(rows[at + 1]?.id) : toggle(state, here.id);
    case 'left':
      if (state.view === 'graph') return go(rows[at - 1]?.id);
      if (here.level === 2) return go(here.node.id);
      return isOpen(here.node, state.toggled) ? toggle(state, here.id) : state;
  }
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

function readKept(raw: unknown): Kept | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const given = raw as Record<string, unknown>;
  if (typeof given.uri !== 'string') return undefined;
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  const toggled =
    typeof given.toggled === 'object' && given.toggled !== null
      ? Object.fromEntries(Object.entries(given.toggled).filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean'))
      : {};
  return {
    uri: given.uri,
    ...(text(given.solution) ? { solution: text(given.solution) } : {}),
    ...(text(given.node) ? { node: text(given.node) } : {}),
    view: given.view === 'graph' ? 'graph' : 'tree',
    toggled,
  };
}
