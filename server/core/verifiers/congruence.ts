import type { Claim } from '../claims/claim';
import { evaluate, isQ, type Value } from '../math/evaluate';
import { bin, type Expr, substitute, variables } from '../math/expr';
import { identical } from '../math/identity';
import { counterexample, type Relation } from '../math/points';
import { modulo } from '../math/primes';
import { assigned, nameText, printText, showValue } from '../math/print';
import { Budget, isInteger, q } from '../math/rational';
import { residue } from '../math/residue';
import type { Outcome, Shown } from '../model';
import type { Verifier } from './verifier';

/** Two sides that must leave one remainder. */
export const congruence: Verifier = {
  id: 'congruence',
  about: 'Compares remainders: numbers by their residues, however large, and expressions in whole-number letters at small values.',
  speed: 'fast',
  version: 1,
  wants: claim => claim.kind === 'congruence',
  check(claim) {
    if (claim.premises.length) return decideLine(claim);
    const closed = [...claim.left, ...claim.right].every(e => variables(e).size === 0);
    return closed ? decideResidues(claim) : decideLetters(claim);
  },
  examples: [
    `Then $7^{11} \\equiv 7 \\pmod{25}$.
      ^^^^^^^^^^^^^^^ congruence: 7^11 leaves 18 modulo 25, not 7.`,
    `We get $4^6 = 6 \\cdot 16 = 96 \\equiv 22 \\pmod{25}$.
                           ^^^^^^^^^^^^ congruence: 96 leaves 21 modulo 25, not 22.`,
    `Note that $9^d + 3^d + 1 \\equiv 2 + 3^d + 1 \\pmod{7}$ for $d = 1$ only, while $2^{2003} \\equiv 5$ (mod 7).
                                                                               ^^^^^^^^^^^^^^^^^ congruence: 2^2003 leaves 4 modulo 7, not 5.`,
    `So $n^2 + 4n + 7 \\equiv n^2 + 7 \\equiv n^2 + 1 \\pmod{2}$ and $(3n + 1) + 3 \\equiv (n + 2) + 3 \\equiv n + 5 \\pmod{2}$.
                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ congruence: At n = 2 the left side leaves 0 modulo 2, the right side 1.`,
    'Since $2^{10} = 1024 \\equiv -1 \\pmod{25}$, we have $2^{100} \\equiv (-1)^{10} \\equiv 1 \\pmod{25}$, and $127 \\equiv 7 \\pmod{10}$.',
    `We need $2n + 11 \\equiv 1 \\pmod{3}$, so $2n \\equiv -10 \\pmod{3}$, so $2n \\equiv 1 \\pmod{3}$.
                                                                      ^^^^^^^^^^^ congruence: With n = 1 the line before holds (2n ≡ -10 modulo 3), but not this: left 2, right 1 modulo 3.`,
    'We need $2n + 11 \\equiv 1 \\pmod{3}$, so $2n \\equiv -10 \\pmod{3}$, so $2n \\equiv 2 \\pmod{3}$ and therefore $n \\equiv 1 \\pmod{3}$.',
    'We solve $3x + 2 \\equiv x + 5 \\pmod{7}$. Then $x \\equiv 5$ (mod 7), and $\\frac12 \\equiv 4 \\pmod 7$.',
    'If $2 \\equiv 5 \\pmod 4$, we have a contradiction. Modulo 9, $10^n - 1 \\equiv 1^n - 1 \\equiv 0$.',
  ],
};

const whole = (v: Value): bigint | undefined => (isQ(v) && isInteger(v) ? v.n : undefined);

/** The modulus as a number; undefined where it has letters or is none. */
function modulusOf(e: Expr): bigint | undefined {
  if (variables(e).size) return undefined;
  const m = whole(evaluate(e));
  return m !== undefined && m > 1n ? m : undefined;
}

function decideResidues(claim: Claim): Outcome {
  let first: { l: Expr; r: Expr; m: bigint; a: bigint; b: bigint } | undefined;
  for (const modulus of claim.modulus ?? []) {
    const m = modulusOf(modulus);
    if (m === undefined) {
      // Equal numbers are congruent modulo anything.
      const same = claim.left.some(l => claim.right.some(r => identical(l, r).same === 'yes'));
      return same ? { outcome: 'holds' } : { outcome: 'unknown', why: 'its modulus is not known' };
    }
    for (const l of claim.left)
      for (const r of claim.right) {
        const [a, b] = [l, r].map(e => residue(e, m, x => evaluate(x))) as [bigint, bigint];
        if (a === b) return { outcome: 'holds' };
        first ??= { l, r, m, a, b };
      }
  }
  if (!first) return { outcome: 'unknown', why: 'its modulus could not be read' };
  const { l, r, m, a, b } = first;
  const brief = (e: Expr): boolean => printText(e).length <= 60;
  const plain = brief(l) && brief(r) && (r.k === 'num' || (r.k === 'neg' && r.a.k === 'num'));
  const said = plain
    ? `${printText(l)} leaves ${short(a)} modulo ${short(m)}, not ${printText(r)}.`
    : `Modulo ${short(m)} the left side leaves ${short(a)}, the right side ${short(b)}.`;
  return {
    outcome: 'fails',
    witness: { at: [], left: shownResidue(a, m), op: '≡', right: shownResidue(b, m) },
    message: said,
    expected: showValue(q(a)),
    slip: { name: 'calculation' },
  };
}

