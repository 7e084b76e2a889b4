// Step text → statements: chains of expressions joined by relations, with the words around them.

import { type Expr, hasOperation, key, variables } from '../math/expr';
import { lex } from '../math/lex';
import { show } from '../math/rational';
import type { Sort } from '../math/sorts';
import type { Tok } from '../math/tokens';
import type { Maths, Span } from '../model';
import { type Answer, statedAnswers } from './answers';
import { type Chain, chains, type Relation, type Side } from './chains';
import { stemsFromFraction } from './decimals';
import type { NumberFact } from './fact-values';
import { factsIn } from './facts-in-words';
import { glued, type Lone, lonesIn, sideOf } from './glue';
import { leadingModuli } from './moduli';
import type { Named } from './named';
import { type NamedPoint, pointsIn } from './named-points';
import { namedLines } from './quantities';
import { type RootNames, rootNames, rootSums } from './root-facts';
import { sortsIn } from './sorts';
import { spokenFormulas } from './spoken-formulas';
import { isListComma, SOFT, tidy, unclosedFrom, withConstants } from './tidy';
import { denialOf, doubtOf, doubtOfFact, type InForce, wordsInForce } from './words';

export type { Relation, Side } from './chains';

export type Statement = {
  readonly sides: readonly Side[];
  readonly relations: readonly Relation[];
  readonly span: Span;
  /** Inside formula delimiters, at least in part. */
  readonly math: boolean;
  /** Words since the statement before it, or since its sentence began. */
  readonly before: readonly string[];
  /** Words since the last statement with letters, also of sentences before: at most the last sixty. */
  readonly lead: readonly string[];
  /** Those of `before` that stand in its own clause. */
  readonly clause: readonly string[];
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
  /** A comma ends the statement before it: one of several. */
  readonly listed: boolean;
  /** It opens an item of a list: behind a bullet or a number at the start of a line. */
  readonly item: boolean;
  /** "… = 4 remainder 3": the number behind the word. */
  readonly remainder?: Expr;
  /** What its relations are modulo; empty where that could not be read. */
  readonly modulus?: readonly Expr[];
  readonly inForce: InForce;
  /** Why a false relation here need not be an error, if the words give a reason. */
  readonly doubt?: string;
  /** The same for a sum that is worked out to a number, which fewer words can unsay. */
  readonly denied?: string;
};

/** What is kept of a step's text. Tokens are not: readings are remembered, and tokens would be most of their weight. */
export type Reading = {
  readonly statements: readonly Statement[];
  /** All words of the step, lower case. */
  readonly words: readonly string[];
  /** Numbers by value, and letters, where they stand in the text. */
  readonly numbers: readonly Mention[];
  readonly symbols: readonly Mention[];
  /** Decimals that look like a fraction cut off: 0.33, 16.67. */
  readonly cutOff: readonly string[];
  /** `%`, `$` and the like, as far as they occur. */
  readonly marks: string;
  readonly answers: readonly Answer[];
  /** Facts about numbers that stand in words. */
  readonly facts: readonly SpokenFact[];
  /** Keys of formulas without a relation: expressions that are spoken of. */
  readonly expressions: readonly string[];
  /** The same with an operation, as sides, with the words of the sentence before them. */
  readonly spoken: readonly Spoken[];
  /** Quantities with a name in words, line by line. */
  readonly named: readonly Named[];
  /** Letters that are said to be the roots of a polynomial. */
  readonly roots: readonly RootNames[];
  /** Points with their coordinates. */
  readonly points: readonly NamedPoint[];
  readonly inForce: InForce;
  /** What kinds of numbers the words say letters are. */
  readonly sorts: ReadonlyMap<string, Sort>;
};

/** A fact about numbers in its sentence. */
export type SpokenFact = NumberFact & {
  /** Why it may not be meant as a fact. */
  readonly doubt?: string;
  /** Words of its sentence before it, and all of them. */
  readonly before: readonly string[];
  readonly sentence: readonly string[];
  /** Ordinal of its sentence in the step. */
  readonly index: number;
};

export type Spoken = { readonly side: Side; readonly words: string };

export type Mention = { readonly name: string; readonly span: Span };

