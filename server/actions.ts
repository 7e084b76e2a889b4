// Quick fixes for findings. No action is taken by itself, and only verified repairs are offered.
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Abilities } from './abilities';
import { type DiagnosticData, diagnosticOf, rangeOf, spanOf, touches } from './convert';
import {
  assuming,
  assumptionsFor,
  type Edit,
  type Finding,
  ignoreEdit,
  type Memo,
  type Place,
  type Repair,
  repairsFor,
  type SolutionAnalysis,
  type Span,
  type Step,
} from './core';
import { carryOn, startOver } from './fixes';
import type { Mender } from './mend';
import type { PlaceArguments } from './outline';
import type { Snapshot } from './session';

/** Claims of a step whose conditions are offered. */
const LEDGER = 3;

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.hence`;

/** The actions for the findings that touch the asked range, and the one that corrects everything. */
export function actionsOf(snapshot: Snapshot, params: CodeActionParams, abilities: Abilities, mender: Mender): CodeAction[] {
  const mend = mender.mended;
  const { only } = params.context;
  const wants = (kind: string) => !only || only.some(asked => kind === asked || kind.startsWith(`${asked}.`));
  const actions: CodeAction[] = [];
  if (wants(CodeActionKind.QuickFix)) {
    const asked = spanOf(snapshot.document, params.range);
    for (const one of snapshot.analysis.solutions) {
      if (!touches(one.solution.span, asked)) continue;
      const steps = new Map(one.solution.steps.map(step => [step.id, step]));
      one.findings.forEach((finding, index) => {
        if (!touches(finding.span, asked)) return;
        const data = { solution: finding.solution, step: finding.step, index };
        actions.push(...fixesOf(snapshot, one, mend(snapshot, one, finding), data, steps.get(finding.step), abilities, mender));
      });
      actions.push(...ledgerFixes(snapshot, one, asked, abilities, mender));
    }
  }
  // Asked for by name only: a plain request comes with every move of the caret.
  if (only && wants(FIX_ALL)) actions.push(...fixAllOf(snapshot, abilities, mend));
  return actions;
}

function fixesOf(
  snapshot: Snapshot,
  one: SolutionAnalysis,
  finding: Finding,
  data: DiagnosticData,
  step: Step | undefined,
  abilities: Abilities,
  { memo }: Mender,
): CodeAction[] {
  const diagnostics = [diagnosticOf(snapshot, finding, data, abilities)];
  const kind = CodeActionKind.QuickFix;
  const actions: CodeAction[] = finding.repairs.map(repair => ({
    title: `${repair.by ? 'Review a suggestion' : 'Correct this step'}: ${repair.explanation.replace(/\.$/, '')}`,
    kind,
    diagnostics,
    isPreferred: finding.standing === 'root' && finding.repairs.length === 1 && !repair.by,
    edit: repair.by ? suggestionOf(snapshot, repair, abilities) : editOf(snapshot, repair.edits, abilities),
  }));
  if (finding.standing === 'root') {
    const more = [...carryOn(snapshot, one, finding, data.index, abilities, memo), ...startOver(snapshot, one, finding, abilities)];
    actions.push(...more.map(action => ({ ...action, diagnostics })));
  }
  actions.push(...assumptions(snapshot, one, finding, abilities, memo).map(action => ({ ...action, diagnostics })));
  const ignore = step && ignoreEdit(snapshot.document.getText(), snapshot.analysis.format, step.span, finding.code);
  if (ignore) actions.push({ title: 'Ignore this finding', kind, diagnostics, edit: editOf(snapshot, [ignore], abilities) });
  if (abilities.editor) {
    const place: [...PlaceArguments] = [snapshot.uri, finding.solution, finding.span];
    const tree = { title: 'Show in the reasoning tree', command: 'hence.openTree', arguments: place };
    const rule = { title: 'What does this mean?', command: 'hence.openRule', arguments: [finding.code] };
    actions.push({ title: tree.title, kind, diagnostics, command: tree }, { title: rule.title, kind, diagnostics, command: rule });
  }
  return actions;
}

/** What a claim takes for granted, written into its step. */
const assumptions = (snapshot: Snapshot, one: SolutionAnalysis, place: Place, abilities: Abilities, memo: Memo): CodeAction[] =>
  assumptionsFor(one, place, snapshot.settings, { memo }).map(({ need, edits }) => ({
    title: `State the assumption ${need.left.text} ${need.op} ${need.right.text}`,
    kind: CodeActionKind.QuickFix,
    edit: editOf(snapshot, edits, abilities),
  }));

/** Actions on a step that only the ledger speaks of: what it takes for granted, and solutions that it leaves out. */
function ledgerFixes(snapshot: Snapshot, one: SolutionAnalysis, asked: Span, abilities: Abilities, { memo }: Mender): CodeAction[] {
  const own = assuming(one).filter(
    ({ number, span }) =>
      touches(one.solution.steps[number]!.span, asked) &&
      !one.findings.some(f => f.number === number && (f.standing === 'root' || (f.span.start === span.start && f.span.end === span.end))),
  );
  return own.slice(0, LEDGER).flatMap(place => [
    ...assumptions(snapshot, one, place, abilities, memo),
    ...repairsFor(one, place, snapshot.settings, { memo }).map(({ explanation, edits }) => ({
      title: `State what is left out: ${explanation.replace(/\.$/, '')}`,
      kind: CodeActionKind.QuickFix,
      edit: editOf(snapshot, edits, abilities),
    })),
  ]);
}

/** All calculation slips of root findings that have one repair only; of two that overlap the first. */
function fixAllOf(snapshot: Snapshot, abilities: Abilities, mend: Mender['mended']): CodeAction[] {
  const edits: Edit[] = [];
  for (const one of snapshot.analysis.solutions) {
    for (const finding of one.findings) {
      const [repair, ...others] = mend(snapshot, one, finding).repairs;
      if (!repair || others.length > 0 || repair.by || repair.slip.name !== 'calculation') continue;
      if (!repair.edits.some(edit => edits.some(taken => touches(taken, edit)))) edits.push(...repair.edits);
    }
  }
  if (edits.length === 0) return [];
  return [{ title: 'Correct all calculation slips', kind: FIX_ALL, edit: editOf(snapshot, edits, abilities) }];
}

/** A model's suggestion is shown as a change to be looked at, where the client can do that. */
function suggestionOf(snapshot: Snapshot, repair: Repair, abilities: Abilities): WorkspaceEdit {
  const plain = editOf(snapshot, repair.edits, abilities);
  if (!abilities.annotations || !plain.documentChanges) return plain;
  const changes = (plain.documentChanges as TextDocumentEdit[]).map(change => ({
    ...change,
    edits: change.edits.map(edit => ({ ...edit, annotationId: 'suggestion' })),
  }));
  const label = `Suggested by ${repair.by}, not proved`;
  return { documentChanges: changes, changeAnnotations: { suggestion: { label, needsConfirmation: true } } };
}

function editOf(snapshot: Snapshot, edits: readonly Edit[], abilities: Abilities): WorkspaceEdit {
  const changes: TextEdit[] = edits.map(edit => ({ range: rangeOf(snapshot.document, edit), newText: edit.newText }));
  if (!abilities.documentChanges) return { changes: { [snapshot.uri]: changes } };
  return { documentChanges: [{ textDocument: { uri: snapshot.uri, version: snapshot.version }, edits: changes }] };
}
