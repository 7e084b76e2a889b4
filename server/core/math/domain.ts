// Functions and quotients that are not defined everywhere.
import type { Op } from '../model';
import { type Expr, some, variables } from './expr';

/** A function with a domain of its own, and the condition on what it is taken of: √a needs a ≥ 0, log a needs a > 0. */
export const DOMAINS: Readonly<Record<string, { readonly op: Op; readonly why: string }>> = {
  root: { op: '≥', why: 'an even root is taken of it' },
  log: { op: '>', why: 'a logarithm is taken of it' },
  ln: { op: '>', why: 'a logarithm is taken of it' },
};

/** Whether an expression has a part that is not defined, or not one formula, everywhere: asked before anything is worked out. */
export const partial = (e: Expr): boolean =>
  some(e, x => (x.k === 'div' && variables(x.b).size > 0) || (x.k === 'call' && x.fn in DOMAINS && variables(x.args[0]!).size > 0));