/** A line up to its first formula, where it is an item of a list. */
const ITEM = /^[ \t]*(?:[-*•]|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]+)[.)])[ \t]+\S*$/;
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
const CONNECTIVES = new Set(
  'so thus hence therefore then this gives give we get got have obtain find which is becomes or equivalently simplifying simplify simplifies to solving solve for and now means that yields it the equation as dividing both sides by adding subtracting multiplying rearranging combining like terms step answer finally also be'.split(
    ' ',
  ),
);

/** Two sides that are read whole, and said to be equal. */
export const isEquation = (s: Pick<Statement, 'sides' | 'relations'>): boolean =>
  s.sides.length === 2 && s.relations[0]!.op === '=' && s.sides.every(side => side.readings.length > 0 && !side.cut);

/** Reads the statements of one step; the letters in `constants` are no variables: i is √−1, e the base of ln; those in `units` are units. Total and deterministic. */
export function read(text: string, maths: readonly Maths[], constants = '', units = ''): Reading {
  const tokens = spokenFormulas(tidy(withConstants(lex(text, maths), constants), units), text);
  const { index: sentenceOf, bounds } = sentencesOf(tokens);
  const { all: words, between } = wordsOf(tokens);
  const sentences = bounds.map(b => between(b.from, b.to));
  /** The words of the sentence up to a token. */
  const upTo = (at: number): string[] => between(bounds[sentenceOf[at] ?? bounds.length - 1]!.from, at);
  const statements: Omit<Statement, 'inForce' | 'doubt' | 'denied'>[] = [];
  const openFrom = unclosedFrom(text, maths);
  const clauses = clausesOf(tokens);
  const lones = clauses.flatMap(c => c.lones);
  const expressions = lones.filter(l => l.to - l.from >= 3 && hasOperation(l.expr) && variables(l.expr).size).map(l => key(l.expr));
  let lastEnd = 0;
  let at = 0;
  let lastOpen = 0;
  const found = glued(
    tokens,
    clauses.flatMap(c => c.chains),
    lones,
  );
  const spoken = lones
    .filter(l => hasOperation(l.expr) && !found.some(c => c.from <= l.from && l.to <= c.to))
    .map(l => ({ side: sideOf(tokens, l), words: upTo(l.from).slice(-14).join(' ') }));
  for (const [k, chain] of found.entries()) {
    while (clauses[at + 1] && clauses[at + 1]!.start <= chain.from) at++;
    const { lead, calculator } = clauses[at]!;
    const s = sentenceOf[chain.from] ?? 0;
    const sentence = bounds[s]!;
    let clause = chain.from;
    while (clause > lastEnd && tokens[clause - 1]!.k !== 'sep') clause--;
    const around = surroundings(tokens, chain.from, chain.to, chain.runOn === true, found[k + 1]?.runOn === true);
    if (openFrom >= 0) chain.sides = chain.sides.map(side => (side.span.end >= openFrom ? { ...side, cut: true } : side));
    const first = chain.sides[0]!;
    const last = chain.sides[chain.sides.length - 1]!;
    statements.push({
      sides: chain.sides,
      relations: chain.relations,
      span: { start: first.span.start, end: last.span.end },
      math: tokens.slice(chain.from, chain.to).some(x => x.math),
      before: between(Math.max(lastEnd, sentence.from), chain.from),
      lead: between(lastOpen, chain.from).slice(-60),
      clause: between(clause, chain.from),
      after: between(chain.to, sentence.to),
      sentence: sentences[s] ?? [],
      next: sentences[s + 1] ?? [],
      index: s,
      arrow: lead === '⇒' || lead === '⇔' ? lead : undefined,
      alone: around.alone,
      calculator,
      line: around.line,
      listed: listedAt(tokens, chain.from),
      item: ITEM.test(text.slice(text.lastIndexOf('\n', first.span.start - 1) + 1, first.span.start + 1)),
      remainder: remainderAt(tokens, chain.to),
      modulus: chain.modulus,
    });
    lastEnd = chain.to;
    if (chain.sides.some(side => side.variables.size)) lastOpen = chain.to;
  }
  const numbers: Mention[] = [];
  const symbols: Mention[] = [];
  const cutOff: string[] = [];
  let marks = '';
  for (const t of tokens) {
    if (t.k === 'num' && t.v) {
      const name = show(t.v);
      numbers.push({ name, span: t.span });
      if (t.places && t.places >= 2 && stemsFromFraction(t.v, t.places)) cutOff.push(name);
    } else if (t.k === 'sym') symbols.push({ name: t.t, span: t.span });
    else if (t.k === 'op' && '%$'.includes(t.t) && !marks.includes(t.t)) marks += t.t;
  }
  const all = words.join(' ');
  const moduli = moduliOf(tokens, statements);
  const inForce: (InForce | undefined)[] = [];
  const inForceOf = (s: Pick<Statement, 'index' | 'sentence'>): InForce => {
    inForce[s.index] ??= wordsInForce(s.sentence.join(' '), all, marks);
    return inForce[s.index]!;
  };
  return {
    statements: statements.map((x, i) => ({
      ...x,
      modulus: moduli[i],
      inForce: inForceOf(x),
      doubt: doubtOf(x),
      denied: denialOf(x),
    })),
    words,
    numbers,
    symbols,
    cutOff,
    marks,
    answers: statedAnswers(tokens, text),
    facts: [...factsIn(tokens, all, text), ...rootSums(tokens, all, found, lones)].map(f => {
      const before = upTo(f.from);
      const index = sentenceOf[f.from] ?? 0;
      const after = between(f.to, bounds[index]!.to);
      return { ...f, before, index, sentence: sentences[index] ?? [], doubt: doubtOfFact(before, after, sentences[index + 1]) };
    }),
    expressions,
    spoken,
    roots: rootNames(tokens, all, found, lones),
    points: pointsIn(tokens, text),
    named: namedIn(tokens, text, statements, sentenceOf, sentences),
    inForce: wordsInForce(all, all, marks),
    sorts: sortsIn(text),
  };
}

