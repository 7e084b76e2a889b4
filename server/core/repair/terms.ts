// A monomial as an expression, and as text in the notation of its formula.
import type { Expr } from '../math/expr';
import { numberText } from '../math/print';
import { equal, isInteger, type Q, q } from '../math/rational';

const AT = { start: 0, end: 0 };

/** The term `coefficient · monomial`, coefficient positive; undefined where a name in it is no plain letter. */
export function termText(monomial: string, coefficient: Q, tex: boolean): { expr: Expr; text: string } | undefined {
  const number: Expr = { k: 'num', v: coefficient, span: AT };
  if (!monomial) return { expr: number, text: numberText(coefficient, 'fraction', tex) };
  const parts = monomial.split('*').map(part => {
    const at = part.lastIndexOf('^');
    return { name: at > 0 ? part.slice(0, at) : part, power: at > 0 ? Number(part.slice(at + 1)) : 1 };
  });
  if (parts.some(p => !/^\\?[A-Za-z]+$/.test(p.name) || (p.name.length > 1 && !p.name.startsWith('\\')))) return undefined;
  let expr: Expr | undefined;
  let text = '';
  for (const { name, power } of parts) {
    const letter: Expr = { k: 'sym', name, span: AT };
    const factor: Expr = power === 1 ? letter : { k: 'pow', a: letter, b: { k: 'num', v: q(power), span: AT }, span: AT };
    expr = expr ? { k: 'mul', a: expr, b: factor, implicit: true, span: AT } : factor;
    text += `${/\\[A-Za-z]+$/.test(text) ? ' ' : ''}${name}${power === 1 ? '' : power > 9 ? `^{${power}}` : `^${power}`}`;
  }
  if (equal(coefficient, q(1))) return { expr: expr!, text };
  const front = numberText(coefficient, 'fraction', tex);
  return {
    expr: { k: 'mul', a: number, b: expr!, implicit: true, span: AT },
    text: `${isInteger(coefficient) || tex ? front : `(${front})`}${text}`,
  };
}
