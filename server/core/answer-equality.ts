// Whether two final answers are the same, under a policy that has a name. Undecided is an outcome: what cannot be read
// is never taken for equal or different because of a number that stands in it.
import { type Form, readAnswer, strip } from './answer-forms';
import { relationKey } from './classes';
import { compareValues, evaluate, isComplex, isQ, type Mode, toInterval, type Value } from './math/evaluate';
import { type Expr, key, mapChildren, some, variables } from './math/expr';
import { identical } from './math/identity';
import { measure, samePowers } from './math/measure';

/** Rules that graders add to exact comparison, one name each. */
export const answerRules = {
  'units-aside': 'Units, money and degree signs are set aside: 5 cm is 5.',
  'percent-as-share': 'A percent sign may be missing: 50% is 0.5 and is 50.',
  rounding: 'A decimal is any value that rounds to the digits it shows: 1/3 is 0.33.',
  'order-free': 'Entries of tuples may stand in any order, brackets set aside: (1, 2) is (2, 1). Intervals in brackets keep their ends.',
  'last-side': 'Of a chain of equations the last right side counts, and of an equation whose left side is a number: 2 + 3 = 5 is 5.',
} as const;
export type AnswerRule = keyof typeof answerRules;
/** `exact`: values and structure, nothing set aside. Otherwise the rules that are added to it. */
export type AnswerPolicy = 'exact' | AnswerRule | readonly AnswerRule[];
export type AnswerEquality = { readonly equal: 'yes' | 'no' | 'unknown'; readonly why: string };

type Rules = ReadonlySet<AnswerRule>;
const YES = (why: string): AnswerEquality => ({ equal: 'yes', why });
const NO = (why: string): AnswerEquality => ({ equal: 'no', why });
const UNKNOWN = (why: string): AnswerEquality => ({ equal: 'unknown', why });
const MAX_LENGTH = 2_000;

/** Whether two answers, as they are written (boxes, dollar signs and text commands included), are equal under `policy`. Total and symmetric. */
export function equalAnswers(a: string, b: string, policy: AnswerPolicy = 'exact'): AnswerEquality {
  const [x, y] = [strip(a), strip(b)];
  if (!x || !y) return UNKNOWN('there is no answer');
  if (x === y) return YES('they are written alike');
  if (x.length > MAX_LENGTH || y.length > MAX_LENGTH) return UNKNOWN('an answer is too long to compare');
  const rules: Rules = new Set(policy === 'exact' ? [] : typeof policy === 'string' ? [policy] : policy);
  const lastSide = rules.has('last-side');
  return compareForms(readAnswer(x, lastSide), readAnswer(y, lastSide), rules);
}

/**
 * Whether two answers are the same; undefined where it cannot be told. Looser rules count only where exact comparison is at a
 * loss, so that a unit may be missing, and 5 cm is never 5 m.
 */
export function sameAnswer(a: string, b: string): boolean | undefined {
  const exact = equalAnswers(a, b).equal;
  const { equal } = exact === 'unknown' ? equalAnswers(a, b, ['units-aside', 'last-side']) : { equal: exact };
  return equal === 'unknown' ? undefined : equal === 'yes';
}

function compareForms(a: Form, b: Form, rules: Rules): AnswerEquality {
  if (a.k === 'value' && b.k === 'value') {
    if (a.name && b.name && a.name !== b.name) return UNKNOWN('they name different quantities');
    return compareReadings(a.readings, b.readings, rules);
  }
  if (a.k === 'many' && b.k === 'many') return asSets(a.items, b.items, rules);
  if (a.k === 'tuple' && b.k === 'tuple') return tuples(a, b, rules);
  if (a.k === 'choice' && b.k === 'choice') return a.letter === b.letter ? YES('the same choice') : NO('different choices');
  if (a.k === 'relation' && b.k === 'relation') return relations(a, b);
  if (a.k === 'words' && b.k === 'words')
    return a.text === b.text ? YES('the same words') : UNKNOWN('they are words, and not the same ones');
  if (isSeveral(a) && isSeveral(b)) {
    const sets = asSets(a.items, b.items, rules);
    return sets.equal === 'no' || rules.has('order-free')
      ? sets
      : UNKNOWN('the same entries, but one is a tuple or an interval and the other a list or a set');
  }
  const several = isSeveral(a) ? a : isSeveral(b) ? b : undefined;
  const single = several === a ? b : a;
  if (several && single.k === 'value') {
    if (asSets(several.items, [single], rules).equal === 'no') return NO('one is a single value, the other is not');
    return UNKNOWN('a value against a list that has no other');
  }
  return UNKNOWN('they are not of one kind, or one of them cannot be read');
}

