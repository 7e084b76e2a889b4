// "The smallest integer that satisfies (x − 5)(x + 5) < 0 is x = 4": a number that is said to be the least or the greatest of a
// kind for which a condition holds; and the answer to a problem that asks for one.
import type { Expr } from '../math/expr';
import type { Span, Step, Text } from '../model';
import { toDocument } from '../model';
import type { Claim, Given, Scope } from './claim';
import type { Facts } from './facts';
import type { Reading, Statement } from './statements';
import { TRIAL } from './words';

/** What is asked for: which end, of what numbers, and the conditions on one letter. */
type Extreme = {
  readonly end: 'least' | 'greatest' | 'some';
  readonly of: 'integers' | 'naturals' | 'nonnegatives';
  readonly name: string;
  readonly statement: Statement;
};

const LEAST = /\b(?:smallest|least|minimum)\b/;
const GREATEST = /\b(?:largest|greatest|biggest|maximum)\b/;
const CONDITION =
  /\b(?:satisf(?:ies|y|ying)|such that|for which|with)(?: the| this| that| following| given| inequality| inequalities| equation| condition| property)*$/;
/** Numbers that are more than whole numbers of a sign, or something else that is to be the least. */
const NARROWER =
  /\b(?:even|odd|prime|digits?|multiples?|squares?|cubes?|divisors?|factors?|composite|divisible|perfect|sum|product|number of|possible values?|power|fraction|real|rational|two-digit|three-digit|cannot|not|all|distinct|pairs?)\b/;

/** The claims of a step that a number is the least or the greatest for which a relation holds. */
export function extremeClaims(step: Step, reading: Reading, scope: Scope, facts: Facts): Claim[] {
  const out: Claim[] = [];
  reading.statements.forEach((s, i) => {
    const asked = extremeOf(s, facts);
    if (!asked || asked.end === 'some' || s.doubt || s.sentence.some(w => TRIAL.has(w) || w === 'if')) return;
    const next = reading.statements[i + 1];
    if (next?.index !== s.index || next.sides[0]!.name !== asked.name || next.sides.length !== 2 || next.relations[0]!.op !== '=') return;
    const value = next.sides[1]!;
    if (!/^(?:is|would be|must be)$/.test(next.before.join(' ')) || !value.closed || value.cut || next.after[0] === 'or') return;
    out.push(claimOf(step, asked, value.readings, { start: s.span.start, end: next.span.end }, scope, step.id, step.text));
  });
  return out;
}

/** What a problem asks for, where that is one number with a condition on one letter and nothing else. */
export function extremeAsked(reading: Reading, facts: Facts): Extreme | undefined {
  const found = reading.statements.map(s => extremeOf(s, facts));
  const [asked] = found;
  // "What is the smallest integer that satisfies …?", with no other relation.
  return found.length === 1 && asked && reading.words.length < 30 ? asked : undefined;
}

/** The claim that a boxed whole number is what the problem asks for. */
export function extremeAnswer(step: Step, reading: Reading, scope: Scope, asked: Extreme, problem: Text): Claim | undefined {
  const stated = reading.answers.filter(a => a.by === 'box');
  const answer = stated[0];
  if (stated.length !== 1 || !answer?.readings.every(e => e.k === 'num' || (e.k === 'neg' && e.a.k === 'num'))) return undefined;
  return claimOf(step, asked, answer.readings, answer.span, scope, 'problem', problem);
}

function extremeOf(s: Statement, facts: Facts): Extreme | undefined {
  if (s.modulus || s.sides.some(side => side.cut || !side.readings.length) || facts.operators || facts.complex) return undefined;
  const words = s.before.join(' ');
  const at = CONDITION.exec(words);
  if (!at || NARROWER.test(words)) return undefined;
  const names = new Set(s.sides.flatMap(side => [...side.variables]));
  const [name, more] = names;
  if (name === undefined || more !== undefined || /[('_]/.test(name) || facts.functions.has(name)) return undefined;
  if (!s.relations.every(r => /^[<>≤≥=]$/.test(r.op)) || (s.sides.length === 2 && s.sides[0]!.name !== undefined && s.sides[1]!.closed))
    return undefined;
  // "How many integers", "the sum of all integers": of several.
  if (!/\b(?:integer|whole number|natural number)\b/.test(words) || /\bhow many\b|\b(?:integers|numbers)\b/.test(words)) return undefined;
  const of = /\bpositive (?:integer|whole)|\bnatural number/.test(words)
    ? 'naturals'
    : /\bnon-?negative integer|\bwhole number/.test(words)
      ? 'nonnegatives'
      : /\bnegative\b/.test(words)
        ? undefined
        : 'integers';
  const [least, greatest] = [LEAST.test(words), GREATEST.test(words)];
  if (!of || (least && greatest)) return undefined;
  return { end: least ? 'least' : greatest ? 'greatest' : 'some', of, name, statement: s };
}

function claimOf(step: Step, asked: Extreme, value: readonly Expr[], span: Span, scope: Scope, from: string, text: Text): Claim {
  const { statement: s, name } = asked;
  const at = { start: s.sides[0]!.span.start, end: s.sides[s.sides.length - 1]!.span.end };
  const relations: Expr[] = s.relations.map((r, k) => ({
    k: 'rel',
    op: r.op,
    a: s.sides[k]!.readings[0]!,
    b: s.sides[k + 1]!.readings[0]!,
    span: at,
  }));
  const kind: Expr = { k: 'call', fn: asked.of, args: [], span: at };
  const premise: Given = {
    from,
    span: toDocument(text, at.start, at.end),
    why: from === 'problem' ? 'value' : 'equation',
    label: text.text.slice(at.start, at.end).trim(),
    left: s.sides[0]!.readings,
    op: s.relations[0]!.op,
    right: s.sides[1]!.readings,
  };
  const several = s.sides.some(side => side.readings.length > 1) ? 'it can be read in several ways' : undefined;
  return {
    kind: 'extreme',
    step: step.id,
    span,
    left: [{ k: 'call', fn: asked.end, args: [{ k: 'sym', name, span: at }, kind, ...relations], span: at }],
    op: '=',
    right: value,
    premises: [premise],
    scope,
    confirmOnly: several,
  };
}
