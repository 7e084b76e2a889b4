import { type Claim, NO_SCOPE } from '../claims/claim';
import { evaluate, isQ } from '../math/evaluate';
import { type Expr, numberTexts, substitute, variables } from '../math/expr';
import { showValue } from '../math/print';
import { add, div, equal, isZero, neg, type Q, q, show } from '../math/rational';
import type { Outcome } from '../model';
import { decideClosed } from './closed';
import type { Verifier } from './verifier';

/** Values put into a formula in words: the value of each name must be the one it has. */
export const quantity: Verifier = {
  id: 'quantity',
  about: 'Compares the values that are put into a formula in words with the values that its names have.',
  speed: 'fast',
  version: 1,
  wants: claim => claim.kind === 'quantity',
  check: decide,
  examples: [
    `Cost of the bag = 2 * $30 = $60
Total cost = Cost of the shoes + Cost of the bag + $3
Total cost = $45 + $70 + $3 = $118
^^^^^^^^^^^^^^^^^^^^^^^^^^^ quantity: cost of the bag is 60, but here 70 stands for it.`,
    `Hours per week: 35
Weeks per year: 50
Pay = $20 * Hours per week * Weeks per year = $20 * 35 * 45
                                              ^^^^^^^^^^^^^ quantity: weeks per year is 50, but here 45 stands for it.`,
    `Cost of the bag = 2 * $30 = $60
Total cost = Cost of the shoes + Cost of the bag = $45 + $60 = $105
Time = 2 hours
Distance = Speed * Time = 40 * 120`,
  ],
};

/** `name` is absent where a number of the formula itself changed. */
type Slip = { readonly name?: string; readonly is: Q; readonly put: Q };
type Aligned = { readonly anchors: number; readonly slips: readonly Slip[]; readonly free: number };

function decide(claim: Claim): Outcome {
  const values = new Map<string, Expr>();
  for (const p of claim.premises) if (p.left[0]?.k === 'sym' && p.right[0]) values.set(p.left[0].name, p.right[0]);
  const open: Outcome = { outcome: 'unknown', why: 'it is not clear which value stands for which name' };
  let found: Aligned | undefined;
  for (const formula of claim.left) {
    const put = substitute(formula, values);
    if (!variables(put).size && decideClosed([put], '=', claim.right, claim.scope).outcome === 'holds') return { outcome: 'holds' };
    for (const right of claim.right) {
      const here = align(formula, right, values, claim.scope.stated);
      if (!here) return open;
      if (!here.slips.length) return here.free ? open : { outcome: 'holds' };
      found ??= here;
    }
  }
  const slip = found?.slips[0];
  if (!found || !slip || found.slips.length > 1 || !found.anchors) return open;
  if (claim.scope.stated.includes(show(slip.put))) return { outcome: 'unknown', why: 'another value that was found may be meant' };
  const [is, put] = [showValue(slip.is), showValue(slip.put)];
  return {
    outcome: 'fails',
    witness: { at: slip.name ? [{ name: slip.name, value: is }] : [], left: is, op: '=', right: put },
    message: slip.name
      ? `${slip.name} is ${is.text}, but here ${put.text} stands for it.`
      : `The formula has ${is.text}, but here stands ${put.text}.`,
    expected: is,
    slip: { name: 'referencing_previous_step_value' },
  };
}

/** Which operand of `put` stands for which of `formula`; undefined where their shapes differ. */
function align(formula: Expr, put: Expr, values: ReadonlyMap<string, Expr>, stated: readonly string[]): Aligned | undefined {
  const kind = operation(formula);
  if (!kind) return leaf(formula, put, values, stated);
  if (kind !== operation(put)) return undefined;
  const left = operands(formula, kind);
  const right = operands(put, kind);
  if (left.length !== right.length) return undefined;
  const total = { anchors: 0, free: 0, slips: [] as Slip[] };
  const taken = new Set<number>();
  const open: number[] = [];
  const take = (found: Aligned, at: number) => {
    taken.add(at);
    total.anchors += found.anchors;
    total.free += found.free;
    total.slips.push(...found.slips);
  };
  left.forEach((x, i) => {
    // First what fits, whatever the order.
    const order = [i, ...right.keys()].filter(j => !taken.has(j) && right[j]!.inverse === x.inverse);
    const fits = order
      .map(j => ({ j, found: align(x.e, right[j]!.e, values, stated) }))
      .find(({ found }) => found && !found.slips.length && !found.free);
    if (fits?.found) take(fits.found, fits.j);
    else open.push(i);
  });
  for (const i of open) {
    const [x, y] = [left[i]!, right[i]!];
    if (taken.has(i) || x.inverse !== y.inverse) return undefined;
    const found = align(x.e, y.e, values, stated);
    if (!found) return undefined;
    take(found, i);
  }
  return total;
}

function leaf(formula: Expr, put: Expr, values: ReadonlyMap<string, Expr>, stated: readonly string[]): Aligned | undefined {
  const known = formula.k === 'sym' ? values.get(formula.name) : variables(formula).size ? undefined : formula;
  // What nobody gave a value may be anything; a number that is known from elsewhere was meant.
  if (!known) return { anchors: put.k !== 'sym' && numberTexts(put).every(n => stated.includes(n)) ? 1 : 0, free: 1, slips: [] };
  let is: ReturnType<typeof evaluate>;
  let now: ReturnType<typeof evaluate>;
  try {
    is = evaluate(known);
    now = evaluate(put);
  } catch {
    return undefined;
  }
  if (!isQ(is) || !isQ(now)) return undefined;
  const same =
    decideClosed([known], '=', [put], NO_SCOPE).outcome === 'holds' || decideClosed([put], '=', [known], NO_SCOPE).outcome === 'holds';
  if (same) return { anchors: 1, free: 0, slips: [] };
  if (otherwiseSaid(is, now) || operation(put)) return undefined;
  return { anchors: 0, free: 0, slips: [{ name: formula.k === 'sym' ? formula.name : undefined, is, put: now }] };
}

/** Factors between units: 2 hours are 120 minutes, $3 are 300 cents. */
const FACTORS = [10, 100, 1000, 7, 12, 16, 24, 30, 36, 52, 60, 365, 3600].map(n => q(n));

/** The same in other units, the other way round, or what is left of the whole. */
function otherwiseSaid(a: Q, b: Q): boolean {
  if (isZero(a) || isZero(b) || equal(a, neg(b))) return true;
  const ratio = div(a, b);
  const inverse = div(b, a);
  if (FACTORS.some(f => equal(f, ratio) || equal(f, inverse))) return true;
  const whole = add(a, b);
  return equal(whole, q(1)) || equal(whole, q(100));
}

type Kind = 'sum' | 'product';

const operation = (e: Expr): Kind | undefined =>
  e.k === 'add' || e.k === 'sub' ? 'sum' : e.k === 'mul' || e.k === 'div' ? 'product' : e.k === 'unit' ? operation(e.a) : undefined;

/** The terms of a sum or the factors of a product; `inverse` for what is subtracted or divided by. */
function operands(e: Expr, kind: Kind, inverse = false): { e: Expr; inverse: boolean }[] {
  const of = e.k === 'unit' && operation(e) ? e.a : e;
  if (operation(of) !== kind || of.k === 'unit' || !('b' in of)) return [{ e: of, inverse }];
  const turned = of.k === 'sub' || of.k === 'div' ? !inverse : inverse;
  return [...operands(of.a, kind, inverse), ...operands(of.b, kind, turned)];
}
