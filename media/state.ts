// The panel's state and the one function that changes it. Pure: no document, no clock, no messages sent.
import type { Change, Comparison, PanelState, Replay, SolutionSummary, ToPanel, Tree } from '../server/protocol';
import type { Camera, Size } from './camera';
import { problemId } from './merged';
import { type Move, move } from './moves';
import { detailsOf, isOpen, nodeById, nodeIdOf, shownDetails } from './rows';

export type View = 'tree' | 'graph' | 'compare';

export type Shown = {
  readonly uri: string;
  readonly version: number;
  readonly tree: Tree;
  readonly solutions: readonly SolutionSummary[];
  readonly ms?: number;
};
export type Compared = { readonly uri: string; readonly version: number; readonly comparison: Comparison };
export type Menu = 'share' | 'keys';

export type State = {
  /** The last good tree. It stays on screen while a newer version is being checked. */
  readonly shown?: Shown;
  /** The solutions of the shown problem, merged; also the last good ones. */
  readonly compared?: Compared;
  /** The version the extension last announced; older trees of the same document are dropped. */
  readonly announced?: { readonly uri: string; readonly version: number };
  readonly checking: boolean;
  /** Why there is no tree. */
  readonly reason?: string;
  readonly view: View;
  /** Nodes a person opened or closed, against the default. */
  readonly toggled: Readonly<Record<string, boolean>>;
  /** The row the keyboard stands on; in a comparison, a stop. */
  readonly focus?: string;
  /** The node the caret is in. */
  readonly selected?: string;
  /** The node whose text the mouse rests on in the editor. */
  readonly pointed?: string;
  /** What would follow from a correction, at the node it was asked for; until the text changes. */
  readonly replay?: {
    readonly node: string;
    readonly finding: number;
    readonly repair: number;
    readonly replay: Replay;
    readonly changes?: readonly Change[];
  };
  /** The sample whose way through the comparison is lit. */
  readonly sample?: number;
  /** Where one looks at the plane from; absent until somebody moves it. */
  readonly camera?: Camera;
  /** The view's own size and how far its outline is scrolled, in CSS pixels. */
  readonly size: Size;
  readonly scroll: number;
  readonly pinned: boolean;
  readonly follow: boolean;
  readonly menu?: Menu;
  /** What was last done, for the status line. */
  readonly notice?: string;
  /** What the last session kept, until a tree arrives. */
  readonly kept?: Kept;
};

/** What survives a reload: the protocol's part, and what only the panel cares about. */
export type Kept = PanelState & { readonly view?: View; readonly toggled?: Readonly<Record<string, boolean>> };

export type Action =
  | ToPanel
  | { readonly type: 'move'; readonly to: Move }
  | { readonly type: 'focus'; readonly row: string }
  | { readonly type: 'toggle'; readonly node: string }
  /** Opens a row, and the node it belongs to, and goes there. */
  | { readonly type: 'open'; readonly row: string }
  | { readonly type: 'view'; readonly view: View }
  | { readonly type: 'camera'; readonly camera: Camera | undefined }
  | { readonly type: 'size'; readonly size: Size }
  | { readonly type: 'scroll'; readonly top: number }
  | { readonly type: 'sample'; readonly sample: number }
  | { readonly type: 'menu'; readonly menu: Menu | undefined }
  /** Puts away what would follow from a correction. */
  | { readonly type: 'forget' };

/** The state to start from; `kept` is whatever the last session left, in any shape. */
export function initial(kept?: unknown): State {
  const known = readKept(kept);
  return {
    checking: false,
    view: known?.view ?? 'tree',
    toggled: known?.toggled ?? {},
    size: { width: 0, height: 0 },
    scroll: 0,
    pinned: known?.pinned ?? false,
    follow: known?.follow ?? true,
    ...(known ? { kept: known } : {}),
  };
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
      const { shown: _shown, announced: _announced, compared: _compared, ...rest } = state;
      return { ...rest, checking: false, reason: action.reason };
    }
    case 'select':
      return select(state, action.uri, action.node);
    case 'point': {
      const pointed = state.shown?.uri === action.uri && nodeById(state.shown.tree, action.node) ? action.node : undefined;
      return state.pointed === pointed ? state : { ...state, pointed };
    }
    case 'comparison':
      return isStale(state, action) ? state : showComparison(state, action);
    case 'ties':
      return state.pinned === action.pinned && state.follow === action.follow
        ? state
        : { ...state, pinned: action.pinned, follow: action.follow };
    case 'replay': {
      const { node, finding, repair, replay, changes } = action;
      if (state.shown?.uri !== action.uri || state.shown.version !== action.version) return state;
      if (!replay) return { ...state, replay: undefined, notice: action.reason ?? 'Nothing is known to follow' };
      return {
        ...state,
        replay: { node, finding, repair, replay, ...(changes ? { changes } : {}) },
        toggled: { ...state.toggled, [node]: true },
      };
    }
    case 'forget':
      return state.replay ? { ...state, replay: undefined } : state;
    case 'notice':
      return { ...state, notice: action.text };
    case 'focus':
      return state.focus === action.row ? state : { ...state, focus: action.row };
    case 'toggle':
      return toggle(state, action.node);
    case 'open':
      return { ...state, focus: action.row, toggled: { ...state.toggled, [nodeIdOf(action.row)]: true, [action.row]: true } };
    case 'view':
      return turn(state, action.view);
    case 'camera':
      return { ...state, camera: action.camera };
    case 'size':
      return state.size.width === action.size.width && state.size.height === action.size.height ? state : { ...state, size: action.size };
    case 'scroll':
      return state.scroll === action.top ? state : { ...state, scroll: action.top };
    case 'sample':
      return { ...state, sample: state.sample === action.sample ? undefined : action.sample };
    case 'menu':
      return state.menu === action.menu ? state : { ...state, menu: action.menu };
    case 'move':
      return move(state, action.to);
  }
}

