// What a person can do, as calls the views make. Each is one message to the extension or one change of state.
import type { FromPanel, PanelPlace, PictureFormat, Span } from '../server/protocol';
import type { Row } from './rows';
import type { Action, State } from './state';

export type Act = {
  readonly dispatch: (action: Action) => void;
  readonly reveal: (span: Span) => void;
  readonly apply: (node: string, finding: number, repair: number) => void;
  /** Applies a correction and what follows from it to the steps that depend on it. */
  readonly carryOn: (node: string, finding: number, repair: number) => void;
  /** Asks what would follow from a correction; changes nothing. */
  readonly whatIf: (node: string, finding: number, repair: number) => void;
  readonly pick: (solution: string, node?: string) => void;
  /** Shows the solution `by` places further in the document. */
  readonly turn: (by: 1 | -1) => void;
  readonly choose: () => void;
  /** Marks a place in the text, or nothing. */
  readonly hover: (span: Span | undefined) => void;
  readonly compare: () => void;
  /** Asks for the other samples of the problem without showing them: the graph marks where they part. */
  readonly lookAround: () => void;
  readonly copy: (format: 'markdown' | 'latex') => void;
  readonly save: () => void;
  readonly picture: (format: PictureFormat) => void;
  readonly tie: (change: { readonly pinned?: boolean; readonly follow?: boolean }) => void;
  readonly place: (place: PanelPlace) => void;
};

/** Draws what is on screen for keeping: SVG text, or a PNG in base64. */
export type Draw = (format: PictureFormat) => Promise<string>;

/** The calls, bound to one state holder and one way out. Positions are of the version on screen; the extension knows how to carry them on. */
export function createAct(read: () => State, dispatch: (action: Action) => void, post: (message: FromPanel) => void, draw: Draw): Act {
  const about = () => read().shown;
  return {
    dispatch,
    reveal(span) {
      const shown = about();
      if (shown) post({ type: 'reveal', uri: shown.uri, version: shown.version, span });
    },
    apply(node, finding, repair) {
      const shown = about();
      if (shown) post({ type: 'apply', uri: shown.uri, version: shown.version, node, finding, repair });
    },
    carryOn(node, finding, repair) {
      const shown = about();
      if (shown) post({ type: 'carryOn', uri: shown.uri, version: shown.version, node, finding, repair });
    },
    whatIf(node, finding, repair) {
      const shown = about();
      if (shown) post({ type: 'whatIf', uri: shown.uri, version: shown.version, node, finding, repair });
    },
    pick(solution, node) {
      const shown = about();
      if (shown) post({ type: 'pick', uri: shown.uri, solution, ...(node === undefined ? {} : { node }) });
    },
    turn(by) {
      const shown = about();
      const here = shown?.solutions.findIndex(one => one.id === shown.tree.solution) ?? -1;
      const next = shown?.solutions[here + by];
      if (shown && next && here >= 0) post({ type: 'pick', uri: shown.uri, solution: next.id });
    },
    choose() {
      const shown = about();
      if (shown) post({ type: 'choose', uri: shown.uri });
    },
    hover(span) {
      const shown = about();
      if (shown) post({ type: 'hover', uri: shown.uri, version: shown.version, ...(span ? { span } : {}) });
    },
    compare() {
      const shown = about();
      if (read().compared) dispatch({ type: 'view', view: 'compare' });
      else if (shown) post({ type: 'compare', uri: shown.uri, solution: shown.tree.solution });
    },
    lookAround() {
      const shown = about();
      if (shown && !read().compared && shown.solutions.length > 1)
        post({ type: 'compare', uri: shown.uri, solution: shown.tree.solution, quiet: true });
    },
    copy(format) {
      const shown = about();
      if (shown) post({ type: 'copy', uri: shown.uri, solution: shown.tree.solution, format });
    },
    save() {
      const shown = about();
      if (shown) post({ type: 'save', uri: shown.uri, solution: shown.tree.solution, format: 'html' });
    },
    picture(format) {
      const shown = about();
      if (!shown) return;
      draw(format).then(
        content => post({ type: 'picture', uri: shown.uri, format, content }),
        (error: unknown) => {
          const message = `The picture could not be drawn: ${error instanceof Error ? error.message : error}`;
          dispatch({ type: 'notice', text: message });
          post({ type: 'error', message });
        },
      );
    },
    tie(change) {
      const { pinned, follow } = read();
      const ties = { type: 'ties', pinned, follow, ...change } as const;
      dispatch(ties);
      post(ties);
    },
    place: place => post({ type: 'place', place }),
  };
}

/** Where a row stands in the document. */
export function spanOf({ node, detail }: Row): Span {
  if (detail?.kind === 'claim') return detail.claim.span;
  if (detail?.kind === 'finding') return detail.finding.span;
  if (detail?.kind === 'premise') return sourceOf(detail);
  return node.span;
}

/** The place in the source step itself where the edge names one, else the whole source step. */
function sourceOf({ from, edges }: Extract<Row['detail'], { kind: 'premise' }>): Span {
  const inside = edges.find(edge => edge.span.start >= from.span.start && edge.span.end <= from.span.end);
  return inside?.span ?? from.span;
}

/** What Enter does on a row. */
export function activate(act: Act, row: Row): void {
  const { detail, node } = row;
  if (!detail) act.dispatch({ type: 'toggle', node: node.id });
  else if (detail.kind === 'repair') act.apply(node.id, detail.findingIndex, detail.repairIndex);
  else if (detail.kind === 'branch' || detail.kind === 'more') act.dispatch({ type: 'toggle', node: detail.id });
  else {
    act.reveal(spanOf(row));
    if (detail.kind === 'premise') act.dispatch({ type: 'focus', row: detail.from.id });
  }
}
