// Step text → statements: chains of expressions joined by relations, with the words around them.

import type { Expr } from '../math/expr';
import { lex, type Tok } from '../math/lex';
import { Ask, parse, readings } from '../math/parse';
import type { Maths, Op, Span } from '../model';

export type Side = {
  /** Every plausible reading, the ordinary one first; empty where it could not be read. */
  readonly readings: readonly Expr[];
  readonly span: Span;
  /** Something that may belong to it lies beyond its edge: it is never refuted. */
  readonly cut: boolean;
  /** The words that stand where an expression would: "total cost". */
  readonly name?: string;
};

export type Relation = { readonly op: Op; readonly span: Span };

export type Statement = {
  readonly sides: readonly Side[];
  readonly relations: readonly Relation[];
  readonly span: Span;
  /** Inside formula delimiters, at least in part. */
  readonly math: boolean;
  /** Words since the statement before it, or since its sentence began. */
  readonly before: readonly string[];
  /** Words up to the end of its sentence. */
  readonly after: readonly string[];
  /** Words of its sentence and of the next. */
  readonly sentence: readonly string[];
  readonly next: readonly string[];
  /** Ordinal of its sentence in the step. */
  readonly index: number;
  /** The arrow that leads to it. */
  readonly arrow?: '⇒' | '⇔';
  /** Nothing else in its sentence or line but connecting words. */
  readonly alone: boolean;
  /** Stands in a `<<48/2=24>>` annotation. */
  readonly calculator: boolean;
  /** What separates it from the statement before: a row or line of its own, or text. */
  readonly line: boolean;
};

export type Reading = {
  readonly statements: readonly Statement[];
  readonly tokens: readonly Tok[];
  /** All words of the step, lower case. */
  readonly words: readonly string[];
};

const SOFT = new Set(['newline', 'row', 'display', 'paragraph', 'emphasis', 'quote']);
const HARD = new Set([
  '.',
  ';',
  ':',
  '⇒',
  '⇔',
  '→',
  '←',
  'row',
  'newline',
  'display',
  'paragraph',
  'quad',
  'bullet',
  ',',
  'or',
  'because',
  'calc-open',
  'calc-close',
  '!',
]);
const SENTENCE_END = new Set(['.', 'paragraph', '!', 'bullet']);
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
]);
const CONNECTIVES = new Set(
  'so thus hence therefore then this gives give we get got have obtain find which is becomes or equivalently simplifying simplify simplifies to solving solve for and now means that yields it the equation as dividing both sides by adding subtracting multiplying rearranging combining like terms step answer finally also be'.split(
    ' ',
  ),
);

/** Reads the statements of one step. Total and deterministic. */
export function read(text: string, maths: readonly Maths[]): Reading {
  const tokens = tidy(lex(text, maths));
  const words = tokens.filter(t => t.k === 'word').map(t => t.t);
  const { index: sentenceOf, words: sentences } = sentencesOf(tokens);
  const statements: Statement[] = [];
  let calculator = false;
  let start = 0;
  let lastEnd = 0;
  let lead: string | undefined;
  const openFrom = unclosedFrom(text, maths);
  for (let i = 0; i <= tokens.length; i++) {
    const t = tokens[i];
    if (t && !(t.k === 'sep' && HARD.has(t.t))) continue;
    for (const chain of chains(tokens, start, i)) {
      const s = sentenceOf[chain.from] ?? 0;
      const before: string[] = [];
      for (let j = chain.from - 1; j >= lastEnd && (sentenceOf[j] ?? 0) === s; j--)
        if (tokens[j]!.k === 'word') before.unshift(tokens[j]!.t);
      const after: string[] = [];
      for (let j = chain.to; j < tokens.length && (sentenceOf[j] ?? 0) === s; j++) if (tokens[j]!.k === 'word') after.push(tokens[j]!.t);
      const around = surroundings(tokens, chain.from, chain.to);
      if (openFrom >= 0) chain.sides = chain.sides.map(side => (side.span.end >= openFrom ? { ...side, cut: true } : side));
      const first = chain.sides[0]!;
      const last = chain.sides[chain.sides.length - 1]!;
      statements.push({
        sides: chain.sides,
        relations: chain.relations,
        span: { start: first.span.start, end: last.span.end },
        math: tokens.slice(chain.from, chain.to).some(x => x.math),
        before,
        after,
        sentence: sentences[s] ?? [],
        next: sentences[s + 1] ?? [],
        index: s,
        arrow: lead === '⇒' || lead === '⇔' ? lead : undefined,
        alone: around.alone,
        calculator,
        line: around.line,
      });
      lastEnd = chain.to;
    }
    if (t?.t === 'calc-open') calculator = true;
    if (t?.t === 'calc-close') calculator = false;
    if (t) lead = SOFT.has(t.t) && (lead === '⇒' || lead === '⇔') && i === start ? lead : t.t;
    start = i + 1;
  }
  return { statements, tokens, words };
}

