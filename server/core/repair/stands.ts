// A right answer after a wrong step: the final answer, seen to be what it would be without the slip.
import { claimsKept, openAt } from '../claims/whole';
import type { Host } from '../engine';
import { createMemo } from '../memo';
import type { AnswerStands, SolutionAnalysis } from '../model';
import type { Settings } from '../settings';
import { foundFor } from './index';
import { editedStep, openStep } from './reread';

/**
 * Why the final answer is right although a step is wrong: it is what the problem asks for, or every correction of the one wrong
 * step that keeps what the step sets out from leaves it, and whatever comes after the step, as it is. Undefined where neither is sure.
 */
export function answerStands(analysis: SolutionAnalysis, settings: Settings, host: Host): AnswerStands | undefined {
  if (analysis.answerStands) return analysis.answerStands;
  const { solution } = analysis;
  const [root, ...others] = analysis.findings.filter(f => f.standing === 'root');
  if (!root || others.some(f => f.number !== root.number)) return undefined;
  const memo = host.memo ?? createMemo();
  const n = root.number;
  const whole = claimsKept(solution, memo);
  const found = foundFor(analysis, root, settings, { ...host, memo });
  const stating = whole.findLast(s => s.reading.answers.length > 0);
  const answer = stating?.reading.answers.at(-1);
  if (!stating || !answer || stating.step.number < n || found.length === 0) return undefined;
  const own = whole[n]!.reading;
  const bench = others.length > 0 ? openStep(solution, n, settings, memo, host.token ?? { isCancellationRequested: false }) : undefined;
  const later = whole.slice(n + 1).map(s => s.reading);
  const numbers = new Set(later.flatMap(r => r.numbers.map(number => number.name)));
  const sides = new Set(later.flatMap(r => r.statements.flatMap(s => s.sides.map(side => side.key))));
  const starts = own.statements.flatMap(({ sides }) => (sides[0] ? [sides[0].span] : []));
  // Where a chain starts is what the writer set out from; who changes that works out something else.
  const kept = found.filter(({ edits }) => !edits.some(e => starts.some(at => e.start < at.end && at.start < e.end)));
  if (kept[0] !== found[0]) return undefined;
  const opened = openAt(solution, n, memo);
  const leaves = kept.every(({ edits }) => {
    const inAnswer = (e: { start: number; end: number }) => e.start < answer.span.end && answer.span.start < e.end;
    if (stating.step.number === n && edits.some(inAnswer)) return false;
    // Links of one chain that fail together are mended together, or there is more to it.
    if (bench && (bench.again(edits) ?? bench.before).some(d => d.outcome.outcome === 'fails')) return false;
    const next = editedStep(solution.steps[n]!, edits);
    const after = next && opened.claims(next).reading;
    if (!after || after.statements.length !== own.statements.length) return false;
    if (own.numbers.some(m => edits.some(e => e.start < m.span.end && m.span.start < e.end) && numbers.has(m.name))) return false;
    let changed = 0;
    const same = own.statements.every((s, i) => {
      const other = after.statements[i]!.sides;
      return (
        other.length === s.sides.length &&
        s.sides.every((side, k) => {
          if (side.key === other[k]!.key) return true;
          changed++;
          // What ends a statement, or is taken up later, is carried on.
          return k > 0 && k < other.length - 1 && !sides.has(side.key);
        })
      );
    });
    return same && changed > 0;
  });
  return leaves ? 'correction' : undefined;
}
