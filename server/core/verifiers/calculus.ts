import type { Claim } from '../claims/claim';
import { differentiate } from '../math/calculus';
import { type Expr, mapChildren, some, substitute } from '../math/expr';
import { ENOUGH, identical } from '../math/identity';
import { assigned, nameText, showValue } from '../math/print';
import type { Outcome } from '../model';
import type { Verifier } from './verifier';

/** Derivatives by their rules; antiderivatives by differentiating them. */
export const calculus: Verifier = {
  id: 'calculus',
  about: 'Differentiates: a derivative must be what the rules give, and an antiderivative must have the integrand as its derivative.',
  speed: 'fast',
  version: 1,
  wants: claim => claim.kind === 'calculus',
  check: decide,
  examples: [
    `Let $f(x) = x^3 - 3x + 2$. Then $f'(x) = 3x^2 + 3$.
                                 ^^^^^^^^^^^^^^^^ calculus: At x = 2 the derivative is 9, not 15.`,
    `We have $\\int \\sin(2x)\\,dx = -\\cos(2x) + C$.
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ calculus: At x = 2 the left side has the derivative ≈ -0.7568025, the right side ≈ -1.513605.`,
    `By the product rule, $\\frac{d}{dx}\\left(x^2 \\sin x\\right) = 2x \\cos x$.
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ calculus: At x = 2 the derivative is ≈ 1.972602, not ≈ -1.664587.`,
    `With $g(t) = t^4$ we get $g'(2) = 16$.
                          ^^^^^^^^^^ calculus: The derivative is 32, not 16.`,
    "Let $f(x) = x^3 - 3x + 2$. Then $f'(x) = 3x^2 - 3 = 3(x - 1)(x + 1)$ and $f''(x) = 6x$. Setting $f'(x) = 0$ gives $x = 1$ or $x = -1$.",
    'By parts, $\\int x e^x\\,dx = x e^x - \\int e^x\\,dx = x e^x - e^x + C$, and $\\int \\frac{1}{x}\\,dx = \\ln |x| + C$.',
    "Let $f'(x) = 2x$ with $f(0) = 1$, so $f(x) = x^2 + 1$. If $y = x^2 + 3x$ then $\\frac{dy}{dx} = 2x + 3$.",
  ],
};

function decide(claim: Claim): Outcome {
  const name = antiderivedBy([...claim.left, ...claim.right]);
  const derived = (e: Expr): Expr => (name === undefined ? workedOut(e) : differentiate(workedOut(e), name));
  let failed: Outcome | undefined;
  for (const l of claim.left) {
    for (const r of claim.right) {
      const found = identical(derived(l), derived(r));
      if (found.same === 'yes') return { outcome: 'holds' };
      if (found.same === 'unknown') return { outcome: 'unknown', why: found.why };
      if (found.same === 'partly' || (found.point.env.size && found.differing < ENOUGH))
        return { outcome: 'unknown', why: 'equal for some values only: a condition may be in force' };
      const at = [...found.point.env].map(([letter, value]) => ({ name: nameText(letter), value: showValue(value) }));
      const where = at.length ? `At ${at.map(a => assigned(a.name, a.value)).join(', ')} ` : '';
      const [left, right] = [showValue(found.point.left), showValue(found.point.right)];
      const said =
        name === undefined
          ? `the derivative is ${left.text}, not ${right.text}.`
          : `the left side has the derivative ${left.text}, the right side ${right.text}.`;
      failed ??= {
        outcome: 'fails',
        witness: { at, left, op: '=', right },
        message: where ? where + said : said[0]!.toUpperCase() + said.slice(1),
        slip: { name: 'confusing_formula' },
      };
    }
  }
  return failed ?? { outcome: 'unknown', why: 'it could not be read' };
}

/** e with its derivatives worked out, so that what is left can be compared as a polynomial where it is one. */
function workedOut(e: Expr): Expr {
  const inner = mapChildren(e, workedOut);
  if (inner.k !== 'bind' || inner.op !== 'diff') return inner;
  const [at, order] = inner.args;
  if (order?.k !== 'num' || order.v.n < 1n || order.v.n > 4n) return inner;
  let f = inner.body;
  for (let k = 0n; k < order.v.n; k++) f = differentiate(f, inner.name);
  return at?.k === 'sym' && at.name === inner.name ? f : substitute(f, new Map([[inner.name, at!]]));
}

/** The letter of the antiderivatives in expressions. */
function antiderivedBy(list: readonly Expr[]): string | undefined {
  let name: string | undefined;
  for (const e of list)
    some(e, x => {
      if (x.k === 'bind' && x.op === 'anti') name = x.name;
      return false;
    });
  return name;
}
