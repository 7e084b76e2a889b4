// Quick fixes that change more than one step: carrying a correction on, starting over. Each is shown before it is done.
import { type CodeAction, CodeActionKind, type WorkspaceEdit } from 'vscode-languageserver';
import type { Abilities } from './abilities';
import { rangeOf, stepMention, stepName } from './convert';
import { type Edit, type Finding, formats, type Memo, type Replay, replay, type Solution, type SolutionAnalysis, type Token } from './core';
import type { Snapshot } from './session';

/** What a chosen quick fix needs to be worked out. */
export type CarryData = { readonly uri: string; readonly version: number; readonly solution: string; readonly index: number };

/** Edits with a name, that a person looks at before they are made. */
type Named = { readonly label: string; readonly description: string; readonly edits: readonly Edit[] };

/** The fix that corrects a step and recomputes what depends on it; its edit is worked out when it is chosen, where the client can wait. */
export function carryOn(
  snapshot: Snapshot,
  one: SolutionAnalysis,
  finding: Finding,
  index: number,
  abilities: Abilities,
  memo: Memo,
): CodeAction[] {
  const after = one.edges.some(edge => edge.from === finding.step && edge.why !== 'adjacent');
  if (!after || finding.repairs.length === 0) return [];
  const action: CodeAction = { title: 'Correct and carry on through the steps that depend on it', kind: CodeActionKind.QuickFix };
  const data: CarryData = { uri: snapshot.uri, version: snapshot.version, solution: finding.solution, index };
  if (abilities.resolveEdits) return [{ ...action, data }];
  const edit = carriedEdit(snapshot, data, abilities, memo);
  return edit ? [{ ...action, edit }] : [];
}

/** The edit of a fix made by `carryOn`; undefined where the document has changed since. */
export function carriedEdit(
  snapshot: Snapshot,
  data: CarryData,
  abilities: Abilities,
  memo: Memo,
  token?: Token,
): WorkspaceEdit | undefined {
  const one = snapshot.analysis.solutions.find(({ solution }) => solution.id === data.solution);
  const finding = one?.findings[data.index];
  if (!one || !finding || snapshot.version !== data.version) return undefined;
  const found = replay(one, { finding }, snapshot.settings, { memo, token });
  return found && named(snapshot, changes(one.solution, found), abilities);
}

function changes(solution: Solution, found: Replay): Named[] {
  const name = (number: number) => stepMention(solution.steps[number]!);
  const open = found.steps.filter(({ mark }) => mark === 'open').map(({ number }) => name(number));
  const rest = open.length ? ` Not recomputed: ${open.join(', ')}.` : '';
  return found.steps
    .filter(({ edits }) => edits.length > 0)
    .map(({ number, note, edits }, i) => ({
      label: stepName(solution.steps[number]!),
      description: `${note}${i === 0 ? rest : ''}`,
      edits,
    }));
}

/** The fix that keeps the right steps and takes the rest away, with a mark where a new attempt begins. */
export function startOver(snapshot: Snapshot, one: SolutionAnalysis, finding: Finding, abilities: Abilities): CodeAction[] {
  const edits = freshEdits(snapshot, one.solution, finding.number);
  if (!edits) return [];
  const step = stepMention(one.solution.steps[finding.number]!);
  const change = { label: `Start over from ${step}`, description: 'The right steps before it stay.', edits };
  return [
    {
      title: `Start over from here: keep what comes before ${step}`,
      kind: CodeActionKind.QuickFix,
      edit: named(snapshot, [change], abilities),
    },
  ];
}

function freshEdits({ document, analysis }: Snapshot, solution: Solution, number: number): Edit[] | undefined {
  const step = solution.steps[number]!;
  const last = solution.steps.at(-1)!;
  const text = document.getText();
  if (step.text.escape === 'json') {
    // In a list of strings the first wrong one is left empty, and those behind it go.
    const apart = last !== step && text.slice(step.text.span.end, solution.steps[number + 1]!.text.span.start).includes('"');
    if (!apart) return [{ start: step.text.span.start, end: last.text.span.end, newText: '' }];
    const end = text[step.text.span.end] === '"' ? 1 : 0;
    return [
      { ...step.text.span, newText: '' },
      { start: step.text.span.end + end, end: last.text.span.end + end, newText: '' },
    ];
  }
  const comment = formats.find(({ id }) => id === analysis.format)?.comment;
  // A bracket in plain text would be read as a step; its label is mark enough.
  const mark = comment && analysis.format !== 'text' ? comment('a new attempt begins here') : '';
  const label = text.slice(step.span.start, step.text.span.start);
  const kept = /\w/.test(label) ? step.text.span.start : step.span.start;
  return [{ start: kept, end: last.span.end, newText: mark }];
}

/** Several named changes as one edit; each has to be confirmed where the client can ask. */
export function named(snapshot: Snapshot, list: readonly Named[], abilities: Abilities): WorkspaceEdit {
  const { document, uri, version } = snapshot;
  const plain = (edits: readonly Edit[]) => edits.map(edit => ({ range: rangeOf(document, edit), newText: edit.newText }));
  if (!abilities.annotations) {
    const edits = plain(list.flatMap(change => change.edits));
    return abilities.documentChanges ? { documentChanges: [{ textDocument: { uri, version }, edits }] } : { changes: { [uri]: edits } };
  }
  const changeAnnotations = Object.fromEntries(
    list.map(({ label, description }, i) => [`hence.${i}`, { label, description, needsConfirmation: true }]),
  );
  const edits = list.flatMap((change, i) => plain(change.edits).map(edit => ({ ...edit, annotationId: `hence.${i}` })));
  return { documentChanges: [{ textDocument: { uri, version }, edits }], changeAnnotations };
}
