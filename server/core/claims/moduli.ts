// "(mod 7)", "\pmod{7}", "modulo 7" behind a value: one token, which no expression contains and which belongs to the relation.
import { type Expr, key } from '../math/expr';
import { readings } from '../math/parse';
import type { Tok } from '../math/tokens';

/** How far a modulus may reach. */
const MAX_TOKENS = 12;

const isMod = (t: Tok | undefined): boolean => (t?.k === 'cmd' && t.t === 'mod') || (t?.k === 'word' && /^mod(?:ulo)?$/.test(t.t));
const endsValue = (t: Tok | undefined): boolean =>
  !!t && (t.k === 'num' || t.k === 'sym' || t.k === 'close' || (t.k === 'op' && (t.t === '!' || t.t === "'")));

/** Tokens with every modulus behind a value as one token. */
export function gatherModuli(toks: readonly Tok[]): readonly Tok[] {
  if (!toks.some(isMod)) return toks;
  const out: Tok[] = [];
  for (let i = 0; i < toks.length; i++) {
    const last = out[out.length - 1];
    const spaced = last?.k === 'sep' && (last.t === 'quad' || last.t === 'display');
    const found = endsValue(spaced ? out[out.length - 2] : last) ? modulusAt(toks, i) : undefined;
    if (!found) {
      out.push(toks[i]!);
      continue;
    }
    if (spaced) out.pop();
    const first = toks[i]!;
    out.push({
      k: 'mod',
      t: 'mod',
      span: { start: first.span.start, end: toks[found.end - 1]!.span.end },
      space: first.space,
      gap: first.gap,
      math: first.math,
      modulus: found.modulus,
    });
    i = found.end - 1;
  }
  return out;
}

function modulusAt(toks: readonly Tok[], at: number): { modulus: readonly Tok[]; end: number } | undefined {
  const open = toks[at]!;
  // A display may end before "(mod 7)", but no sentence.
  if (open.k === 'open' && (open.t === '(' || open.t === '[') && isMod(toks[at + 1])) {
    const close = closing(toks, at);
    if (close === undefined || close <= at + 2) return undefined;
    return { modulus: unbraced(toks.slice(at + 2, close)), end: close + 1 };
  }
  if (!isMod(open)) return undefined;
  const first = toks[at + 1];
  if (first?.k === 'open') {
    const close = closing(toks, at + 1);
    return close === undefined || close <= at + 2 ? undefined : { modulus: toks.slice(at + 2, close), end: close + 1 };
  }
  if (first?.k !== 'num' && !(first?.k === 'sym' && first.math)) return undefined;
  let end = at + 2;
  if (toks[end]?.t === '^' && toks[end + 1]) {
    const close = toks[end + 1]!.k === 'open' ? closing(toks, end + 1) : end + 1;
    if (close !== undefined) end = close + 1;
  }
  return { modulus: toks.slice(at + 1, end), end };
}

const unbraced = (toks: readonly Tok[]): readonly Tok[] =>
  toks[0]?.t === '{' && toks[toks.length - 1]?.t === '}' ? toks.slice(1, -1) : toks;

function closing(toks: readonly Tok[], open: number): number | undefined {
  let depth = 0;
  for (let j = open; j < toks.length && j <= open + MAX_TOKENS; j++) {
    if (toks[j]!.k === 'open') depth++;
    else if (toks[j]!.k === 'close' && --depth === 0) return j;
    else if (toks[j]!.k === 'sep') return undefined;
  }
  return undefined;
}

/** What a modulus token holds, as it can be read; empty where it cannot. */
export const modulusOf = (t: Tok): readonly Expr[] => (t.modulus ? readings(t.modulus, 0, t.modulus.length) : []);

/** One modulus for a relation that names several times the same; one that cannot be read where they differ. */
export function joinModuli(a: readonly Expr[] | undefined, b: readonly Expr[] | undefined): readonly Expr[] | undefined {
  if (!a || !b) return a ?? b;
  return a.map(key).join() === b.map(key).join() ? a : [];
}

/** The moduli that stand in words ahead of what they are about: "Working modulo 7, …". */
export function leadingModuli(toks: readonly Tok[]): (readonly Expr[])[] {
  const out: (readonly Expr[])[] = [];
  for (let i = 0; i < toks.length; i++) {
    const found = isMod(toks[i]) ? modulusAt(toks, i) : undefined;
    if (found) out.push(readings(found.modulus, 0, found.modulus.length));
  }
  return out;
}
