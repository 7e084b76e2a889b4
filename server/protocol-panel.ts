// The panel's wall: what the extension tells its page, and what the page tells back. Part of protocol.ts.
import type { Change } from './core/changes';
import type { Comparison } from './core/compare';
import type { Replay, Span } from './core/model';
import type { Tree } from './core/tree';
import type { SolutionSummary } from './protocol';

export type ToPanel =
  | {
      readonly type: 'tree';
      readonly uri: string;
      readonly version: number;
      readonly tree: Tree;
      readonly solutions: readonly SolutionSummary[];
      /** How long the document took, in milliseconds. */
      readonly ms?: number;
    }
  /** The document changed; the tree shown is of an older version until the next `tree`. */
  | { readonly type: 'checking'; readonly uri: string; readonly version: number }
  | { readonly type: 'empty'; readonly reason: string }
  /** The caret moved into this node. */
  | { readonly type: 'select'; readonly uri: string; readonly node: string }
  /** The mouse rests on this node's text in the editor; without `node`, on none. */
  | { readonly type: 'point'; readonly uri: string; readonly node?: string }
  /** The solutions of the shown problem, merged; null takes the comparison away. `reason` says why there is none. */
  | {
      readonly type: 'comparison';
      readonly uri: string;
      readonly version: number;
      readonly comparison: Comparison | null;
      readonly reason?: string;
      readonly quiet?: boolean;
    }
  /** What would follow from a correction that was asked for; null where nothing is known to, with the reason. */
  | {
      readonly type: 'replay';
      readonly uri: string;
      readonly version: number;
      readonly node: string;
      readonly finding: number;
      readonly repair: number;
      readonly replay: Replay | null;
      /** What changes in each of its steps, in their order. */
      readonly changes?: readonly Change[];
      readonly reason?: string;
    }
  /** Whether the panel stays with its solution, and whether it goes with the caret. */
  | { readonly type: 'ties'; readonly pinned: boolean; readonly follow: boolean }
  /** Something was done, or could not be: one sentence for the status line. */
  | { readonly type: 'notice'; readonly text: string };

/** Where the panel stands: beside the editor, below it, or in a window of its own. */
export const places = ['beside', 'below', 'window'] as const;
export type PanelPlace = (typeof places)[number];
/** What the panel itself draws for keeping: `content` is SVG text, or a PNG in base64. */
export const pictures = ['svg', 'png'] as const;
export type PictureFormat = (typeof pictures)[number];

export type FromPanel =
  /** First message after load or restore; `state` is what `setState` kept. */
  | { readonly type: 'ready'; readonly state?: PanelState }
  | { readonly type: 'reveal'; readonly uri: string; readonly version: number; readonly span: Span }
  /** Marks a place in the text while the mouse rests on its node; without `span`, marks nothing. */
  | { readonly type: 'hover'; readonly uri: string; readonly version: number; readonly span?: Span }
  /** Shows another solution, and goes to a node of it where one is named. */
  | { readonly type: 'pick'; readonly uri: string; readonly solution: string; readonly node?: string }
  /** Asks the person which solution to show, in the editor's own list. */
  | { readonly type: 'choose'; readonly uri: string }
  /** Apply repair `repair` of finding `finding` (indices into the node's lists). */
  | {
      readonly type: 'apply';
      readonly uri: string;
      readonly version: number;
      readonly node: string;
      readonly finding: number;
      readonly repair: number;
    }
  /** What would follow from a repair; or: apply it, and what follows from it. Indices as in `apply`. */
  | {
      readonly type: 'whatIf' | 'carryOn';
      readonly uri: string;
      readonly version: number;
      readonly node: string;
      readonly finding: number;
      readonly repair: number;
    }
  /** Merge the solutions of the shown problem; `quiet`: for the graph, without turning to the comparison. */
  | { readonly type: 'compare'; readonly uri: string; readonly solution: string; readonly quiet?: boolean }
  | { readonly type: 'copy'; readonly uri: string; readonly solution: string; readonly format: 'markdown' | 'latex' }
  | { readonly type: 'save'; readonly uri: string; readonly solution: string; readonly format: 'html' }
  | { readonly type: 'picture'; readonly uri: string; readonly format: PictureFormat; readonly content: string }
  | { readonly type: 'ties'; readonly pinned: boolean; readonly follow: boolean }
  | { readonly type: 'place'; readonly place: PanelPlace }
  | { readonly type: 'error'; readonly message: string };

/** What survives a reload of the window. */
export type PanelState = {
  readonly uri: string;
  readonly solution?: string;
  readonly node?: string;
  readonly pinned?: boolean;
  readonly follow?: boolean;
};
