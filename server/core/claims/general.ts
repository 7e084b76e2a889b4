// Claims of general truth: "5m is always odd", "n² ≥ n for all integers n". They are refuted by one case that fits everything
// that is in force, so they are made only where their range is stated and everything said about their letters was read.
import { type Expr, some, variables } from '../math/expr';
import type { Sort } from '../math/sorts';
import type { Op, Span, Step } from '../model';
import { toDocument } from '../model';
import { writtenOut } from './applied';
import type { Functions } from './calculus';
import type { Background, Claim, Given, Scope } from './claim';
import type { Facts } from './facts';
import { type InForce, ONLY_SUPPOSED } from './force';
import type { Reading, SpokenFact, Statement } from './statements';

/** What a general claim says, and where. */
type General = {
  readonly span: Span;
  readonly left: readonly Expr[];
  readonly op: Op;
  readonly right: readonly Expr[];
  readonly sentence: readonly string[];
  /** Ordinal of its sentence. */
  readonly index: number;
  /** The kind of number it speaks of is one of whole numbers. */
  readonly whole: boolean;
  /** It holds on a condition of its own sentence. */
  readonly conditional: boolean;
};

/** Words that make a sentence a requirement, a guess, a plan or a supposition. */
const HEDGES = new Set(
  'suppose assume assuming need needs want wants require requires required condition conditions hold holds would could might may should cannot can claim prove show let define given find try trying check determine appears appear seems seem guess conjecture induction hypothesis contradiction impossible false not no never such exist exists satisfy satisfies satisfying possible possibly ensure ensures desired goal consider whether unless only until property case cases'.split(
    ' ',
  ),
);
const NARROWING = new Set('if when whenever unless where provided only except otherwise but for'.split(' '));
const UNIVERSAL = new Set('any every all each always'.split(' '));

/** What a general claim needs to know of where it stands. */
export type Place = {
  readonly step: Step;
  readonly reading: Reading;
  readonly facts: Facts;
  readonly scope: Scope;
  /** What is in force about letters here. */
  about(names: ReadonlySet<string>): InForce;
  /** Functions that the text defines. */
  readonly functions: Functions;
};

/** The general claims that a step makes in words about formulas. */
export function generalFacts(place: Place): Claim[] {
  return place.reading.facts.flatMap(f => {
    const general = spoken(place.reading, f);
    return (general && claimOf(place, general)) ?? [];
  });
}

/** The general claim that a statement makes, if it is said to hold for all of something. */
export function generalStatement(place: Place, s: Statement): Claim | undefined {
  const general = quantified(s);
  return general && claimOf(place, general);
}

/** Whether a fact about numbers speaks of letters. */
export const hasLetters = (f: { readonly left: readonly Expr[]; readonly right: readonly Expr[] }): boolean =>
  [...f.left, ...f.right].some(e => variables(e).size > 0);

const WHOLE = /^(primes|composites|squares|cubes|evens|odds|multiples|divisors|integers|naturals)$/;

/** "5m is always odd"; "if a is odd, then a² is odd"; "since n + s = 100, n − s must be even". */
function spoken(reading: Reading, f: SpokenFact): General | undefined {
  if (f.cut || !hasLetters(f)) return undefined;
  // "k is composite" of a letter alone says what k is; of any k in a range it is a claim.
  const ranged = f.before.some(w => UNIVERSAL.has(w)) && reading.statements.some(s => s.index === f.index && s.span.end <= f.span.start);
  if (f.left.some(e => e.k === 'sym') && !ranged) return undefined;
  const call = f.right[0];
  const universal = f.said === 'always' || f.before.some(w => UNIVERSAL.has(w));
  const letters = new Set(f.left.flatMap(e => [...variables(e)]));
  const shares = (list: readonly Expr[]) => list.some(e => [...variables(e)].some(name => letters.has(name)));
  // "Therefore, m/(m − 1) is an integer" goes on from the sentence before it.
  const concluding =
    /^(therefore|thus|hence|so|consequently)$/.test(f.before[0] ?? '') &&
    (reading.facts.some(p => p.index === f.index - 1 && shares(p.left)) ||
      reading.statements.some(s => s.index === f.index - 1 && s.sides.some(side => shares(side.readings))));
  const conditional =
    concluding ||
    (/^(if|when|since|because|for)$/.test(f.before[0] ?? '') &&
      (reading.facts.some(p => p.index === f.index && p.from < f.from) ||
        reading.statements.some(s => s.index === f.index && s.span.end <= f.span.start)));
  // "must be" without a range or a reason in its sentence is a requirement.
  if (!universal && !conditional) return undefined;
  if (f.before.some(w => HEDGES.has(w) || (w === 'must' && f.said !== 'must'))) return undefined;
  // What comes behind may narrow the range: "… when m is odd".
  const behind = f.sentence.slice(f.before.length + 1);
  if (behind.some((w, i) => NARROWING.has(w) && !(w === 'for' && /^(?:im)?possible$/.test(behind[i - 1] ?? '')))) return undefined;
  return {
    span: f.span,
    left: f.left,
    op: f.op,
    right: f.right,
    sentence: f.sentence,
    index: f.index,
    whole: call?.k === 'call' && WHOLE.test(call.fn),
    conditional,
  };
}

