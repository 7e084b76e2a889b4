// Links of chains that hold modulo something: "4^6 = 6 · 16 = 96 ≡ 21 (mod 25)".
import { type Expr, key, some, variables, walk } from '../math/expr';
import type { Sort } from '../math/sorts';
import type { Step } from '../model';
import type { Background, Claim, Scope } from './claim';
import type { Force } from './force';
import { sameSet } from './sides';
import type { Reading, Side, Statement } from './statements';

type At = { readonly step: Step; readonly reading: Reading; readonly index: number };

/** The claim that link k of a congruence makes; none where it says something of its letters. */
export function congruence(s: Statement, k: number, at: At, scope: Scope, force: Force, doubt: string | undefined): Claim | undefined {
  const [left, right] = [s.sides[k]!, s.sides[k + 1]!];
  const op = s.relations[k]!.op;
  if ((op !== '≡' && op !== '=') || !s.modulus?.length) return undefined;
  const cut = left.cut || right.cut ? 'an operand may lie outside of what was read' : undefined;
  const claim = (confirmOnly: string | undefined, background?: Background): Claim => ({
    kind: 'congruence',
    step: at.step.id,
    span: { start: left.span.start, end: right.span.end },
    left: left.readings,
    op: '≡',
    right: right.readings,
    premises: [],
    modulus: s.modulus!,
    scope,
    background,
    confirmOnly,
    chain: { sides: s.sides, link: k },
  });
  // "a ≡ 1 or b ≡ 1 (mod 5)": one of them is enough.
  const alternative = [s.before[s.before.length - 1], s.after[0]].includes('or') ? 'one of several is enough' : undefined;
  if (left.closed && right.closed) return claim(cut ?? alternative ?? (left.operation && !right.operation ? s.denied : doubt));
  if (left.name !== undefined || right.name !== undefined || !left.operation) return undefined;
  if (!sameSet(left.variables, right.variables)) return undefined;
  // In a lone congruence a term that stands on both sides would have been cancelled, if it were an equation to solve.
  if (s.relations.length < 2 && !sharesTerm(left, right)) return undefined;
  const about = force.background(left.variables, at.step, at.reading, at.index);
  const sorts = wholeNumbers(left, right, about);
  return claim(cut ?? doubt ?? (about.unreadable ? 'something that is said about its letters could not be read' : undefined), {
    ...about,
    sorts,
  });
}

/** A sum on both sides, of as many terms, with one term in common at one place. */
function sharesTerm(left: Side, right: Side): boolean {
  const [a, b] = [terms(left.readings[0]!), terms(right.readings[0]!)];
  return a.length > 1 && a.length === b.length && a.some((x, i) => key(x) === key(b[i]!));
}

function terms(e: Expr): Expr[] {
  if (e.k === 'add') return [...terms(e.a), e.b];
  if (e.k === 'sub') return [...terms(e.a), { k: 'neg', a: e.b, span: e.b.span }];
  return [e];
}

/** Letters of a congruence are whole numbers, and positive ones where they are exponents. */
function wholeNumbers(left: Side, right: Side, about: Background): [string, Sort][] {
  const exponents = new Set<string>();
  for (const side of [left, right])
    for (const e of side.readings)
      walk(e, x => {
        if (x.k === 'pow') for (const name of variables(x.b)) exponents.add(name);
        else if (x.k === 'call' && some(x, y => y.k === 'sym')) for (const name of variables(x)) exponents.add(name);
      });
  const known = new Map(about.sorts);
  const names = new Set([...left.variables, ...right.variables, ...known.keys()]);
  return [...names].sort().map(name => {
    const sort = known.get(name);
    const whole: Sort = !sort || sort.kind === 'real' ? { kind: 'integer', sign: sort?.sign } : sort;
    return [name, exponents.has(name) && !whole.sign ? { ...whole, sign: 'positive' } : whole];
  });
}