/** Residues of one letter are few: those of the line before must be among those of the claim. */
const MOST = 3000n;

function decideLine(claim: Claim): Outcome {
  const [m, before] = (claim.modulus ?? []).map(modulusOf);
  if (!m || !before) return { outcome: 'unknown', why: 'its modulus is not known' };
  const old = claim.premises[0]!;
  const [name] = [...claim.left, ...claim.right, ...old.left, ...old.right].flatMap(e => [...variables(e)]);
  if (name === undefined || m * before > MOST) return { outcome: 'unknown', why: 'too many residues' };
  const holds = (l: Expr, r: Expr, at: Expr, by: bigint): boolean => {
    const put = (e: Expr) => residue(substitute(e, new Map([[name, at]])), by, x => evaluate(x));
    return put(l) === put(r);
  };
  let lost: bigint | undefined;
  let gained = false;
  let any = false;
  for (let n = 0n; n < m * before; n++) {
    const at: Expr = { k: 'num', v: q(n), span: claim.span };
    const [was, is] = [holds(old.left[0]!, old.right[0]!, at, before), holds(claim.left[0]!, claim.right[0]!, at, m)];
    any ||= was;
    if (was && !is) lost ??= n;
    if (is && !was) gained = true;
  }
  if (!any) return { outcome: 'unknown', why: 'no number satisfies the line before' };
  if (lost === undefined) return { outcome: 'holds', arrow: gained ? '⇒' : '⇔' };
  // One of several residues may have been chosen.
  if (!gained) return { outcome: 'unknown', why: 'one of the solutions may have been chosen' };
  const at: Expr = { k: 'num', v: q(lost), span: claim.span };
  const put = (e: Expr) => residue(substitute(e, new Map([[name, at]])), m, x => evaluate(x));
  const [a, b] = [put(claim.left[0]!), put(claim.right[0]!)];
  const letter = nameText(name);
  return {
    outcome: 'fails',
    witness: { at: [{ name: letter, value: showValue(q(lost)) }], left: shownResidue(a, m), op: '≡', right: shownResidue(b, m) },
    message: `With ${letter} = ${short(lost)} the line before holds (${printText(old.left[0]!)} ≡ ${printText(old.right[0]!)} modulo ${short(before)}), but not this: left ${short(a)}, right ${short(b)} modulo ${short(m)}.`,
    slip: { name: 'calculation' },
  };
}

/** A number as it is shown: long ones in powers of ten. */
const short = (n: bigint): string => showValue(q(n)).text;
const shownResidue = (a: bigint, m: bigint): Shown => ({
  text: `${short(a)} (mod ${short(m)})`,
  tex: `${showValue(q(a)).tex} \\pmod{${showValue(q(m)).tex}}`,
});

/** Letters are whole numbers: a pair of residues that differ at a point that satisfies what is in force. */
function decideLetters(claim: Claim): Outcome {
  for (const l of claim.left) for (const r of claim.right) if (identical(l, r).same === 'yes') return { outcome: 'holds', arrow: '=' };
  const background = claim.background;
  const m = claim.modulus?.length === 1 ? modulusOf(claim.modulus[0]!) : undefined;
  if (m === undefined) return { outcome: 'unknown', why: 'its modulus is not known' };
  const multiples: Expr = { k: 'call', fn: 'multiples', args: [{ k: 'num', v: q(m), span: claim.span }], span: claim.span };
  const differences = claim.left.flatMap(l => claim.right.map(r => bin('sub', l, r)));
  const relation: Relation = { left: differences, op: '∈', right: [multiples] };
  const found = counterexample(background?.relations ?? [], relation, new Map(background?.sorts ?? []));
  if (found.verdict === 'holds') return found.points >= 6 ? { outcome: 'holds' } : { outcome: 'unknown', why: 'too few sample points' };
  if (found.verdict === 'unknown') return { outcome: 'unknown', why: found.why };
  if (found.holds * 4 > found.fails && !background?.complete)
    return { outcome: 'unknown', why: 'it holds for some values only: a condition may be in force' };
  const at = [...found.point]
    .filter(([name]) => claim.left.some(e => variables(e).has(name)))
    .map(([name, value]) => ({ name: nameText(name), value: showValue(value) }));
  const residues = [claim.left[0]!, claim.right[0]!].map(e => {
    const n = whole(evaluate(e, found.point));
    if (n === undefined) throw new Budget('its residue is not known');
    return modulo(n, m);
  }) as [bigint, bigint];
  return {
    outcome: 'fails',
    witness: { at, left: shownResidue(residues[0], m), op: '≡', right: shownResidue(residues[1], m) },
    message: `At ${at.map(a => assigned(a.name, a.value)).join(', ')} the left side leaves ${short(residues[0])} modulo ${short(m)}, the right side ${short(residues[1])}.`,
    slip: { name: 'calculation' },
  };
}
