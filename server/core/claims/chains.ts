// One clause → chains of sides and relations, and whether something at an edge was cut off.

import type { Expr } from '../math/expr';
import { Ask, parse, readings } from '../math/parse';
import type { Tok } from '../math/tokens';
import type { Op, Span } from '../model';
import { joinModuli, modulusOf } from './moduli';
import { makeSide, type Side } from './sides';
import { isListComma } from './tidy';

export type { Side } from './sides';

/** `glue` marks words that say that both sides are equal: "expands to". */
export type Relation = { readonly op: Op; readonly span: Span; readonly glue?: boolean };

/** Words that tie a number to what stands before them: an expression that starts behind one is cut. */
const BINDING = new Set([
  'times',
  'by',
  'plus',
  'minus',
  'half',
  'twice',
  'thrice',
  'double',
  'triple',
  'third',
  'thirds',
  'quarter',
  'quarters',
  'fourth',
  'fifth',
  'percent',
  'over',
  'mod',
  'modulo',
  'dozen',
  'log',
  'ln',
  'lg',
  'sin',
  'cos',
  'tan',
  'sqrt',
  'root',
]);

/** Words that no number goes with. */
const VERBS = new Set(
  'solve solving simplify evaluate compute calculate find gives give get obtain have so thus hence then therefore'.split(' '),
);

export type Chain = {
  sides: Side[];
  relations: Relation[];
  /** What it is modulo, as it can be read; empty where it cannot. */
  modulus?: readonly Expr[];
  from: number;
  to: number;
  /** It begins where the chain before it ends, without a mark between them: lines that were run together. */
  runOn?: boolean;
};

/** The relation chains of one clause toks[from, to). */
export function chains(toks: readonly Tok[], from: number, to: number): Chain[] {
  const rels: number[] = [];
  for (let i = from; i < to; i++) if (toks[i]!.k === 'rel') rels.push(i);
  if (!rels.length || rels.length > 60) return [];
  const out: Chain[] = [];
  let current: Chain | undefined;
  for (let r = 0; r < rels.length; r++) {
    const at = rels[r]!;
    const end = rels[r + 1] ?? to;
    if (!current) {
      const mod = toks[at - 1]?.k === 'mod' && at - 1 > from ? toks[at - 1] : undefined;
      const left = leftSide(toks, r === 0 ? from : rels[r - 1]! + 1, mod ? at - 1 : at, r === 0);
      current = { sides: [left.side], relations: [], from: left.from, to: at, ...(mod && { modulus: modulusOf(mod) }) };
    }
    current.relations.push({ op: toks[at]!.t as Op, span: toks[at]!.span });
    const mod = toks[end - 1]?.k === 'mod' ? toks[end - 1] : undefined;
    const stop = mod ? end - 1 : end;
    const whole = r + 1 < rels.length ? readings(toks, at + 1, stop) : [];
    if (whole.length) {
      if (mod) current.modulus = joinModuli(current.modulus, modulusOf(mod));
      current.sides.push(makeSide(whole, spanOf(toks, at + 1, stop), false));
      current.to = end;
      continue;
    }
    const right = rightSide(toks, at + 1, end, r + 1 === rels.length);
    current.sides.push(right.side);
    current.to = right.to;
    const behind = right.to < end ? toks[right.to] : undefined;
    if (behind?.k === 'mod') {
      current.modulus = joinModuli(current.modulus, modulusOf(behind));
      current.to++;
    }
    out.push(current);
    current = undefined;
  }
  if (current) out.push(current);
  for (let i = 1; i < out.length; i++) if (runTogether(toks, out[i - 1]!, out[i]!)) part(out[i - 1]!, out[i]!);
  return out;
}

/**
 * "2x = 110 - 20 2x = 90": two lines whose break was lost. A number and a letter with a space between them might be a product, so
 * that the letter must have stood in the first line already.
 */
function runTogether(toks: readonly Tok[], a: Chain, b: Chain): boolean {
  const first = toks[b.from];
  // A remark between them tells what was done: "= 473 (divide both sides by 2) 3x = 459".
  if (first && b.from > a.to && remarkBefore(toks, b.from - 1) === a.to) return true;
  // Two formulas side by side, each with a relation: a line each.
  if (first?.math && first.gap && b.from === a.to && toks[b.from - 1]!.math) return true;
  if (b.from !== a.to || !first || first.math || !first.space || first.k === 'op') return false;
  const [end, start] = [a.sides[a.sides.length - 1]!, b.sides[0]!];
  if (!end.readings.length || !start.readings.length) return false;
  if (a.sides.some(side => side.key === start.key)) return true;
  const known = [...start.variables].every(name => a.sides.some(side => side.variables.has(name)));
  const product = toks[b.from - 1]!.k === 'num' && first.k !== 'num';
  return known && (!product || (start.name !== undefined && b.sides[1]!.closed));
}