/** The named quantities of a step, with what the words around them say. */
function namedIn(
  tokens: readonly Tok[],
  text: string,
  statements: readonly Pick<Statement, 'span'>[],
  sentenceOf: readonly number[],
  sentences: readonly (readonly string[])[],
): Named[] {
  const lines = namedLines(tokens, text);
  return lines.map((line, i) => {
    const before = lines[i - 1];
    const sentence = sentenceOf[line.from] ?? 0;
    const words = (from: number, to: number) => tokens.slice(from, to).flatMap(t => (t.k === 'word' ? [t.t] : []));
    const own = (j: number) => sentenceOf[j] === sentence;
    let open = line.from;
    while (open > (before?.to ?? 0) && own(open - 1)) open--;
    let close = line.to;
    while (close < tokens.length && own(close)) close++;
    const start = before?.span.end ?? 0;
    const clause = words(open, line.from);
    return {
      ...line,
      between: words(before?.to ?? 0, line.from),
      apart: statements.some(s => s.span.start >= start && s.span.end <= line.span.start),
      doubt: denialOf({ before: clause, clause, after: words(line.to, close), next: sentences[sentence + 1] ?? [] }),
    };
  });
}

/** The modulus of each statement: a congruence without one has the only one of its step, or that of its sentence's next congruence. */
function moduliOf(
  toks: readonly Tok[],
  list: readonly Pick<Statement, 'modulus' | 'relations' | 'index'>[],
): (readonly Expr[] | undefined)[] {
  if (!list.some(s => !s.modulus && s.relations.some(r => r.op === '≡'))) return list.map(s => s.modulus);
  const named = [...list.flatMap(s => (s.modulus ? [s.modulus] : [])), ...leadingModuli(toks)];
  const only = new Set(named.map(m => m.map(key).join())).size === 1 ? named[0] : undefined;
  return list.map((s, i) => {
    if (s.modulus || !s.relations.some(r => r.op === '≡')) return s.modulus;
    return only ?? list.slice(i + 1).find(other => other.index === s.index && other.modulus)?.modulus;
  });
}

type Clause = { start: number; lead: string | undefined; calculator: boolean; chains: Chain[]; lones: Lone[] };

/** What stands between separators: chains of relations, and formulas without one. */
function clausesOf(tokens: readonly Tok[]): Clause[] {
  const out: Clause[] = [];
  let start = 0;
  let calculator = false;
  let lead: string | undefined;
  for (let i = 0; i <= tokens.length; i++) {
    const t = tokens[i];
    if (t && (t.k !== 'sep' || !HARD.has(t.t) || isListComma(t))) continue;
    if (i > start) {
      const found = chains(tokens, start, i);
      const lones: Lone[] = [];
      if (i - start < 80) {
        lones.push(...lonesIn(tokens, start, found[0]?.from ?? i));
        const end = found[found.length - 1]?.to;
        if (end !== undefined) lones.push(...lonesIn(tokens, end, i));
      }
      if (found.length || lones.length) out.push({ start, lead, calculator, chains: found, lones });
    }
    if (t?.t === 'calc-open') calculator = true;
    if (t?.t === 'calc-close') calculator = false;
    if (t) lead = (SOFT.has(t.t) || t.t === 'quad') && (lead === '⇒' || lead === '⇔') && i === start ? lead : t.t;
    start = i + 1;
  }
  return out;
}

