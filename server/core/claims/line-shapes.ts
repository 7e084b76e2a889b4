// What lines of equations look like: lists and rows, values and exclusions, one equation in other words.
import type { Expr } from '../math/expr';
import { copied, sameSet } from './sides';
import type { Reading, Statement } from './statements';
import { CONDITION, CONTRADICTION, concludes, LISTING, PREMISE_WORDS, REARRANGING } from './words';

/** "3x = 1 hour" and "3x = 60 minutes" are one equation, whatever their numbers. */
export function otherUnits(a: Statement, b: Statement): boolean {
  const [one, two] = [a, b].map(s => new Set(s.sides.flatMap(side => side.units.map(u => u.name.replace(/s$/, '')))));
  return one!.size > 0 && two!.size > 0 && (one!.size !== two!.size || [...one!].some(u => !two!.has(u)));
}

/** Two sides; or an equation whose right side was worked out: log(2x) = 2² = 4. With units, "3x = 1 hour = 60 minutes" says more. */
export function asOne(s: Statement): boolean {
  if (s.sides.length === 2) return true;
  const [left, ...rest] = s.sides;
  return rest.length === 2 && left!.name === undefined && !left!.closed && rest.every(x => x.closed && !x.units.length);
}

/** Whether a statement is a law that is recalled: "using the property that …". */
export const recalls = (s: Statement): boolean => LAW.test(s.before.slice(-9).join(' '));
const LAW = /\b(?:propert(?:y|ies)|identit(?:y|ies)|formulas?|rules?|laws?|facts?)\b/;

/** The unknowns of a statement that is one equation, or undefined. */
export function unknownsOf(s: Statement): Set<string> | undefined {
  if (s.relations.some(r => r.op !== '=') || s.sides.length > 3 || s.sides.some(side => !side.readings.length)) return undefined;
  const names = new Set<string>();
  for (const side of s.sides) for (const name of side.variables) names.add(name);
  return names.size ? names : undefined;
}

/** Whether what denies a line with the unknown stands behind a later line, or in the next sentence: "8 = 4b … 8 = −4, which is impossible". */
export function deniedBehind(reading: Reading, index: number): boolean {
  const s = reading.statements[index]!;
  if ([...s.before, ...s.sentence].some(w => CONDITION.has(w)) || s.before.some(w => CONTRADICTION.has(w))) return false;
  const next = reading.statements[index + 1];
  if (next?.index === s.index) return !next.before.some(w => CONTRADICTION.has(w));
  return !s.sentence.some(w => CONTRADICTION.has(w));
}

/** `x ≠ 0`: a value that is left out, said beside the lines of a solution. */
export const excludes = (s: Statement): boolean =>
  s.sides.length === 2 && s.relations[0]!.op === '≠' && s.sides[0]!.name !== undefined && s.sides[1]!.closed;

/** Words that give an exclusion as a reason. */
const REASON = new Set(
  'since as because for with where and so then we have hence thus therefore assuming assume given provided'.split(' '),
);

/** Whether nothing stands beside a statement in its sentence but that a value is left out. */
export function besideExclusion(reading: Reading, index: number): boolean {
  const s = reading.statements[index]!;
  const others = reading.statements.filter(other => other.index === s.index && other !== s);
  return others.length > 0 && others.every(excludes) && s.sentence.every(w => REASON.has(w));
}

/** What stands behind such a word was made of the equations before it, and is no neighbour of theirs. */
export const SUBSTITUTING = /^substitut\w*$/;

/** `X = 11 - 24 = -13`: the unknown, then its value worked out. */
export const solvedInChain = (s: Statement, unknown: string): boolean =>
  s.sides.length === 3 && s.sides[0]!.name === unknown && s.sides.slice(1).every(side => side.closed) && s.relations[0]!.op === '=';

/** Words that choose among solutions: then nothing is taken for granted silently. */
export const CHOOSING =
  /^(?:positive|negative|non-?negative|non-?zero|zero|discard\w*|reject\w*|ignor\w*|extraneous|exclud\w*|valid|invalid|larger|smaller|greater|lengths?|cannot|must|integers?|either|or|cases?)$/;

const GIVES = new Set('get gives give yields obtain gets find have'.split(' '));

/** Words that put an equation up instead of deriving it: "setting the derivative equal to zero". */
export const ASKED = new Set('set sets setting equate equating require requires want wants need needs'.split(' '));

/** Words this near to a line announce it: that it follows, and that it is rearranged. */
export const NEAR = 12;
export const LEAD = 50;
const PLURAL = new Set('equations conditions relations constraints inequalities system these each cases curves lines'.split(' '));
export const ORDINAL = new Set('first second third fourth other last former latter original given'.split(' '));

/** `x = 3`, also at the end of a chain: a value that was found, from which nothing follows but other values. */
export function statesValue(s: Statement): boolean {
  const end = s.sides[s.sides.length - 1]!;
  return s.sides.some(side => side.name !== undefined) && (end.closed || s.sides[0]!.closed);
}

