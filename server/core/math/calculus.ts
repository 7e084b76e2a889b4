// Derivatives, exactly, as expressions.
import { bin, type Expr, num, variables } from './expr';
import { isZero, ONE, q, sub as subQ, ZERO } from './rational';
import { Unknown } from './value';

const zero = num(ZERO);
const one = num(ONE);
const isNum = (e: Expr, n: number): boolean => e.k === 'num' && e.v.d === 1n && e.v.n === BigInt(n);
const call = (fn: string, ...args: Expr[]): Expr => ({ k: 'call', fn, args, span: args[0]!.span });
const neg = (a: Expr): Expr => (isNum(a, 0) ? zero : { k: 'neg', a, span: a.span });
const add = (a: Expr, b: Expr): Expr => (isNum(a, 0) ? b : isNum(b, 0) ? a : bin('add', a, b));
const sub = (a: Expr, b: Expr): Expr => (isNum(b, 0) ? a : isNum(a, 0) ? neg(b) : bin('sub', a, b));
const mul = (a: Expr, b: Expr): Expr => (isNum(a, 0) || isNum(b, 0) ? zero : isNum(a, 1) ? b : isNum(b, 1) ? a : bin('mul', a, b));
const div = (a: Expr, b: Expr): Expr => (isNum(a, 0) ? zero : isNum(b, 1) ? a : bin('div', a, b));
const pow = (a: Expr, b: Expr): Expr => (isNum(b, 1) ? a : bin('pow', a, b));
const square = (a: Expr): Expr => bin('pow', a, num(q(2)));
const root = (a: Expr): Expr => call('root', a, num(q(2)));

/**
 * The derivative of e by `name`; every other letter is a constant. It agrees with the derivative wherever that exists and
 * both are defined. Throws Unknown for functions without a rule.
 */
export function differentiate(e: Expr, name: string): Expr {
  const d = (x: Expr): Expr => differentiate(x, name);
  if (!depends(e, name)) return zero;
  switch (e.k) {
    case 'sym':
      return one;
    case 'neg':
      return neg(d(e.a));
    case 'unit':
      return d(e.a);
    case 'add':
      return add(d(e.a), d(e.b));
    case 'sub':
      return sub(d(e.a), d(e.b));
    case 'mul':
      return add(mul(d(e.a), e.b), mul(e.a, d(e.b)));
    case 'div':
      return depends(e.b, name) ? div(sub(mul(d(e.a), e.b), mul(e.a, d(e.b))), square(e.b)) : div(d(e.a), e.b);
    case 'pow':
      return power(e.a, e.b, name);
    case 'call': {
      const [a, b] = e.args as [Expr, Expr | undefined];
      if (e.args.length > 1 && b && depends(b, name)) break;
      const outer = outerDerivative(e.fn, a, b);
      if (outer) return mul(outer, d(a));
      break;
    }
    case 'bind':
      // Σ, Π with fixed bounds: a sum's derivative is the sum of the derivatives.
      if (e.op === 'sum' && !e.args.some(x => depends(x, name))) return { ...e, body: d(e.body) };
      if (e.op === 'anti' && e.name === name) return e.body;
      break;
    default:
      break;
  }
  throw new Unknown('a derivative without a rule');
}

/** Whether e may change with `name`: f(x) does with x. */
function depends(e: Expr, name: string): boolean {
  const names = variables(e);
  if (names.has(name)) return true;
  for (const n of names) if (/[(/ ]/.test(n)) throw new Unknown('a function that is not known');
  return false;
}

function power(a: Expr, b: Expr, name: string): Expr {
  const isE = (a.k === 'sym' && a.name === 'e') || (a.k === 'const' && a.name === 'e');
  if (!depends(b, name)) {
    const exponent = b.k === 'num' ? num(subQ(b.v, ONE)) : sub(b, one);
    if (exponent.k === 'num' && isZero(exponent.v)) return differentiate(a, name);
    return mul(mul(b, pow(a, exponent)), differentiate(a, name));
  }
  if (isE) return mul(bin('pow', a, b), differentiate(b, name));
  if (!depends(a, name)) return mul(mul(bin('pow', a, b), call('ln', a)), differentiate(b, name));
  return mul(bin('pow', a, b), add(mul(differentiate(b, name), call('ln', a)), div(mul(b, differentiate(a, name)), a)));
}

/** f′ at its argument. */
function outerDerivative(fn: string, a: Expr, b: Expr | undefined): Expr | undefined {
  switch (fn) {
    case 'sin':
      return call('cos', a);
    case 'cos':
      return neg(call('sin', a));
    case 'tan':
      return square(call('sec', a));
    case 'cot':
      return neg(square(call('csc', a)));
    case 'sec':
      return mul(call('sec', a), call('tan', a));
    case 'csc':
      return neg(mul(call('csc', a), call('cot', a)));
    case 'exp':
      return call('exp', a);
    case 'ln':
      return div(one, a);
    case 'log':
      return b ? div(one, mul(a, call('ln', b))) : undefined;
    case 'root':
      // a^(1/n): a to that power over n·a.
      return b && div(call('root', a, b), mul(b, a));
    case 'arcsin':
      return div(one, root(sub(one, square(a))));
    case 'arccos':
      return neg(div(one, root(sub(one, square(a)))));
    case 'arctan':
      return div(one, add(one, square(a)));
    case 'arccot':
      return neg(div(one, add(one, square(a))));
    case 'sinh':
      return call('cosh', a);
    case 'cosh':
      return call('sinh', a);
    case 'tanh':
      return sub(one, square(call('tanh', a)));
    case 'abs':
      return div(a, call('abs', a));
    default:
      return undefined;
  }
}
