// Final answers: where a step states one, and what it restates.

import type { Expr } from '../math/expr';
import { variables } from '../math/expr';
import { parse, readings } from '../math/parse';
import type { Tok } from '../math/tokens';
import type { Span, Step, Text } from '../model';
import { toDocument } from '../model';
import type { Claim, Scope } from './claim';
import type { Goal } from './goal';
import type { Reading } from './statements';

export type Answer = { readonly span: Span; readonly readings: readonly Expr[]; readonly by: 'box' | 'marker' | 'words' };

/** The final answers a step states: `\boxed{…}`, `#### …`, "the answer is …". Offsets into the step's text. */
export function statedAnswers(toks: readonly Tok[], text: string): Answer[] {
  const out: Answer[] = [];
  toks.forEach((t, i) => {
    if (t.k === 'cmd' && t.t === 'boxed' && toks[i + 1]?.k === 'open') {
      let depth = 0;
      let j = i + 1;
      for (; j < toks.length; j++) {
        if (toks[j]!.k === 'open') depth++;
        else if (toks[j]!.k === 'close' && --depth === 0) break;
      }
      // \boxed{203}_5: the numeral goes on behind the box.
      const numeral = toks[j + 1]?.k === 'op' && toks[j + 1]!.t === '_';
      const found = numeral ? [] : readings(toks, i + 2, j);
      if (found.length) out.push({ span: { start: toks[i + 2]!.span.start, end: toks[j - 1]!.span.end }, readings: found, by: 'box' });
    }
  });
  const marker = /^[ \t]*####[ \t]*(?=\S)/m.exec(text);
  if (marker) push(out, toks, marker.index + marker[0].length, 'marker');
  for (const m of text.matchAll(/\b(?:final )?answer(?: to [^.:\n]{0,40})?(?: is| =|:)(?: that| therefore)?:?\s*/gi))
    push(out, toks, m.index + m[0].length, 'words');
  return out;
}

function push(out: Answer[], toks: readonly Tok[], offset: number, by: Answer['by']): void {
  let i = toks.findIndex(t => t.span.start >= offset);
  if (i < 0) return;
  while (toks[i]?.k === 'sep' && toks[i]!.span.start < offset + 3) i++;
  const first = toks[i];
  if (!first || first.span.start > offset + 6) return;
  const p = parse(toks, i, toks.length, 0, false);
  if (!p) return;
  const span = { start: first.span.start, end: toks[p.end - 1]!.span.end };
  if (out.some(a => a.span.start <= span.start && span.end <= a.span.end + 1)) return;
  out.push({ span, readings: readings(toks, i, p.end), by });
}

/**
 * Claims that a stated answer makes: it equals another answer of the same step, or the value that the sentence just
 * before ended in. A box often holds another quantity on purpose, so nothing farther away is compared.
 */
export function answersOf(step: Step, reading: Reading, scope: Scope): Claim[] {
  const answers = reading.answers.filter(a => a.readings.every(e => variables(e).size === 0));
  const claims: Claim[] = [];
  const first = answers[0];
  if (!first) return claims;
  const make = (a: Answer, left: readonly Expr[], span: Span): Claim => ({
    kind: 'answer',
    step: step.id,
    span: a.span,
    left,
    op: '=',
    right: a.readings,
    premises: [
      {
        from: step.id,
        span,
        why: 'value',
        label: step.text.text.slice(span.start - step.text.span.start, span.end - step.text.span.start),
        left,
        op: '=',
        right: left,
      },
    ],
    scope: { ...scope, rounding: true },
  });
  for (const a of answers) {
    const b = answers.find(x => x !== a && x.span.start < a.span.start);
    const gap = b ? step.text.text.slice(b.span.end, a.span.start) : '';
    if (b && a.by !== b.by && gap.length < 80 && !/[=≈]|\band\b|\d/.test(gap)) claims.push(make(a, b.readings, b.span));
  }
  if (first.by === 'words') {
    const before = [...reading.statements].reverse().find(s => s.span.end <= first.span.start);
    const between = before ? step.text.text.slice(before.span.end, first.span.start) : '';
    const last = before?.sides[before.sides.length - 1];
    if (
      before &&
      last &&
      !last.cut &&
      before.sides.length > 2 &&
      !/\d/.test(between) &&
      between.length < 60 &&
      last.readings.length &&
      last.readings.every(e => variables(e).size === 0)
    ) {
      claims.push(make(first, last.readings, last.span));
    }
  }
  return claims;
}

/** The claim that a boxed or marked answer is the value that the problem asks for; none where several answers stand. */
export function goalClaim(step: Step, reading: Reading, scope: Scope, goal: Goal, problem: Text): Claim | undefined {
  const stated = reading.answers.filter(a => a.by !== 'words');
  const answer = stated[0];
  if (stated.length !== 1 || !answer || answer.readings.some(e => variables(e).size > 0)) return undefined;
  return {
    kind: 'answer',
    step: step.id,
    span: answer.span,
    left: goal.readings,
    op: '=',
    right: answer.readings,
    premises: [
      {
        from: 'problem',
        span: toDocument(problem, goal.span.start, goal.span.end),
        why: 'value',
        label: problem.text.slice(goal.span.start, goal.span.end),
        left: goal.readings,
        op: '=',
        right: goal.readings,
      },
    ],
    scope: { ...scope, rounding: true },
  };
}