/** Lines of one shape side by side are rows of a list; so are two values of one expression, and two formulas for one name. */
export function parallel(old: Statement, s: Statement, announced: boolean): boolean {
  const [a, b, c, d] = [old.sides[0]!, old.sides[1]!, s.sides[0]!, s.sides[1]!];
  if (a.key === c.key && b.closed && d.closed) return true;
  if (announced) return false;
  if (a.name !== undefined && a.name === c.name) return !s.alone || !old.alone;
  return s.listed || (copied(a.readings[0]!, c.readings[0]!) && copied(b.readings[0]!, d.readings[0]!));
}

/** A word of lists stands before it; "multiplying by 2 and simplifying" lists what is done, not equations. */
export const lists = (s: Statement): boolean =>
  s.before.some((w, i) => LISTING.has(w) && !(w === 'and' && /ing$|^then$/.test(s.before[i + 1] ?? '')));

/** "…, or equivalently, 3x = 2": the same equation. */
export const equivalently = (s: Statement): boolean => s.before.length < 4 && s.before.includes('equivalently');

/** "…, or 2x + 3y = 5": the same equation in another form, unless either is one branch of a product that is zero. */
export function restates(old: Statement, s: Statement): boolean {
  if (s.before.length > 2 || s.before[0] !== 'or' || (s.before[1] !== undefined && s.before[1] !== 'equivalently')) return false;
  const whole = (x: Statement) => x.sides.some(side => side.closed) && x.sides.every(side => side.name === undefined);
  const zero = (x: Statement) => x.sides.some(side => side.key === '0');
  return old.index === s.index && whole(old) && whole(s) && !(zero(old) && zero(s)) && sameSet(unknownsOf(old)!, unknownsOf(s)!);
}

/** A number is added to its letters, or stands alone on a side: it speaks of numbers, and not of vectors. */
export function numeric(s: Statement): boolean {
  const number = (e: Expr): boolean => e.k === 'num' && e.v.n !== 0n;
  const summand = (e: Expr): boolean =>
    e.k === 'add' || e.k === 'sub' ? summand(e.a) || summand(e.b) : e.k === 'neg' ? summand(e.a) : number(e);
  return s.sides.some(side => side.readings[0] !== undefined && summand(side.readings[0]));
}

/** Rows of a list of equations: nothing says that one comes from the row above it. */
export function enumerated(old: Statement, s: Statement): boolean {
  return (s.item && old.item) || s.sentence.some(w => PLURAL.has(w)) || s.lead.slice(-NEAR).some(w => PLURAL.has(w));
}

/** Whether coefficients are compared: what follows holds of them, and not of a point of the equation before. */
export const comparesCoefficients = (s: Statement): boolean =>
  s.sentence.some(w => w.startsWith('coefficient')) && COMPARED.test(s.sentence.join(' '));
const COMPARED =
  /\b(?:compar|equat|match|correspond|identif)\w* (?:\w+ ){0,3}coefficients?\b|\bcoefficients? (?:\w+ ){0,8}(?:equal|match|agree|same)\b/;

/** Words that bring in another premise. "Adding 5 to both sides" needs none; "adding the equations" does. */
export function bringsIn(s: Statement): boolean {
  const sides = s.before.includes('side') || s.before.includes('sides');
  return s.before.some(w => PREMISE_WORDS.has(w) && !(sides && /^(add|subtract|from$)/.test(w)));
}

/** A value that was found or given is no equation to transform, unless it still waits to be worked out: x = 4/-4. */
export function transformable(before: Statement, now: Statement, unknown: string, lines: boolean, hasUnknown: boolean): boolean {
  const [one, two] = before.sides;
  const solved = one!.name === unknown ? two : two!.name === unknown ? one : undefined;
  // `x = log(22 + 2x)` is an equation still.
  if (!solved || solved.variables.has(unknown)) return true;
  const toValue = !hasUnknown || now.sides.some(side => side.name === unknown);
  if (!lines || !solved.closed || before.math) return false;
  // -13 = x, then -13 = -x: the letter did not stay alone.
  return toValue ? solved.operation : hasUnknown && now.sides.some(side => side.operation || side.readings[0]?.k === 'neg');
}

/** Whether the sentence goes on with another equation for the same unknown: "x = 3 or x = 5". */
export function listedAfter(reading: Reading, index: number, unknown: string): boolean {
  const s = reading.statements[index]!;
  let next = reading.statements[index + 1];
  if (next && excludes(next) && next.index === s.index) next = reading.statements[index + 2];
  if (!next || next.index !== s.index || next.arrow || next.line) return false;
  // "…, and then multiply both sides by 2 to get x = 4" is the next line, not another one.
  if (REARRANGING.test(next.before.join(' ')) && next.before.some(w => GIVES.has(w))) return false;
  // "…, so x = 3" follows from it.
  if (concludes(next)) return false;
  return next.sides.some(side => side.variables.has(unknown));
}