/** "… for all x > 0", "…, which is always true", "for any integer n, …". */
function quantified(s: Statement): General | undefined {
  if (s.sides.length !== 2 || s.sides.some(side => side.cut || !side.readings.length)) return undefined;
  const op = s.relations[0]!.op;
  if (op === '≈' || op === '≡' || (op === '=' && s.sides.some(side => side.name !== undefined))) return undefined;
  if (!s.sides.some(side => side.variables.size)) return undefined;
  const behind = s.after.slice(0, 6).join(' ');
  const after = /^(?:is |which is |holds )?(?:always )?true\b|^for (?:all|any|every|each)\b|^is true for (?:all|any|every)\b/.test(behind);
  const before = /\bfor (?:all|any|every|each)(?: \w+){0,4}$/.test(s.before.join(' ')) && s.clause.length === 0;
  if (!after && !before) return undefined;
  const words = s.sentence.filter(w => w !== 'holds' || !behind.startsWith('holds'));
  if (words.some(w => HEDGES.has(w) || w === 'must' || w === 'if')) return undefined;
  return {
    span: { start: s.sides[0]!.span.start, end: s.sides[1]!.span.end },
    left: s.sides[0]!.readings,
    op,
    right: s.sides[1]!.readings,
    sentence: s.sentence,
    index: s.index,
    whole: false,
    conditional: false,
  };
}