/** Where a formula opens that the step does not close: what follows was cut off there. -1 where all are closed. */
function unclosedFrom(text: string, maths: readonly Maths[]): number {
  const inside = (i: number) =>
    maths.some(
      m => m.span.start <= i && i < m.span.end && /(\$|\\[)\]]|\\end\{[a-zA-Z]+\*?\})$/.test(text.slice(m.span.start, m.span.end)),
    );
  for (const m of text.matchAll(/\$\$|\\\[|\\\(|\\begin\{[a-zA-Z]+\*?\}/g)) if (!inside(m.index)) return m.index;
  // A lone dollar sign with TeX behind it is no price.
  const covered = (i: number) => maths.some(m => m.span.start <= i && i < m.span.end);
  for (const m of text.matchAll(/\$/g))
    if (!covered(m.index) && text[m.index - 1] !== '\\' && /\\[a-z]{3,}/.test(text.slice(m.index))) return m.index;
  return -1;
}

/** Drops marks without meaning, joins continuation rows to what they continue, and opens brackets that hold a relation. */
function tidy(raw: readonly Tok[]): Tok[] {
  const toks = raw.filter(t => !(t.k === 'sep' && (t.t === 'emphasis' || t.t === 'quote')));
  const out: Tok[] = [];
  for (let i = 0; i < toks.length; i++) {
    const t = toks[i]!;
    if (t.k === 'sep' && (SOFT.has(t.t) || t.t === ',' || t.t === '.')) {
      // "… = 3x\\ = …": a row, line or display that opens with a relation continues the one before.
      let j = i;
      while (
        toks[j]?.k === 'sep' &&
        (SOFT.has(toks[j]!.t) || (j > i && toks[j]!.t === 'quad') || (j === i && (t.t === ',' || t.t === '.')))
      )
        j++;
      const ahead = toks[j];
      const behind = out[out.length - 1];
      if (t.t === 'row' && behind?.k === 'op' && '+-*/'.includes(behind.t) && ahead?.math) {
        i = j - 1;
        continue;
      }
      const soft = toks.slice(i, j).some(x => SOFT.has(x.t));
      if (soft && ahead && ahead.k === 'rel' && out.length && !(t.t === '.' && !ahead.math)) {
        i = j - 1;
        continue;
      }
      // No row of its own opens with a plus; one that opens with − and holds no relation of its own continues the sum.
      if (
        soft &&
        t.t !== '.' &&
        ahead?.k === 'op' &&
        '+-*/'.includes(ahead.t) &&
        ahead.math &&
        behind?.math &&
        ((t.t === 'row' && ahead.t === '+') || !rowHasRelation(toks, j))
      ) {
        i = j - 1;
        continue;
      }
    }
    out.push(t);
  }
  return separateBrackets(out);
}

function rowHasRelation(toks: readonly Tok[], from: number): boolean {
  for (let j = from; j < toks.length; j++) {
    const t = toks[j]!;
    if (t.k === 'rel') return true;
    if (t.k === 'sep' && t.t !== ',') return false;
  }
  return false;
}

const PAIRS: Record<string, string> = { ')': '(', ']': '[', '}': '{', '\\}': '\\{' };

/** Round brackets that hold a whole relation, and brackets without a partner, become separators. */
function separateBrackets(toks: readonly Tok[]): Tok[] {
  const out = [...toks];
  const stack: { i: number; relation: boolean }[] = [];
  const sep = (i: number) => {
    out[i] = { ...out[i]!, k: 'sep', t: ';' };
  };
  /** A bracket without a partner: what stands beside it may be cut off. "a)" and "1)" at the start of a line number it. */
  const lone = (i: number) => {
    const head = out[i]!.t === ')' && (i < 2 || out[i - 2]!.k === 'sep');
    out[i] = head ? { ...out[i]!, k: 'sep', t: ';' } : { ...out[i]!, k: 'bad' };
  };
  for (let i = 0; i < out.length; i++) {
    const t = out[i]!;
    if (t.k === 'open') stack.push({ i, relation: false });
    else if (t.k === 'close') {
      let at = stack.length - 1;
      while (at >= 0 && out[stack[at]!.i]!.t !== PAIRS[t.t]) at--;
      if (at < 0) {
        lone(i);
        continue;
      }
      while (stack.length - 1 > at) lone(stack.pop()!.i);
      const open = stack.pop()!;
      if (open.relation) {
        sep(open.i);
        sep(i);
      }
    } else if (t.k === 'rel') {
      const top = stack[stack.length - 1];
      if (top) top.relation = true;
    } else if (t.k === 'sep' && (t.t === 'paragraph' || t.t === 'bullet')) {
      while (stack.length) lone(stack.pop()!.i);
    } else if (t.k === 'sep' && t.t === ':' && colonOfRatio(out, i)) out[i] = { ...t, k: 'bad' };
  }
  while (stack.length) lone(stack.pop()!.i);
  // Commas inside brackets belong to lists, not to the sentence.
  let depth = 0;
  for (let i = 0; i < out.length; i++) {
    const t = out[i]!;
    if (t.k === 'open') depth++;
    else if (t.k === 'close') depth--;
    else if (depth > 0 && t.k === 'sep' && t.t === ',') out[i] = { ...t, t: ', ' };
  }
  return out.map(t => (t.t === ', ' ? { ...t, k: 'sep' as const, t: ',', listed: true } : t)) as Tok[];
}

const isListComma = (t: Tok): boolean => (t as Tok & { listed?: boolean }).listed === true;

function colonOfRatio(toks: readonly Tok[], i: number): boolean {
  const a = toks[i - 1];
  const b = toks[i + 1];
  const value = (t: Tok | undefined) => t && (t.k === 'num' || t.k === 'sym');
  return (toks[i]!.math && !!a?.math && !!b?.math) || (!!value(a) && !!value(b) && !toks[i]!.space && !b!.space);
}

function sentencesOf(toks: readonly Tok[]): { index: number[]; words: string[][] } {
  const index: number[] = [];
  const words: string[][] = [[]];
  let s = 0;
  for (const t of toks) {
    index.push(s);
    if (t.k === 'word') words[s]!.push(t.t);
    if (t.k === 'sep' && SENTENCE_END.has(t.t)) {
      s++;
      words.push([]);
    }
  }
  return { index, words };
}

/** Whether a statement stands alone between line or sentence ends, connecting words aside. */
function surroundings(toks: readonly Tok[], from: number, to: number): { alone: boolean; line: boolean } {
  const ends = (t: Tok | undefined) =>
    !t || (t.k === 'sep' && (SENTENCE_END.has(t.t) || t.t === 'row' || t.t === 'newline' || t.t === ':' || t.t === '⇒' || t.t === '⇔'));
  let alone = true;
  let i = from - 1;
  const line = i < 0 || (toks[i]!.k === 'sep' && SOFT.has(toks[i]!.t)) || toks[i]!.t === 'bullet';
  // The edge of a display ends nothing: "The roots of [display] are 2 and 3" is one sentence. Two displays in a row are two lines.
  const between = (a: Tok | undefined, b: Tok | undefined) => a?.t === 'display' && b?.t === 'display';
  for (; !ends(toks[i]) && !between(toks[i], toks[i - 1]) && alone; i--) alone = benign(toks[i]!);
  for (let j = to; !ends(toks[j]) && !between(toks[j], toks[j + 1]) && alone; j++) alone = benign(toks[j]!);
  return { alone, line };
}

const benign = (t: Tok): boolean =>
  t.t === 'display' ||
  (t.k === 'word' && CONNECTIVES.has(t.t)) ||
  (t.k === 'sep' && (t.t === ',' || t.t === 'quad' || t.t === ':')) ||
  (t.k === 'op' && t.t === '$');

type Chain = { sides: Side[]; relations: Relation[]; from: number; to: number };

/** The relation chains of one clause toks[from, to). */
function chains(toks: readonly Tok[], from: number, to: number): Chain[] {
  const rels: number[] = [];
  for (let i = from; i < to; i++) if (toks[i]!.k === 'rel') rels.push(i);
  if (!rels.length || rels.length > 60) return [];
  const out: Chain[] = [];
  let current: Chain | undefined;
  for (let r = 0; r < rels.length; r++) {
    const at = rels[r]!;
    const end = rels[r + 1] ?? to;
    if (!current) {
      const left = leftSide(toks, r === 0 ? from : rels[r - 1]! + 1, at, r === 0);
      current = { sides: [left.side], relations: [], from: left.from, to: at };
    }
    current.relations.push({ op: toks[at]!.t as Op, span: toks[at]!.span });
    const whole = r + 1 < rels.length ? readings(toks, at + 1, end) : [];
    if (whole.length) {
      current.sides.push({ readings: whole, span: spanOf(toks, at + 1, end), cut: false });
      current.to = end;
      continue;
    }
    const right = rightSide(toks, at + 1, end, r + 1 === rels.length);
    current.sides.push(right.side);
    current.to = right.to;
    out.push(current);
    current = undefined;
  }
  if (current) out.push(current);
  return out;
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
  return t.k === 'num' || t.k === 'sym' || t.k === 'cmd' || t.k === 'open' || (t.k === 'op' && '-+$√|±'.includes(t.t));
}

/** The longest expression that ends right before the relation at `at`. */
function leftSide(toks: readonly Tok[], from: number, at: number, atClauseStart: boolean): { side: Side; from: number } {
  const floor = Math.max(from, at - 120);
  let tries = 0;
  for (let s = floor; s < at && tries < 40; s++) {
    if (!begins(toks[s]!)) continue;
    tries++;
    const found = readings(toks, s, at);
    if (!found.length) continue;
    return { side: { readings: found, span: spanOf(toks, s, at), cut: cutLeft(toks, s, from, atClauseStart) }, from: s };
  }
  let s = at;
  const words: string[] = [];
  while (s > from && toks[s - 1]!.k === 'word' && words.length < 6) words.unshift(toks[--s]!.t);
  const name = words.join(' ');
  return { side: { readings: [], span: spanOf(toks, s, at), cut: false, name: name || undefined }, from: s };
}

/** P1: whether what stands just before an expression belongs to it. */
function cutLeft(toks: readonly Tok[], s: number, from: number, atClauseStart: boolean): boolean {
  if (s <= from) {
    if (!atClauseStart) return false;
    if (toks[s - 1]?.t === '.' && toks[s - 2]?.k === 'op') return true;
    if (listedBefore(toks, s)) return true;
    // A comma between digits, "14, 400": the clause began in the middle of a number.
    const comma = toks[s - 1];
    return (
      comma?.k === 'sep' && comma.t === ',' && toks[s - 2]?.k === 'num' && /^\d{3}$/.test(toks[s]!.t) && toks[s - 1]!.math === toks[s]!.math
    );
  }
  let j = s - 1;
  const t = toks[j]!;
  const first = toks[s]!;
  if (t.k === 'word' && ((first.k === 'op' && !first.gap && (first.t === '-' || first.t === '+')) || NUMBERED.has(t.t))) return true;
  if (t.k === 'word' && t.math && !first.gap) return true;
  // Another sum in the same clause: "add 20 + 10 to the 29 + 24 …".
  for (let k = from + 1; k + 1 < s; k++) {
    const op = toks[k]!;
    if (op.k === 'op' && '+-*/'.includes(op.t) && toks[k - 1]!.k !== 'sep' && toks[k + 1]!.k !== 'sep' && !toks[k + 1]!.math) return true;
  }
  if (t.k !== 'word') return t.k !== 'sep' || isListComma(t);
  if (BINDING.has(t.t)) return true;
  if (t.t === 'of' && j > from) {
    const before = toks[j - 1]!;
    return before.k !== 'word' || BINDING.has(before.t) || /^(percent|part|parts)$/.test(before.t);
  }
  // Words that hang on an operator: "hours * rate 5".
  while (j >= from && toks[j]!.k === 'word' && s - j < 6) j--;
  const hook = toks[j];
  return j >= from && !!hook && hook.k === 'op' && hook.t !== '%' && hook.t !== '°' && hook.t !== '!';
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
function rightSide(toks: readonly Tok[], from: number, to: number, last: boolean): { side: Side; to: number } {
  const p = parse(toks, from, to, Ask.plainRight, false);
  if (!p) {
    let end = from;
    const words: string[] = [];
    while (end < to && toks[end]!.k === 'word' && words.length < 6) words.push(toks[end++]!.t);
    return {
      side: { readings: [], span: spanOf(toks, from, Math.max(end, from)), cut: false, name: words.join(' ') || undefined },
      to: Math.max(end, from),
    };
  }
  const found = readings(toks, from, p.end, Ask.plainRight);
  return {
    side: { readings: found.length ? found : [p.expr], span: spanOf(toks, from, p.end), cut: cutRight(toks, p.end, to, last) },
    to: p.end,
  };
}

function cutRight(toks: readonly Tok[], end: number, to: number, last: boolean): boolean {
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
    // "= 3 sets of 20": unit text, whatever it holds.
    return false;
  }
  if (t.gap && t.k !== 'op') return false;
  return true;
}
