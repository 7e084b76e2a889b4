// What a problem asks for, where that is one value that can be worked out: "Evaluate $2^3 + 1$", "What is the remainder when
// 5050 is divided by 77?". A final answer is then compared with it.
import { type Expr, hasOperation } from '../math/expr';
import { lex } from '../math/lex';
import { parse, readings } from '../math/parse';
import type { Tok } from '../math/tokens';
import type { Maths, Span } from '../model';
import { namedFunction } from './number-facts';
import { isClosed } from './sides';
import { tidy } from './tidy';

/** An expression without letters, with its readings, and where it stands in the problem's text. */
export type Goal = { readonly readings: readonly Expr[]; readonly span: Span };

const ASKING = new Set('evaluate compute calculate simplify find determine'.split(' '));
const FILLER = new Set('the exact numerical value of following expression product sum quotient difference result'.split(' '));
/** Words that may follow the question without changing what is asked: "Express your answer as a common fraction." */
const HARMLESS = new Set(
  'express write give your the answer as a an common fraction decimal exact simplified simplest lowest terms form integer in radical please reduced and to it of'.split(
    ' ',
  ),
);

/** The goal of a problem. None where anything but the form of the answer is asked for beside it, or where letters are in it. */
export function goalOf(text: string, maths: readonly Maths[]): Goal | undefined {
  if (!/\b(evaluate|compute|calculate|simplify|find|determine|what is)\b/i.test(text)) return undefined;
  const toks = tidy(lex(text, maths));
  for (let i = 0; i < toks.length; i++) {
    const t = toks[i]!;
    if (t.k !== 'word' || !(ASKING.has(t.t) || (t.t === 'what' && toks[i + 1]?.t === 'is'))) continue;
    const goal = expressionAt(toks, i + (t.t === 'what' ? 2 : 1));
    return goal && harmless(toks, goal.to) ? goal : undefined;
  }
  return undefined;
}

function expressionAt(toks: readonly Tok[], start: number): (Goal & { to: number }) | undefined {
  for (let i = start; i < toks.length && i < start + 8; i++) {
    const t = toks[i]!;
    const named = namedFunction(toks, i);
    if (named && !named.cut && named.left.every(isClosed))
      return { readings: named.left, span: { start: t.span.start, end: toks[named.to - 1]!.span.end }, to: named.to };
    if (t.k === 'word' && FILLER.has(t.t)) continue;
    if (t.k === 'sep' && (t.t === 'display' || t.t === ':' || t.t === 'newline' || t.t === 'row')) continue;
    const p = parse(toks, i, toks.length, 0, false);
    if (!p || !hasOperation(p.expr) || !ends(toks[p.end])) return undefined;
    const all = readings(toks, i, p.end);
    return all.every(isClosed) ? { readings: all, span: { start: t.span.start, end: toks[p.end - 1]!.span.end }, to: p.end } : undefined;
  }
  return undefined;
}

const ends = (t: Tok | undefined): boolean => !t || (t.k === 'sep' && /^(\.|display|newline|paragraph|row)$/.test(t.t));

function harmless(toks: readonly Tok[], from: number): boolean {
  return ends(toks[from]) && toks.slice(from).every(t => (t.k === 'sep' && t.t !== 'bullet') || (t.k === 'word' && HARMLESS.has(t.t)));
}
