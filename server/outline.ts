// A solution file read like code: symbols, folding and the lens above each solution.
import { type CodeLens, type DocumentSymbol, type FoldingRange, type SymbolInformation, SymbolKind } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { headline, rangeOf, stepName } from './convert';
import type { Solution, SolutionAnalysis, Span, StepVerdict } from './core';

/** The arguments of every command that leads to a place in a solution. */
export type PlaceArguments = readonly [uri: string, solution: string, span: Span];

/** Characters of a step shown in the outline. */
const DETAIL = 80;

const marks: Readonly<Partial<Record<StepVerdict, string>>> = { fails: ' ✗', inherited: ' ↳', opinion: ' ?' };

/** Solutions with their steps. `verdicts` by step id, where they are known. */
export function symbolsOf(
  document: TextDocument,
  solutions: readonly Solution[],
  verdicts: ReadonlyMap<string, StepVerdict>,
): DocumentSymbol[] {
  return solutions.map(solution => ({
    name: solution.title.trim() || `Solution ${solution.id}`,
    kind: SymbolKind.Class,
    range: rangeOf(document, solution.span),
    selectionRange: rangeOf(document, { start: solution.span.start, end: solution.span.start }),
    children: solution.steps.map(step => ({
      name: stepName(step) + (marks[verdicts.get(step.id) ?? 'nothing'] ?? ''),
      detail: shorten(step.text.text),
      kind: step.role === 'answer' ? SymbolKind.Event : step.role === 'given' ? SymbolKind.Constant : SymbolKind.Field,
      range: rangeOf(document, step.span),
      selectionRange: rangeOf(document, { start: step.span.start, end: step.span.start }),
    })),
  }));
}

/** The same for clients that know no nesting. */
export function flatten(symbols: readonly DocumentSymbol[], uri: string, containerName?: string): SymbolInformation[] {
  return symbols.flatMap(({ name, kind, range, children }) => [
    { name, kind, location: { uri, range }, containerName },
    ...flatten(children ?? [], uri, name),
  ]);
}

/** Solutions and steps of more than one line. */
export function foldingOf(document: TextDocument, solutions: readonly Solution[]): FoldingRange[] {
  return solutions
    .flatMap(solution => [solution.span, ...solution.steps.map(step => step.span)])
    .map(span => rangeOf(document, span))
    .filter(range => range.end.line > range.start.line)
    .map(({ start, end }) => ({ startLine: start.line, endLine: end.line }));
}

/** Two lenses above each solution: what was found, and the way to the tree. */
export function lensesOf(document: TextDocument, solutions: readonly SolutionAnalysis[]): CodeLens[] {
  return solutions.flatMap(one => {
    const { id, span } = one.solution;
    const { line } = document.positionAt(span.start);
    const range = { start: { line, character: 0 }, end: { line, character: 0 } };
    const first = one.findings.find(finding => finding.number === one.firstError) ?? one.findings[0];
    const place = (at: Span): [...PlaceArguments] => [document.uri, id, at];
    return [
      { range, command: { title: headline(one), command: 'hence.revealFinding', arguments: place(first?.span ?? span) } },
      { range, command: { title: 'Reasoning tree', command: 'hence.openTree', arguments: place(span) } },
    ];
  });
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const characters = [...line];
  return characters.length <= DETAIL ? line : `${characters.slice(0, DETAIL - 1).join('')}…`;
}
