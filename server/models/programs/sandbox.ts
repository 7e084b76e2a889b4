// What a program may do: compute, say what it compared, and end.

export type ProgramCheck = { readonly step: number; readonly ok: boolean; readonly note: string };
export type ProgramResult =
  | { readonly checks: readonly ProgramCheck[]; readonly output: string }
  /** It did not come to its end; what it said before is not believed. */
  | { readonly fault: string };

export type ProgramLimits = {
  /** Milliseconds. */
  readonly time: number;
  /** Bytes. */
  readonly memory: number;
  /** UTF-16 units it may print. */
  readonly output: number;
};

export const programLimits: ProgramLimits = { time: 2000, memory: 32 << 20, output: 20_000 };

/** Runs one JavaScript program in a room with nothing in it. Never rejects. */
export type Sandbox = (program: string, limits?: Partial<ProgramLimits>) => Promise<ProgramResult>;

/** What a program finds there, and all it finds: exact fractions, comparison, `check` and `print`. */
export const prelude = `
'use strict';
const __out = []; const __checks = []; let __left = __LIMIT__;
function print(...values) { const line = values.map(v => typeof v === 'object' && v !== null && v.n !== undefined ? show(v) : String(v)).join(' ');
  __left -= line.length + 1; if (__left < 0) throw new Error('too much output'); __out.push(line); }
function gcd(a, b) { a = a < 0n ? -a : a; b = b < 0n ? -b : b; while (b) [a, b] = [b, a % b]; return a; }
function Q(n, d = 1n) {
  if (typeof n === 'object' && n.n !== undefined) return d === 1n ? n : div(n, Q(d));
  if (typeof n === 'string' || (typeof n === 'number' && !Number.isInteger(n))) {
    const [whole, part = ''] = String(n).split('.');
    const sign = whole.trim().startsWith('-') ? -1n : 1n;
    return div(Q(BigInt(whole) * 10n ** BigInt(part.length) + sign * BigInt(part || '0'), 10n ** BigInt(part.length)), Q(BigInt(d)));
  }
  n = BigInt(n); d = BigInt(d); if (d === 0n) throw new Error('division by zero');
  const g = gcd(n, d) || 1n; const s = d < 0n ? -1n : 1n; return { n: s * n / g, d: s * d / g };
}
function add(a, b) { a = Q(a); b = Q(b); return Q(a.n * b.d + b.n * a.d, a.d * b.d); }
function sub(a, b) { a = Q(a); b = Q(b); return Q(a.n * b.d - b.n * a.d, a.d * b.d); }
function mul(a, b) { a = Q(a); b = Q(b); return Q(a.n * b.n, a.d * b.d); }
function div(a, b) { a = Q(a); b = Q(b); return Q(a.n * b.d, a.d * b.n); }
function show(v) { return v.d === 1n ? String(v.n) : v.n + '/' + v.d; }
function same(a, b) {
  if (typeof a === 'number' && typeof b === 'number') return a === b || Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
  if (typeof a === 'string' && typeof b === 'string') return a === b;
  const x = sub(a, b); return x.n === 0n;
}
function check(step, ok, note = '') { if (!Number.isInteger(step) || typeof ok !== 'boolean') throw new Error('check(step, true or false, note)');
  if (__checks.length >= 500) throw new Error('too many checks'); __checks.push({ step, ok, note: String(note).slice(0, 200) }); }
`;