const isSeveral = (f: Form): f is Extract<Form, { items: readonly Form[] }> => f.k === 'many' || f.k === 'tuple';

function asSets(a: readonly Form[], b: readonly Form[], rules: Rules): AnswerEquality {
  const table = a.map(x => b.map(y => compareForms(x, y, rules).equal));
  const rows = [...table, ...b.map((_, j) => table.map(row => row[j]!))];
  if (rows.some(row => row.every(v => v === 'no'))) return NO('an entry of one is none of the other');
  return rows.every(row => row.includes('yes')) ? YES('the same entries') : UNKNOWN('some entries cannot be told apart');
}

function tuples(a: Extract<Form, { k: 'tuple' }>, b: Extract<Form, { k: 'tuple' }>, rules: Rules): AnswerEquality {
  if (a.items.length !== b.items.length) return NO('they have different lengths');
  const interval = (t: typeof a) => t.items.length === 2 && (t.open === '[' || t.close === ']');
  if (rules.has('order-free') && !interval(a) && !interval(b)) return asSets(a.items, b.items, rules);
  const each = a.items.map((x, i) => compareForms(x, b.items[i]!, rules).equal);
  if (each.includes('no')) return NO('entries at the same place differ');
  if (each.includes('unknown')) return UNKNOWN('entries at the same place cannot be told apart');
  // Of two entries the brackets say whether an end belongs to the interval.
  if (a.items.length === 2 && (a.open !== b.open || a.close !== b.close)) return NO('the brackets differ');
  return YES('the same entries in the same order');
}

function relations(a: Extract<Form, { k: 'relation' }>, b: Extract<Form, { k: 'relation' }>): AnswerEquality {
  const up = (r: typeof a) => (r.op === '>' || r.op === '≥' ? { ...r, left: r.right, right: r.left, op: r.op === '>' ? '<' : '≤' } : r);
  const [x, y] = [up(a), up(b)];
  const keys = [x, y].map(r => `${r.op}${relationKey(r.left, r.right, r.op as '=')}`);
  if (keys[0] === keys[1]) return YES('the same relation up to a factor');
  return UNKNOWN('two relations that are no multiples of each other');
}

function compareReadings(a: readonly Expr[], b: readonly Expr[], rules: Rules): AnswerEquality {
  const first = compareExprs(a[0]!, b[0]!, rules);
  if (first.equal === 'yes') return first;
  for (const x of a)
    for (const y of b) {
      const found = compareExprs(x, y, rules);
      if (found.equal !== 'no') return UNKNOWN(found.equal === 'yes' ? 'equal under one reading only' : found.why);
    }
  return first;
}

function compareExprs(a: Expr, b: Expr, rules: Rules): AnswerEquality {
  if (key(a) === key(b)) return YES('they are written alike');
  if (rules.has('units-aside') && units(a) + units(b)) {
    const within = compareExprs(a, b, new Set([...rules].filter(rule => rule !== 'units-aside')));
    return within.equal === 'yes' ? within : compareExprs(bare(a), bare(b), rules);
  }
  const [x, y] = [units(a), units(b)];
  let found: AnswerEquality;
  if (!x && !y) found = compareBare(a, b, rules);
  else if (!x || !y)
    return compareBare(bare(a), bare(b), rules).equal === 'no' && !angular(a, b) ? NO('the values differ') : turned(a, b, rules);
  else found = measured(a, b, x, y, rules);
  if (found.equal !== 'no' || !rules.has('percent-as-share')) return found;
  const points = [points100(a), points100(b)] as const;
  return compareBare(points[0], b, rules).equal === 'yes' || compareBare(a, points[1], rules).equal === 'yes'
    ? YES('the percent sign set aside')
    : found;
}

const points100 = (e: Expr): Expr => (e.k === 'pct' ? e.a : e);
const isDegrees = (e: Expr) => e.k === 'call' && e.fn === 'degrees';
const angular = (a: Expr, b: Expr) => isDegrees(a) || isDegrees(b);

/** One has a unit, the other none: an angle may be counted in radians, anything else stays open. */
function turned(a: Expr, b: Expr, rules: Rules): AnswerEquality {
  if (angular(a, b) && compareBare(a, b, rules, { degree: 'radian' }).equal === 'yes') return YES('the same angle');
  return UNKNOWN('one has a unit, the other has none');
}