function part(a: Chain, b: Chain): void {
  a.sides = a.sides.map((side, i) => (i === a.sides.length - 1 ? { ...side, cut: false } : side));
  b.sides = b.sides.map((side, i) => (i === 0 ? { ...side, cut: false } : side));
  b.runOn = true;
}

const spanOf = (toks: readonly Tok[], from: number, to: number): Span =>
  to > from
    ? { start: toks[from]!.span.start, end: toks[to - 1]!.span.end }
    : { start: toks[from]?.span.start ?? 0, end: toks[from]?.span.start ?? 0 };

/** Nouns that number things: the 2 of "day 2" is a name. */
const NUMBERED = new Set(
  'day days week weeks month months year years hour grade room number page pages level round step team group player bus box part game phase test stage problem question case option figure chapter section row column line type class version'.split(
    ' ',
  ),
);

function begins(t: Tok): boolean {
  return (
    t.k === 'num' ||
    t.k === 'sym' ||
    t.k === 'cmd' ||
    t.k === 'open' ||
    (t.k === 'op' && ('-+$√|±'.includes(t.t) || (t.math && t.t === '_')))
  );
}

/** The longest expression that ends right before the relation at `at`. */
export function leftSide(toks: readonly Tok[], from: number, at: number, atClauseStart: boolean): { side: Side; from: number } {
  const floor = Math.max(from, at - 120);
  let tries = 0;
  for (let s = floor; s < at && tries < 40; s++) {
    if (!begins(toks[s]!)) continue;
    tries++;
    const found = readings(toks, s, at);
    if (!found.length) continue;
    return { side: makeSide(found, spanOf(toks, s, at), cutLeft(toks, s, from, atClauseStart) && !repeats(toks, s, at)), from: s };
  }
  let s = at;
  const words: string[] = [];
  while (s > from && toks[s - 1]!.k === 'word' && words.length < 6) words.unshift(toks[--s]!.t);
  const name = words.join(' ');
  return { side: makeSide([], spanOf(toks, s, at), false, name || undefined), from: s };
}

/** "Multiply 57 and 7 57 * 7 = 399": a line that was run on behind the numbers it works with. */
function repeats(toks: readonly Tok[], s: number, at: number): boolean {
  const [before, first] = [toks[s - 1], toks[s]!];
  if (before?.k !== 'num' || before.math || first.k !== 'num' || !first.space) return false;
  return toks.slice(s, at).some(t => t.k === 'num' && t.t === before.t);
}

/** What is said of a formula as a whole: "defined by x > 2". */
const MEANT_WHOLE = /^(?:defined|given|described|represented|bounded|denoted|expressed|satisfied|determined|enclosed)$/;

/** The hyphen of "$x$-axis". */
const hyphen = (toks: readonly Tok[], k: number): boolean =>
  toks[k]!.t === '-' && !toks[k]!.math && toks[k + 1]?.k === 'word' && !toks[k + 1]!.space;

/** P1: whether what stands just before an expression belongs to it. */
export function cutLeft(toks: readonly Tok[], s: number, from: number, atClauseStart: boolean): boolean {
  if (s <= from) {
    if (!atClauseStart) return false;
    if (toks[s - 1]?.t === '.' && toks[s - 2]?.k === 'op') return true;
    if (!toks[s]!.gap && listedBefore(toks, s)) return true;
    // A comma between digits, "14, 400": the clause began in the middle of a number.
    const comma = toks[s - 1];
    return (
      comma?.k === 'sep' && comma.t === ',' && toks[s - 2]?.k === 'num' && /^\d{3}$/.test(toks[s]!.t) && toks[s - 1]!.math === toks[s]!.math
    );
  }
  let j = s - 1;
  const t = toks[j]!;
  const first = toks[s]!;
  // "= 473 (divide both sides by 2) 3x = 459": a line that was run on behind a remark.
  if (remarkBefore(toks, j) > from && first.space && !first.math && first.k !== 'op') return false;
  const signed = first.k === 'op' && !first.gap && (first.t === '-' || first.t === '+');
  // "Solve -2x < 6": a sign, as nothing can be taken from the word before it.
  if (t.k === 'word' && signed && !(VERBS.has(t.t) && first.space && toks[s + 1] && !toks[s + 1]!.space)) return true;
  // "day 2", "box A"; but "the line $y - 1 = -2x$" gives its equation.
  if (t.k === 'word' && NUMBERED.has(t.t) && !(first.gap && first.math && first.k !== 'num')) return true;
  if (t.k === 'word' && t.math && !first.gap) return true;
  // Another sum in the same clause: "add 20 + 10 to the 29 + 24 …".
  for (let k = from + 1; k + 1 < s; k++) {
    const op = toks[k]!;
    if (hyphen(toks, k)) continue;
    if (op.k === 'op' && '+-*/'.includes(op.t) && toks[k - 1]!.k !== 'sep' && toks[k + 1]!.k !== 'sep' && !toks[k + 1]!.math) return true;
  }
  if (t.k !== 'word') return t.k !== 'sep' || isListComma(t);
  // "defined by $x > 2$", "a root of $x^2 = 2$": the formula as a whole is meant.
  const whole = first.gap && first.math && toks[j - 1]?.k === 'word' ? toks[j - 1]!.t : '';
  if (t.t === 'by' && MEANT_WHOLE.test(whole)) return false;
  if (BINDING.has(t.t)) return true;
  if (t.t === 'of' && j > from) {
    const before = toks[j - 1]!;
    if (whole === 'root' && !/^(?:square|cube|cubic|fourth|fifth|nth|\w+th)$/.test(toks[j - 2]?.t ?? '')) return false;
    return before.k !== 'word' || BINDING.has(before.t) || /^(percent|part|parts)$/.test(before.t);
  }
  // Words that hang on an operator: "hours * rate 5".
  while (j >= from && toks[j]!.k === 'word' && s - j < 6) j--;
  const hook = toks[j];
  return j >= from && !!hook && hook.k === 'op' && hook.t !== '%' && hook.t !== '°' && hook.t !== '!' && !hyphen(toks, j);
}