/** What to keep for the next session, if there is anything. */
export function keep(state: State): Kept | undefined {
  if (!state.shown) return state.kept;
  const focus = state.focus && nodeIdOf(state.focus);
  const node = focus && nodeById(state.shown.tree, focus) ? focus : undefined;
  return {
    uri: state.shown.uri,
    solution: state.shown.tree.solution,
    ...(node ? { node } : {}),
    pinned: state.pinned,
    follow: state.follow,
    view: state.view,
    toggled: state.toggled,
  };
}

/** Another view, with the keyboard where it can stand there and the whole plane in sight. */
function turn(state: State, view: View): State {
  if (state.view === view || (view === 'compare' && !state.compared)) return state;
  const { camera: _camera, ...rest } = state;
  const tree = state.shown?.tree;
  const focus =
    view === 'compare'
      ? problemId
      : tree && focusIn(tree, state.toggled, view === 'tree' || state.focus === undefined ? state.focus : nodeIdOf(state.focus));
  return { ...rest, view, ...(focus === undefined ? {} : { focus }) };
}

function showComparison(state: State, { uri, version, comparison, reason, quiet }: Extract<ToPanel, { type: 'comparison' }>): State {
  if (!comparison) {
    if (quiet && !state.compared) return state;
    const { compared: _compared, sample: _sample, ...rest } = state;
    const back = state.view === 'compare' ? turn(state, 'tree') : state;
    return { ...rest, view: back.view, ...(back.focus ? { focus: back.focus } : {}), ...(reason ? { notice: reason } : {}) };
  }
  const compared = { uri, version, comparison };
  // The one on screen, or one that was looked at before, is only brought up to date.
  if (state.compared || quiet) return { ...state, compared };
  return turn({ ...state, compared }, 'compare');
}

function isStale(state: State, { uri, version }: { uri: string; version: number }): boolean {
  if (state.announced?.uri === uri) return version < state.announced.version;
  return state.shown?.uri === uri && version < state.shown.version;
}

function showTree(state: State, { uri, version, tree, solutions, ms }: Shown): State {
  const { reason: _reason, kept, camera, compared, replay, pointed: _pointed, ...rest } = state;
  const before = state.shown;
  const same = before?.uri === uri && before.tree.solution === tree.solution;
  const restored = !before && kept?.uri === uri && (kept.solution === undefined || kept.solution === tree.solution);
  const toggled = before?.uri === uri || restored ? state.toggled : {};
  const wanted = same ? state.focus : restored ? kept.node : undefined;
  const stays = compared?.uri === uri && compared.comparison.samples.some(one => one.solution === tree.solution) ? compared : undefined;
  // A comparison is asked for again by whoever restores the panel; until it comes there is none to show.
  const view = state.view === 'compare' && !stays ? 'tree' : state.view;
  return {
    ...rest,
    shown: { uri, version, tree, solutions, ...(ms === undefined ? {} : { ms }) },
    announced: { uri, version },
    checking: false,
    view,
    toggled,
    ...(stays ? { compared: stays } : {}),
    ...(same && camera ? { camera } : {}),
    ...(same && replay && before?.version === version ? { replay } : {}),
    focus: view === 'compare' && same ? state.focus : focusIn(tree, toggled, wanted),
    ...(nodeById(tree, state.selected) ? {} : { selected: undefined }),
  };
}

/** The wanted row if it is there, else its node, else the first wrong step, else the first node. */
function focusIn(tree: Tree, toggled: State['toggled'], wanted: string | undefined): string | undefined {
  if (wanted !== undefined) {
    const node = nodeById(tree, nodeIdOf(wanted));
    if (node) return isOpen(node, toggled) && shownDetails(tree, node, toggled).some(detail => detail.id === wanted) ? wanted : node.id;
  }
  return (tree.nodes.find(node => node.number === tree.summary.firstError) ?? tree.nodes[0])?.id;
}

function select(state: State, uri: string, id: string): State {
  const { shown } = state;
  if (!shown || shown.uri !== uri || state.selected === id || !nodeById(shown.tree, id)) return state;
  const inside = state.focus !== undefined && nodeIdOf(state.focus) === id;
  return { ...state, selected: id, focus: inside ? state.focus : id, pointed: undefined };
}

/** Opens or closes a node, or a branch of it; the keyboard leaves what is closed. */
export function toggle(state: State, id: string): State {
  const node = state.shown && nodeById(state.shown.tree, id);
  const parent = node ?? (state.shown && nodeById(state.shown.tree, nodeIdOf(id)));
  if (!node && parent) return { ...state, toggled: { ...state.toggled, [id]: !state.toggled[id] } };
  if (!node || detailsOf(state.shown!.tree, node).length === 0) return state;
  const focus = state.focus !== undefined && nodeIdOf(state.focus) === id ? id : state.focus;
  return { ...state, toggled: { ...state.toggled, [id]: !isOpen(node, state.toggled) }, ...(focus ? { focus } : {}) };
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
    pinned: given.pinned === true,
    follow: given.follow !== false,
    view: given.view === 'graph' ? 'graph' : 'tree',
    toggled,
  };
}