const units = (e: Expr): string => {
  if (e.k === 'unit') return e.unit.replace(/s(?= |$)/g, '').trim();
  if (isDegrees(e)) return '°';
  const inner: string[] = [];
  mapChildren(e, child => {
    // Degrees inside of a sine belong to its argument.
    const unit = e.k === 'call' ? '' : units(child);
    if (unit) inner.push(unit);
    return child;
  });
  return inner.join(' ');
};

const bare = (e: Expr): Expr => (e.k === 'unit' ? bare(e.a) : e.k === 'call' ? (isDegrees(e) ? e.args[0]! : e) : mapChildren(e, bare));

function measured(a: Expr, b: Expr, x: string, y: string, rules: Rules): AnswerEquality {
  try {
    const [m, n] = [measure(a), measure(b)];
    if (m && n) return samePowers(m.powers, n.powers) ? byValue(m.value, n.value) : NO('they measure different things');
  } catch {
    // A unit that is a word: compared as a word.
  }
  if (x === y) return compareBare(bare(a), bare(b), rules);
  return UNKNOWN('their units cannot be turned into each other');
}

function compareBare(a: Expr, b: Expr, rules: Rules, mode: Mode = {}): AnswerEquality {
  const infinite = (e: Expr) =>
    e.k === 'const' && e.name === 'inf' ? 1 : e.k === 'neg' && e.a.k === 'const' && e.a.name === 'inf' ? -1 : 0;
  if (infinite(a) || infinite(b)) return infinite(a) === infinite(b) ? YES('both are infinite') : NO('only one is infinite there');
  if (a.k === 'matrix' && b.k === 'matrix') return matrices(a.rows, b.rows, rules);
  try {
    if (variables(a).size + variables(b).size > 0) {
      const { same } = identical(a, b, new Set(), { complex: [a, b].some(e => some(e, at => at.k === 'const' && at.name === 'i')) });
      return same === 'yes'
        ? YES('identical wherever both are defined')
        : same === 'unknown'
          ? UNKNOWN('no sample point decides')
          : NO('they differ at a point');
    }
    const all = { complex: true, ...mode };
    const [x, y] = [evaluate(a, undefined, all), evaluate(b, undefined, all)];
    const found = byValue(x, y);
    const [p, r] = [placesOf(a), placesOf(b)];
    if (found.equal === 'yes' && ((!isQ(x) && r > 8) || (!isQ(y) && p > 8)))
      return UNKNOWN('a long decimal agrees in every digit that was computed');
    if (found.equal !== 'no' || !rules.has('rounding') || p === r) return found;
    const short = p >= 0 && (r < 0 || p < r) ? a : b;
    const rounded = evaluate(short, undefined, { ...all, rounded: () => true });
    const other = short === a ? y : x;
    if (isComplex(rounded) || isComplex(other)) return found;
    const [s, t] = [toInterval(rounded), toInterval(other)];
    return s.lo <= t.hi && t.lo <= s.hi ? YES('equal to the digits shown') : found;
  } catch {
    return UNKNOWN('one has no value that can be computed');
  }
}

function matrices(a: readonly (readonly Expr[])[], b: readonly (readonly Expr[])[], rules: Rules): AnswerEquality {
  if (a.length !== b.length || a.some((row, i) => row.length !== b[i]!.length)) return NO('their shapes differ');
  const each = a.flatMap((row, i) => row.map((x, j) => compareExprs(x, b[i]![j]!, rules).equal));
  return each.includes('no')
    ? NO('entries at the same place differ')
    : each.includes('unknown')
      ? UNKNOWN('entries cannot be told apart')
      : YES('the same entries');
}

function byValue(a: Value, b: Value): AnswerEquality {
  const c = compareValues(a, b);
  if (c === 'unknown') return UNKNOWN('the values are too close to tell');
  if (c !== 'same') return NO('the values differ');
  // Nothing that is too small for an interval is taken for zero.
  const tiny = (v: Value, w: Value) =>
    isQ(v) && v.n === 0n && !isComplex(w) && !isQ(w) && Math.max(Math.abs(w.lo), Math.abs(w.hi)) < 1e-200;
  return tiny(a, b) || tiny(b, a) ? UNKNOWN('the values are too small to tell') : YES('the values are equal');
}

/** Digits behind the point of a written decimal; -1 for anything else. */
function placesOf(e: Expr): number {
  if (e.k === 'neg') return placesOf(e.a);
  if (e.k === 'pct') return placesOf(e.a) < 0 ? -1 : placesOf(e.a) + 2;
  return e.k === 'num' ? (e.places ?? -1) : -1;
}