/** The sentence of each token, and where each sentence begins and ends, in tokens. */
function sentencesOf(toks: readonly Tok[]): { index: number[]; bounds: { from: number; to: number }[] } {
  const index: number[] = [];
  const bounds: { from: number; to: number }[] = [];
  let from = 0;
  toks.forEach((t, i) => {
    index.push(bounds.length);
    if (t.k !== 'sep' || !SENTENCE_END.has(t.t)) return;
    bounds.push({ from, to: i + 1 });
    from = i + 1;
  });
  bounds.push({ from, to: toks.length });
  return { index, bounds };
}

/** All words, and those between two tokens. */
function wordsOf(toks: readonly Tok[]): { all: string[]; between(from: number, to: number): string[] } {
  const all: string[] = [];
  const before: number[] = [];
  for (const t of toks) {
    before.push(all.length);
    if (t.k === 'word') all.push(t.t);
  }
  before.push(all.length);
  return { all, between: (from, to) => (from < to ? all.slice(before[from], before[to]) : []) };
}

/** "with a remainder of 3", "remainder 3", "R 3" behind a quotient. */
function remainderAt(toks: readonly Tok[], at: number): Expr | undefined {
  let j = at;
  while (toks[j]?.k === 'word' && /^(with|a|and|left|the)$/.test(toks[j]!.t) && j < at + 3) j++;
  const mark = toks[j];
  if (!mark || !((mark.k === 'word' && /^(remainder|r)$/.test(mark.t)) || (mark.k === 'sym' && /^[Rr]$/.test(mark.t)))) return undefined;
  j++;
  while (toks[j]?.k === 'word' && /^(of|is)$/.test(toks[j]!.t)) j++;
  const n = toks[j];
  return n?.k === 'num' && n.v ? { k: 'num', v: n.v, places: n.places, span: n.span } : undefined;
}

/** Whether a comma stands before a token, line breaks aside. */
function listedAt(toks: readonly Tok[], from: number): boolean {
  let i = from - 1;
  while (toks[i]?.k === 'sep' && SOFT.has(toks[i]!.t)) i--;
  return toks[i]?.k === 'sep' && toks[i]!.t === ',';
}

/** Whether a statement stands alone between line or sentence ends, connecting words aside; `opens` and `closes` say that lost line breaks bound it. */
function surroundings(toks: readonly Tok[], from: number, to: number, opens: boolean, closes: boolean): { alone: boolean; line: boolean } {
  const ends = (t: Tok | undefined) =>
    !t || (t.k === 'sep' && (SENTENCE_END.has(t.t) || t.t === 'row' || t.t === 'newline' || t.t === ':' || t.t === '⇒' || t.t === '⇔'));
  let alone = true;
  let i = from - 1;
  const line = opens || i < 0 || (toks[i]!.k === 'sep' && SOFT.has(toks[i]!.t)) || toks[i]!.t === 'bullet';
  // The edge of a display ends nothing: "The roots of [display] are 2 and 3" is one sentence. Two displays in a row are two lines.
  const between = (a: Tok | undefined, b: Tok | undefined) => a?.t === 'display' && b?.t === 'display';
  for (; !opens && !ends(toks[i]) && !between(toks[i], toks[i - 1]) && alone; i--) alone = benign(toks[i]!);
  for (let j = to; !closes && !ends(toks[j]) && !between(toks[j], toks[j + 1]) && alone; j++) alone = benign(toks[j]!);
  return { alone, line };
}

const benign = (t: Tok): boolean =>
  t.t === 'display' ||
  (t.k === 'word' && CONNECTIVES.has(t.t)) ||
  (t.k === 'sep' && (t.t === ',' || t.t === 'quad' || t.t === ':')) ||
  (t.k === 'op' && t.t === '$');
