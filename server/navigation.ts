// Where a value, a letter or a named step comes from, and who uses it.
import type { DocumentLink, Location, Position } from 'vscode-languageserver';
import { rangeOf } from './convert';
import type { Edge, SolutionAnalysis, Span } from './core';
import type { Snapshot } from './session';

const covers = (span: Span, offset: number): boolean => span.start <= offset && offset <= span.end;
const size = (span: Span): number => span.end - span.start;

function solutionAt(snapshot: Snapshot, offset: number): SolutionAnalysis | undefined {
  return snapshot.analysis.solutions.find(one => covers(one.solution.span, offset));
}

/** Edges used at `offset`, the narrowest use first; that a step merely comes next is no use. */
function usedAt(one: SolutionAnalysis, offset: number): Edge[] {
  return one.edges.filter(e => e.why !== 'adjacent' && covers(e.span, offset)).sort((a, b) => size(a.span) - size(b.span));
}

function placeOf(one: SolutionAnalysis, edge: Edge): Span | undefined {
  return edge.at ?? (edge.from === 'problem' ? one.solution.problem?.span : one.solution.steps.find(s => s.id === edge.from)?.span);
}

/** Go to Definition: the step or given that what stands at the position comes from. */
export function definitionOf(snapshot: Snapshot, position: Position): Location[] {
  const offset = snapshot.document.offsetAt(position);
  const one = solutionAt(snapshot, offset);
  const [first, ...others] = one ? usedAt(one, offset) : [];
  if (!one || !first) return [];
  const same = [first, ...others.filter(e => size(e.span) === size(first.span))];
  return unique(same.flatMap(e => placeOf(one, e) ?? [])).map(span => locate(snapshot, span));
}

/** Find References: every use of what stands at the position, else of the step it stands in. */
export function referencesOf(snapshot: Snapshot, position: Position, declaration: boolean): Location[] {
  const offset = snapshot.document.offsetAt(position);
  const one = solutionAt(snapshot, offset);
  if (!one) return [];
  const [used] = usedAt(one, offset);
  const origin = used && placeOf(one, used);
  const own = one.edges.filter(e => e.why !== 'adjacent' && e.at && covers(e.at, offset)).sort((a, b) => size(a.at!) - size(b.at!))[0];
  const step = one.solution.steps.find(s => covers(s.span, offset));
  // A use names what is used; else the narrowest thing that is used from here, else the whole step.
  const wanted = (e: Edge): boolean =>
    e.why !== 'adjacent' &&
    (used && size(used.span) < size(step?.span ?? used.span)
      ? e.from === used.from && e.label === used.label
      : own?.at
        ? e.at?.start === own.at.start && e.at.end === own.at.end
        : e.from === step?.id);
  const spans = one.edges.filter(wanted).map(e => e.span);
  const from = origin ?? own?.at ?? step?.span;
  return unique([...(declaration && from && spans.length ? [from] : []), ...spans]).map(span => locate(snapshot, span));
}

/** Links on "Step 3", "from (2)" and \eqref: to the step that is meant. */
export function linksOf(snapshot: Snapshot): DocumentLink[] {
  // Cells of notebooks have a fragment of their own, which a line would take the place of.
  if (snapshot.uri.includes('#')) return [];
  return snapshot.analysis.solutions.flatMap(one =>
    one.edges.flatMap(edge => {
      const at = edge.why === 'reference' ? placeOf(one, edge) : undefined;
      if (!at) return [];
      const { start } = rangeOf(snapshot.document, at);
      const target = `${snapshot.uri}#L${start.line + 1},${start.character + 1}`;
      return [{ range: rangeOf(snapshot.document, edge.span), target, tooltip: 'Go to the step' }];
    }),
  );
}

const locate = ({ uri, document }: Snapshot, span: Span): Location => ({ uri, range: rangeOf(document, span) });

function unique(spans: readonly Span[]): Span[] {
  const seen = new Set<string>();
  return spans.filter(({ start, end }) => !seen.has(`${start}-${end}`) && seen.add(`${start}-${end}`));
}