/** `\frac26, \frac28 = \frac13, \frac14`: lists are compared item by item, not across the comma. */
function listedBefore(toks: readonly Tok[], s: number): boolean {
  const comma = toks[s - 1];
  const before = toks[s - 2];
  if (comma?.k !== 'sep' || comma.t !== ',' || !comma.math || !before?.math) return false;
  for (let j = s - 2; j >= 0; j--) {
    const t = toks[j]!;
    if (t.k === 'rel' || t.k === 'word') return false;
    if (t.k === 'sep' && t.t !== ',') return true;
    if (!t.math || t.gap) return true;
  }
  return true;
}

/** The longest expression right after a relation. */
export function rightSide(toks: readonly Tok[], from: number, to: number, last: boolean): { side: Side; to: number } {
  const p = parse(toks, from, to, Ask.plainRight, false);
  if (!p) {
    let end = from;
    const words: string[] = [];
    while (end < to && toks[end]!.k === 'word' && words.length < 6) words.push(toks[end++]!.t);
    return {
      side: makeSide([], spanOf(toks, from, Math.max(end, from)), false, words.join(' ') || undefined),
      to: Math.max(end, from),
    };
  }
  const found = readings(toks, from, p.end, Ask.plainRight);
  return {
    side: makeSide(found.length ? found : [p.expr], spanOf(toks, from, p.end), cutRight(toks, p.end, to, last)),
    to: p.end,
  };
}

export function cutRight(toks: readonly Tok[], end: number, to: number, last: boolean): boolean {
  const t = end < to ? toks[end] : undefined;
  if (!t) {
    // The clause ended; a comma straight between digits means that the number went on.
    const comma = last ? toks[to] : undefined;
    const after = toks[to + 1];
    if (
      comma?.k === 'sep' &&
      comma.t === ',' &&
      after?.k === 'num' &&
      toks[end - 1]?.k === 'num' &&
      !after.space &&
      /^\d{3}$/.test(after.t)
    )
      return true;
    return false;
  }
  if (t.k === 'word') {
    if (t.t === 'and') {
      const slash = toks[end + 2];
      return toks[end + 1]?.k === 'num' && slash?.k === 'op' && slash.t === '/';
    }
    if (
      t.t === 'r' ||
      t.t === 'remainder' ||
      t.t === 'mod' ||
      t.t === 'modulo' ||
      t.t === 'times' ||
      t.t === 'plus' ||
      t.t === 'minus' ||
      t.t === 'and-a-half'
    )
      return true;
    // "= 3 sets of 20": unit text, whatever it holds; but "= 8 bags of leaves / Y" goes on.
    let j = end;
    while (j < to && j < end + 5 && toks[j]!.k === 'word') j++;
    const beyond = j < to ? toks[j]! : undefined;
    return beyond?.k === 'op' && '*/'.includes(beyond.t);
  }
  if (t.k === 'mod' || (t.gap && t.k !== 'op')) return false;
  return !remark(toks, end);
}

/** A bracket that holds a remark behind a value: "= $14.99 (rounded to cents)", "= 473 (divide both sides by 2)". */
function remark(toks: readonly Tok[], open: number): boolean {
  if (toks[open]!.t !== '(' || !toks[open]!.space) return false;
  let j = open + 1;
  let words = 0;
  for (; toks[j]; j++) {
    if (toks[j]!.k === 'word') words++;
    else if (toks[j]!.k !== 'num' && !isListComma(toks[j]!)) break;
    else if (toks[j]!.k === 'num' && !words) return false;
  }
  return words > 0 && toks[j]?.k === 'close';
}

/** The bracket that opens what closes at a token, where it is a remark; -1 otherwise. */
function remarkBefore(toks: readonly Tok[], close: number): number {
  if (toks[close]?.t !== ')') return -1;
  let j = close - 1;
  while (j > 0 && (toks[j]!.k === 'word' || toks[j]!.k === 'num' || isListComma(toks[j]!))) j--;
  return j > 0 && toks[j]!.k === 'open' && remark(toks, j) ? j : -1;
}
