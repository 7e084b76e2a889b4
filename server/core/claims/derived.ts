// Equations that are said to follow, from no single line: from what was put in, added up, or just found. All that is in force
// about their letters is their premise.
import { key, variables } from '../math/expr';
import type { Step } from '../model';
import type { Background, Claim, Given, Scope } from './claim';
import type { Facts } from './facts';
import type { Force } from './force';
import { ASKED, comparesCoefficients, numeric } from './line-shapes';
import type { Reading, Statement } from './statements';
import { CONDITION, DEFINING, LISTING, SCOPED, TRIAL } from './words';

/** Words that say that an equation follows. */
const FOLLOWS =
  /\b(substitut\w*|plug\w*|put(?:ting)?|insert\w*|add\w*|subtract\w*|sum\w*|combin\w*|eliminat\w*|multipl\w*|divid\w*|squar\w*|cub\w*|simplif\w*|rearrang\w*|expand\w*|factor\w*|collect\w*|rewrit\w*|so|thus|hence|therefore|then|gives?|gets?|got|obtain\w*|yields?|becomes?|leads? to|impl(?:y|ies)|follows?|we have|equivalent\w*)\b/;
/** Words for one thing after another, which may share letters. */
const PARALLEL = new Set(
  'first second third another other similarly likewise respectively cases values solutions possibilities lines circles curves'.split(' '),
);

const MAX_LETTERS = 6;

/** The claim that an equation follows from all that was said about its letters; none where it may be new, or only supposed. */
export function derivedClaim(step: Step, reading: Reading, index: number, scope: Scope, facts: Facts, force: Force): Claim | undefined {
  const s = reading.statements[index]!;
  if (s.doubt || s.sides.length > 3 || s.relations.some(r => r.op !== '=') || s.sides.some(x => x.cut || !x.readings.length))
    return undefined;
  const names = new Set(s.sides.flatMap(side => [...side.variables]));
  if (!names.size || names.size > MAX_LETTERS || named(s)) return undefined;
  for (const name of names) if (/[(']/.test(name) || name === 'i' || facts.functions.has(name) || !force.knows(name)) return undefined;
  if (facts.complex || facts.operators || (facts.vectors && !numeric(s))) return undefined;
  if (s.before.some(w => ASKED.has(w) || DEFINING.has(w) || TRIAL.has(w) || CONDITION.has(w))) return undefined;
  // The roots of a polynomial are what they are: "a + b = −7 and ab = −4" needs no word of following, and is no list of cases.
  const rooted = [...names].every(name => force.isRoot(name));
  if (rooted) {
    if ([...s.before, ...s.after.slice(0, 3)].some(w => w === 'or' || w === 'either') || SCOPED.test(step.text.text)) return undefined;
  } else {
    if (s.before.some(w => LISTING.has(w)) || fleeting(step, s) || comparesCoefficients(s)) return undefined;
    if (s.arrow === undefined && !s.alone && !FOLLOWS.test(s.before.slice(-14).join(' '))) return undefined;
  }
  const background = force.background(names, step, reading, index, rooted);
  const all = lasting(s, names, background, facts);
  // Of roots what was said in earlier steps counts beside their coefficients: what is built on a slip there is none itself.
  const relations = rooted ? all?.filter(r => r.why === 'definition' || r.from !== step.id) : all;
  if (!relations || relations.length < 2) return undefined;
  const [first, last] = [s.sides[0]!, s.sides[s.sides.length - 1]!];
  return {
    kind: 'system',
    step: step.id,
    span: { start: first.span.start, end: last.span.end },
    left: first.readings,
    op: '=',
    right: last.readings,
    content: `${s.sides.map(side => side.keys).join('=')}|`,
    premises: [],
    scope,
    background: { ...background, relations, lasting: relations },
    chain: { sides: s.sides, link: 0 },
  };
}

/** Whether a statement stands in a sentence or step whose relations hold for a while only. */
export const fleeting = (step: Step, s: Statement): boolean =>
  s.sentence.some(w => CONDITION.has(w) || PARALLEL.has(w) || TRIAL.has(w)) ||
  s.after.slice(0, 3).some(w => LISTING.has(w)) ||
  SCOPED.test(step.text.text);

/** The equations in force that a statement must agree with; undefined where one of them, or the statement, may be of another case. */
export function lasting(s: Statement, names: ReadonlySet<string>, background: Background, facts: Facts): readonly Given[] | undefined {
  // A letter with several values stands for one thing after the other: what only it occurs in held for one of them.
  const passing = (list: ReadonlySet<string>) => [...list].every(name => facts.rebound.has(name));
  if (background.supposed || passing(names) || facts.digits) return undefined;
  const relations = background.relations.filter(
    r => r.op === '=' && !passing(new Set([...r.left, ...r.right].flatMap(e => [...variables(e)]))),
  );
  // Two values of one expression: "x + y = 12" and "x + y = -12" are two answers.
  const keys = new Set(s.sides.filter(side => !side.closed).map(side => side.key));
  const shared = (r: Given) => r.why !== 'definition' && [...r.left, ...r.right].some(e => keys.has(key(e)));
  return s.sides.some(side => side.closed) && relations.some(shared) ? undefined : relations;
}

/** `x = 3`, `A = πr²`: a name gets a value or a formula, which may be its first. */
const named = (s: Statement): boolean => s.sides.some(side => side.name !== undefined);