function claimOf({ step, reading, facts, scope, about, functions }: Place, said: General): Claim | undefined {
  // "If a is odd, then P(a) is even", with P(n) = n² + n + 1.
  const written = writtenOut(said.left, functions);
  const g = written ? { ...said, left: written.readings } : said;
  const names = new Set<string>();
  for (const e of [...g.left, ...g.right]) for (const name of variables(e)) names.add(name);
  for (const name of names) if (/[(']/.test(name) || facts.functions.has(name)) return undefined;
  if (facts.vectors || facts.operators || facts.complex || (facts.modular && g.op === '=') || names.has('i')) return undefined;
  if ([...g.left, ...g.right].some(e => some(e, x => x.k === 'pow' && x.a.k === 'sym' && x.a.name === 'e'))) return undefined;
  // What "for all x, y > 0" binds is not the x and y of elsewhere: its own sentence says all there is to say of them.
  const bound = boundIn(step, reading, g);
  const isBound = [...names].every(name => bound.has(name));
  const own = near(step, reading, g, bound);
  if (!own) return undefined;
  const force = about(new Set([...names, ...own.names].filter(name => !bound.has(name))));
  // "If k is odd, then n + 1 is even": what ties k to n is not in the sentence.
  if (g.conditional && !conditionShares(reading, g, names)) return undefined;
  const relations = [...force.relations, ...own.relations];
  const all = new Set(names);
  for (const r of relations) for (const e of [...r.left, ...r.right]) for (const name of variables(e)) all.add(name);
  const sorts: [string, Sort][] = [];
  for (const name of [...all].sort()) {
    const said = force.sorts.get(name);
    if (own.sorts.has(name)) sorts.push([name, own.sorts.get(name)!]);
    else if (said) sorts.push([name, g.whole && said.kind === 'real' ? { ...said, kind: 'integer' } : said]);
    // Parity and divisibility are said of whole numbers; nothing else is taken for granted but that they are positive.
    else sorts.push([name, { kind: g.whole ? 'integer' : 'real', sign: 'positive' }]);
  }
  const background: Background = { relations, sorts, complete: force.complete, unreadable: force.unreadable };
  const declared = [...names].every(name => force.sorts.has(name) || own.sorts.has(name) || (isBound && own.relations.length > 0));
  return {
    kind: 'general',
    step: step.id,
    span: g.span,
    left: g.left,
    op: g.op,
    right: g.right,
    premises: written?.premises ?? [],
    scope: { ...scope, announced: declared },
    background,
    confirmOnly: force.complete || force.why === ONLY_SUPPOSED ? undefined : force.why,
  };
}

/** "for all x, y", "for any integer k": the letters right behind a quantifier of the claim's sentence. */
function boundIn(step: Step, reading: Reading, g: General): ReadonlySet<string> {
  const text = step.text.text;
  const from = Math.max(0, text.lastIndexOf('. ', g.span.start) + 1);
  const stop = text.indexOf('. ', g.span.end);
  const found = new Set<string>();
  for (const m of text.slice(from, stop < 0 ? undefined : stop).matchAll(QUANTIFIED))
    for (const letter of m[1]!.split(/[\s,]+|and/)) if (letter) found.add(letter);
  // A letter that stands before the quantifier too was known before.
  const clash = reading.statements.some(
    s =>
      s.index === g.index &&
      s.span.end <= g.span.start &&
      s.sides.some(side => side.name !== undefined && found.has(side.name)) &&
      s.relations.every(r => r.op === '='),
  );
  return clash ? new Set() : found;
}
const QUANTIFIED =
  /\bfor (?:all|any|every|each) (?:(?:positive|negative|nonnegative|non-negative|odd|even|real|natural|rational|whole|prime|given|values? of|numbers?|integers?|primes?) )*(?:\\\(|\$)?\s*([a-zA-Z](?:(?:\s*,\s*|\s+and\s+)[a-zA-Z])*)(?![a-zA-Z_{(])/g;

/**
 * What the claim's own sentence says: relations and parities of single letters before it, and all relations about letters that its
 * quantifier binds. Undefined where one of those could not be read.
 */
function near(
  step: Step,
  reading: Reading,
  g: General,
  bound: ReadonlySet<string>,
): { relations: Given[]; sorts: Map<string, Sort>; names: Set<string> } | undefined {
  const relations: Given[] = [];
  const sorts = new Map<string, Sort>();
  const names = new Set<string>();
  for (const s of reading.statements) {
    if (!bound.size || s.index !== g.index || (s.span.start < g.span.end && g.span.start < s.span.end)) continue;
    const own = new Set(s.sides.flatMap(side => [...side.variables]));
    if (![...own].some(name => bound.has(name))) continue;
    for (let k = 0; k + 1 < s.sides.length; k++) {
      const [left, right] = [s.sides[k]!, s.sides[k + 1]!];
      const op = s.relations[k]!.op;
      // "x, y > 0": the comma cuts nothing off the letter.
      const cut = right.cut || (left.cut && !(left.name !== undefined && bound.has(left.name)));
      if (!left.readings.length || !right.readings.length || cut || op === '≈' || op === '≡') return undefined;
      relations.push({
        from: step.id,
        span: toDocument(step.text, left.span.start, right.span.end),
        why: 'equation',
        label: step.text.text.slice(left.span.start, right.span.end),
        left: left.readings,
        op,
        right: right.readings,
      });
    }
    for (const name of own) names.add(name);
  }
  for (const f of reading.facts) {
    if (f.index !== g.index || f.span.end > g.span.start || f.span.start >= g.span.start) continue;
    const subject = f.left[0]!;
    const kind = f.right[0]!;
    const parity =
      kind.k === 'call' ? { evens: 'even', odds: 'odd', primes: 'prime', integers: 'integer', naturals: 'integer' }[kind.fn] : undefined;
    if (subject.k === 'sym' && parity && f.op === '∈')
      sorts.set(subject.name, {
        kind: parity as Sort['kind'],
        ...(kind.k === 'call' && kind.fn === 'naturals' ? { sign: 'positive' as const } : {}),
      });
    else
      relations.push({
        from: step.id,
        span: toDocument(step.text, f.span.start, f.span.end),
        why: 'equation',
        label: step.text.text.slice(f.span.start, f.span.end),
        left: f.left,
        op: f.op,
        right: f.right,
      });
  }
  return { relations, sorts, names };
}

/** Whether each condition that the sentence states before the claim speaks of one of its letters. */
function conditionShares(reading: Reading, g: General, names: ReadonlySet<string>): boolean {
  const shares = (sides: readonly (readonly Expr[])[]) =>
    sides.some(side => side.some(e => [...variables(e)].some(name => names.has(name))));
  return (
    reading.facts.every(f => f.index !== g.index || f.span.start >= g.span.start || shares([f.left, f.right])) &&
    reading.statements.every(s => s.index !== g.index || s.span.start >= g.span.start || shares(s.sides.map(side => side.readings)))
  );
}
