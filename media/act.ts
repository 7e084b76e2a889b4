// What a person can do, as calls the views make. Each is one message to the extension or one change of state.
import type { FromPanel, Span } from '../server/protocol';
import type { Row } from './rows';
import type { Action, State } from './state';

export type Act = {
  readonly dispatch: (action: Action) => void;
  readonly reveal: (span: Span) => void;
  readonly apply: (node: string, finding: number, repair: number) => void;
  readonly pick: (solution: string) => void;
};

/** The calls, bound to one state holder and one way out. Positions are of the version on screen; the extension knows how to carry them on. */
export function createAct(read: () => State, dispatch: (action: Action) => void, post: (message: FromPanel) => void): Act {
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
    pick(solution) {
      const shown = about();
      if (shown) post({ type: 'pick', uri: shown.uri, solution });
    },
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
  else {
    act.reveal(spanOf(row));
    if (detail.kind === 'premise') act.dispatch({ type: 'focus', row: detail.from.id });
  }
}
