// Values and expressions → what a person reads, and TeX.
import type { Op, Shown } from '../model';
import { isComplex, isQ, type Value } from './evaluate';
import { type Bound, type Expr, isBin } from './expr';
import { decimal, decimalPlaces, isInteger, type Q, show } from './rational';
import type { Real } from './value';

/** A value as text and TeX; intervals are shown to six significant digits with `≈`. */
export function showValue(v: Value): Shown {
  if (isQ(v)) return showQ(v);
  if (isComplex(v)) return showComplex(v.re, v.im);
  const mid = (v.lo + v.hi) / 2;
  const text = Math.abs(mid) >= 1e7 || (mid !== 0 && Math.abs(mid) < 1e-5) ? mid.toExponential(5) : String(Number(mid.toPrecision(7)));
  return { text: `≈ ${text}`, tex: `\\approx ${text.replace(/e\+?(-?\d+)$/, '\\cdot 10^{$1}')}` };
}

/** a + bi, as it is written by hand: `2 - 3i`, `i`, `≈ 0.5 + 0.8660254i`. */
function showComplex(re: Real, im: Real): Shown {
  const parts = [showValue(re), showValue(im)].map(s => ({ text: s.text.replace('≈ ', ''), tex: s.tex.replace('\\approx ', '') }));
  const about = isQ(re) && isQ(im) ? '' : '≈ ';
  const write = (real: string, imaginary: string) => {
    const below = imaginary.startsWith('-');
    const size = below ? imaginary.slice(1) : imaginary;
    const unit = size === '1' ? 'i' : /[/]/.test(size) ? `(${size})i` : `${size}i`;
    if (isQ(re) && re.n === 0n) return `${below ? '-' : ''}${unit}`;
    return `${real} ${below ? '-' : '+'} ${unit}`;
  };
  return {
    text: about + write(parts[0]!.text, parts[1]!.text),
    tex: (about && '\\approx ') + write(parts[0]!.tex, parts[1]!.tex),
  };
}

export function showQ(v: Q): Shown {
  const text = show(v);
  if (text.length > 60) {
    const digits = (v.n < 0n ? -v.n : v.n).toString();
    const short = isInteger(v) ? `${v.n < 0n ? '-' : ''}${digits[0]}.${digits.slice(1, 6)}…·10^${digits.length - 1}` : `${decimal(v, 6)}…`;
    return {
      text: short,
      tex: short
        .replace('…', '\\ldots ')
        .replace('·', '\\cdot ')
        .replace(/\^(\d+)/, '^{$1}'),
    };
  }
  if (text.includes('/')) return { text, tex: `${v.n < 0n ? '-' : ''}\\frac{${v.n < 0n ? -v.n : v.n}}{${v.d}}` };
  return { text, tex: text };
}

/** A number in the notation of its neighbour: decimals where decimals stand, else a fraction. */
export function numberText(v: Q, like: 'decimal' | 'fraction', tex: boolean): string {
  const places = decimalPlaces(v);
  if (isInteger(v)) return v.n.toString();
  if (like === 'decimal' && places !== undefined && places <= 8) return decimal(v, places);
  return tex ? `${v.n < 0n ? '-' : ''}\\frac{${v.n < 0n ? -v.n : v.n}}{${v.d}}` : `${v.n}/${v.d}`;
}

const PRECEDENCE: Record<string, number> = { add: 1, sub: 1, pm: 1, mul: 2, div: 2, neg: 2, pow: 4, bind: 1.5, rel: 0 };
const prec = (e: Expr): number =>
  e.k === 'num' && (e.v.n < 0n || (e.v.d !== 1n && e.places === undefined && decimalPlaces(e.v) === undefined))
    ? 1.5
    : (PRECEDENCE[e.k] ?? 5);

/** Whether the left operand of a ± is the zero that stands for none. */
const bare = (e: Expr): boolean => e.k === 'num' && e.v.n === 0n;

const GREEK = new Map(
  Array.from(
    'alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ rho ρ sigma σ tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω'.matchAll(
      /(\w+) (\S)/g,
    ),
    m => [m[1]!, m[2]!],
  ),
);
/** A name, or a text that opens with one, for plain text: `\\alpha_1` is α_1. */
export const nameText = (name: string): string => name.replace(/^\\([A-Za-z]+)/, (_, word: string) => GREEK.get(word) ?? word);

/** "x = 3", or "x ≈ 1.414" where the value is none that can be written out. */
export const assigned = (name: string, value: Shown): string =>
  value.text.startsWith('≈') ? `${name} ${value.text}` : `${name} = ${value.text}`;

/** Plain text of an expression, fully readable: `3*x^2 - 1`. */
export function printText(e: Expr): string {
  const wrap = (child: Expr, min: number) => (prec(child) < min ? `(${printText(child)})` : printText(child));
  switch (e.k) {
    case 'num':
      return e.places !== undefined ? decimal(e.v, e.places) : show(e.v);
    case 'sym':
      return nameText(e.name.replace(/^#/, ''));
    case 'atom':
      return nameText(e.key);
    case 'const':
      return { pi: 'π', e: 'e', i: 'i', inf: '∞' }[e.name];
    case 'neg':
      return `-${wrap(e.a, 2.5)}`;
    case 'pct':
      return `${wrap(e.a, 5)}%`;
    case 'unit':
      return e.unit === '$' ? `$${wrap(e.a, 5)}` : `${wrap(e.a, 5)} ${e.unit.replace(/ ([/^]) ?/g, '$1')}`;
    case 'add':
      return `${printText(e.a)} + ${wrap(e.b, 1.2)}`;
    case 'sub':
      return `${printText(e.a)} - ${wrap(e.b, 1.6)}`;
    case 'pm':
      return bare(e.a) ? `±${wrap(e.b, 2)}` : `${printText(e.a)} ± ${wrap(e.b, 2)}`;
    case 'mul': {
      const tight = e.implicit && (e.a.k === 'num' || e.a.k === 'sym') && (e.b.k === 'sym' || (e.b.k === 'pow' && e.b.a.k === 'sym'));
      return tight ? `${printText(e.a)}${printText(e.b)}` : `${e.a.k === 'div' ? `(${printText(e.a)})` : wrap(e.a, 2)}·${wrap(e.b, 2.2)}`;
    }
    case 'div':
      return `${wrap(e.a, 2)}/${wrap(e.b, 3)}`;
    case 'pow':
      return `${wrap(e.a, 5)}^${wrap(e.b, 5)}`;
    case 'call':
      if (e.fn === 'root')
        return e.args[1]!.k === 'num' && e.args[1]!.v.n === 2n
          ? `√(${printText(e.args[0]!)})`
          : `root(${printText(e.args[0]!)}, ${printText(e.args[1]!)})`;
      if (e.fn === 'degrees') return `${wrap(e.args[0]!, 5)}°`;
      if (e.fn === 'factorial') return `${wrap(e.args[0]!, 5)}!`;
      if (e.fn === 'abs') return `|${printText(e.args[0]!)}|`;
      if (e.fn === 'base') return `${printText(e.args[0]!)}_${wrap(e.args[1]!, 5)}`;
      if (e.fn === 'mod') return `${wrap(e.args[0]!, 2)} mod ${wrap(e.args[1]!, 5)}`;
      return spoken(e.fn, e.args.map(printText)) ?? `${e.fn}(${e.args.map(printText).join(', ')})`;
    case 'list':
      return `${e.open.replace('\\', '')}${e.items.map(printText).join(', ')}${closing(e.open, e.close).replace('\\', '')}`;
    case 'bind':
      return bindText(e, wrap(e.body, 2));
    case 'matrix':
      return `[${e.rows.map(row => row.map(printText).join(', ')).join('; ')}]`;
    case 'rel':
      return `${printText(e.a)} ${e.op} ${printText(e.b)}`;
  }
}

const closing = (open: string, close: string | undefined): string => close ?? { '(': ')', '\\{': '\\}' }[open] ?? ']';

function bindText(e: Bound, body: string): string {
  const [a, b] = e.args.map(printText);
  const name = e.name.replace(/^[\\#]/, '');
  switch (e.op) {
    case 'sum':
    case 'prod':
      return `${e.op === 'sum' ? 'Σ' : 'Π'}_{${name}=${a}}^{${b}} ${body}`;
    case 'lim':
      return `lim_{${e.name}→${a}${e.side ?? ''}} ${body}`;
    case 'int':
      return `∫_{${a}}^{${b}} ${body} d${e.name}`;
    case 'anti':
      return `∫ ${body} d${e.name}`;
    case 'diff':
      return `d${b === '1' ? '' : `^${b}`}/d${e.name}${b === '1' ? '' : `^${b}`} (${printText(e.body)})${a === e.name ? '' : ` at ${a}`}`;
  }
}

function bindTex(e: Bound, body: string): string {
  const [a, b] = e.args.map(printTex);
  const name = printTex({ k: 'sym', name: e.name, span: e.span });
  switch (e.op) {
    case 'sum':
    case 'prod':
      return `\\${e.op}_{${name}=${a}}^{${b}} ${body}`;
    case 'lim':
      return `\\lim_{${name} \\to ${a}${e.side ? `^${e.side}` : ''}} ${body}`;
    case 'int':
      return `\\int_{${a}}^{${b}} ${body} \\, d${name}`;
    case 'anti':
      return `\\int ${body} \\, d${name}`;
    case 'diff': {
      const order = b === '1' ? '' : `^{${b}}`;
      const d = `\\frac{d${order}}{d${name}${order}} \\left(${printTex(e.body)}\\right)`;
      return a === name ? d : `\\left. ${d} \\right|_{${name}=${a}}`;
    }
  }
}

/** TeX of an expression. */
export function printTex(e: Expr): string {
  const wrap = (child: Expr, min: number) => (prec(child) < min ? `\\left(${printTex(child)}\\right)` : printTex(child));
  switch (e.k) {
    case 'num': {
      if (e.places !== undefined) return decimal(e.v, e.places);
      return isInteger(e.v) ? e.v.n.toString() : showQ(e.v).tex;
    }
    case 'sym':
      if (e.name.startsWith('#')) return e.name.slice(1);
      return /^\\?[A-Za-z]+$/.test(e.name) && (e.name.startsWith('\\') || e.name.length === 1) ? e.name : texName(e.name);
    case 'atom':
      return e.key.startsWith('\\') ? e.key.replace(/^(\\[a-z]+) (.*)$/i, '$1{$2}') : texName(e.key);
    case 'const':
      return { pi: '\\pi', e: 'e', i: 'i', inf: '\\infty' }[e.name];
    case 'neg':
      return `-${wrap(e.a, 2.5)}`;
    case 'pct':
      return `${wrap(e.a, 5)}\\%`;
    case 'unit':
      return e.unit === '$' ? `\\$${wrap(e.a, 5)}` : `${wrap(e.a, 5)}\\text{ ${e.unit}}`;
    case 'add':
      return `${printTex(e.a)} + ${wrap(e.b, 1.2)}`;
    case 'sub':
      return `${printTex(e.a)} - ${wrap(e.b, 1.6)}`;
    case 'pm':
      return bare(e.a) ? `\\pm ${wrap(e.b, 2)}` : `${printTex(e.a)} \\pm ${wrap(e.b, 2)}`;
    case 'mul': {
      const tight = e.implicit || e.b.k === 'sym' || (isBin(e.b) && e.b.k === 'pow' && e.b.a.k === 'sym');
      return tight && e.b.k !== 'num' ? `${wrap(e.a, 2)} ${wrap(e.b, 2.2)}` : `${wrap(e.a, 2)} \\cdot ${wrap(e.b, 2.2)}`;
    }
    case 'div':
      return `\\frac{${printTex(e.a)}}{${printTex(e.b)}}`;
    case 'pow':
      return `${e.a.k === 'call' || prec(e.a) < 5 ? `\\left(${printTex(e.a)}\\right)` : printTex(e.a)}^{${printTex(e.b)}}`;
    case 'call': {
      const arg = e.args[0] ? printTex(e.args[0]) : '';
      if (e.fn === 'root')
        return e.args[1]!.k === 'num' && e.args[1]!.v.n === 2n ? `\\sqrt{${arg}}` : `\\sqrt[${printTex(e.args[1]!)}]{${arg}}`;
      if (e.fn === 'degrees') return `${wrap(e.args[0]!, 5)}^\\circ`;
      if (e.fn === 'factorial') return `${wrap(e.args[0]!, 5)}!`;
      if (e.fn === 'abs') return `\\left|${arg}\\right|`;
      if (e.fn === 'binom') return `\\binom{${arg}}{${printTex(e.args[1]!)}}`;
      if (e.fn === 'floor' || e.fn === 'ceil') return `\\l${e.fn} ${arg} \\r${e.fn}`;
      if (e.fn === 'base') return `${arg}_{${printTex(e.args[1]!)}}`;
      if (e.fn === 'mod') return `${wrap(e.args[0]!, 2)} \\bmod ${wrap(e.args[1]!, 5)}`;
      if (e.fn === 'perm') return `P(${arg}, ${printTex(e.args[1]!)})`;
      if (e.fn === 'conj') return `\\overline{${arg}}`;
      if (e.fn === 'norm') return `\\left\\|${arg}\\right\\|`;
      if (e.fn === 'union' || e.fn === 'intersection' || e.fn === 'without')
        return e.args.map(printTex).join({ union: ' \\cup ', intersection: ' \\cap ', without: ' \\setminus ' }[e.fn]);
      if (e.fn === 'cases') return casesTex(e.args);
      if (e.fn === 'log' && e.args[1]) return `\\log_{${printTex(e.args[1])}}\\left(${arg}\\right)`;
      if (UNNAMED.has(e.fn)) return `\\operatorname{${e.fn}}(${e.args.map(printTex).join(', ')})`;
      const words = spoken(e.fn, e.args.map(printText));
      if (words) return `\\text{${words}}`;
      return `\\${e.fn}\\left(${e.args.map(printTex).join(', ')}\\right)`;
    }
    case 'list':
      return `${e.open}${e.items.map(printTex).join(', ')}${closing(e.open, e.close)}`;
    case 'bind':
      return bindTex(e, wrap(e.body, 2));
    case 'matrix':
      return `\\begin{pmatrix} ${e.rows.map(row => row.map(printTex).join(' & ')).join(' \\\\ ')} \\end{pmatrix}`;
    case 'rel':
      return `${printTex(e.a)} ${RELATION_TEX[e.op]} ${printTex(e.b)}`;
  }
}

/** Kinds of numbers and functions that have words and no sign. */
function spoken(fn: string, args: readonly string[]): string | undefined {
  const all = args.length > 1 ? `${args.slice(0, -1).join(', ')} and ${args[args.length - 1]}` : (args[0] ?? '');
  switch (fn) {
    case 'rootsum':
      return `the sum of the roots (coefficients ${all})`;
    case 'rootproduct':
      return `the product of the roots (coefficients ${all})`;
    case 'primes':
      return 'prime numbers';
    case 'composites':
      return 'composite numbers';
    case 'squares':
    case 'cubes':
      return `perfect ${fn}`;
    case 'evens':
    case 'odds':
      return `${fn.slice(0, -1)} numbers`;
    case 'integers':
      return 'whole numbers';
    case 'naturals':
      return 'positive integers';
    case 'least':
    case 'greatest':
      return `the ${fn} of the ${args[1]} ${args[0]} with ${args.slice(2).join(', ')}`;
    case 'some':
      return `${args[0]} with ${args.slice(2).join(', ')}`;
    case 'nonnegatives':
      return 'nonnegative integers';
    case 'between':
      return `numbers from ${args[0]} to ${args[1]}`;
    case 'digits':
      return `${args[0]}-digit numbers`;
    case 'multiples':
    case 'divisors':
      return `${fn} of ${all}`;
    case 'primefactors':
      return `prime factors of ${all}`;
    case 'sum':
    case 'product':
    case 'mean':
      return `the ${fn} of ${all}`;
    case 'digitsum':
      return `the sum of the digits of ${all}`;
    case 'integersin':
    case 'primesin':
    case 'squaresin':
    case 'cubesin':
      return `${fn === 'primesin' ? 'primes' : fn === 'integersin' ? 'integers' : `perfect ${fn.slice(0, -2)}`} from ${args[0]} to ${args[1]}`;
    case 'multiplesin':
      return `multiples of ${args[0]} from ${args[1]} to ${args[2]}`;
    case 'rounded': {
      const to = {
        '0': 'a whole number',
        '-1': 'tens',
        '-2': 'hundreds',
        '-3': 'thousands',
        '1': 'tenths',
        '2': 'hundredths',
        '3': 'thousandths',
      }[args[1]!];
      return `${args[0]} rounded to ${to ?? `${args[1]} places`}`;
    }
    case 'divisorcount':
      return `the number of divisors of ${all}`;
    case 'lastdigits':
      return args[1] === '1' ? `the last digit of ${args[0]}` : `the number of the last ${args[1]} digits of ${args[0]}`;
    case 'remainder':
      return `the remainder of ${args[0]} by ${args[1]}`;
    case 'same':
      return all;
    default:
      return undefined;
  }
}

const RELATION_TEX: Record<Op, string> = {
  '=': '=',
  '≈': '\\approx',
  '≠': '\\ne',
  '<': '<',
  '>': '>',
  '≤': '\\le',
  '≥': '\\ge',
  '≡': '\\equiv',
  '∈': '\\in',
  '∉': '\\notin',
};

/** Functions that TeX has no command for. */
const UNNAMED = new Set([
  'lcm',
  'cis',
  'frac',
  'tr',
  'rank',
  'adj',
  'sgn',
  'dfactorial',
  're',
  'im',
  'arccot',
  'arcsec',
  'arccsc',
  'arsinh',
  'arcosh',
  'artanh',
]);

/** value, condition, value, condition, …; a value without a condition is the rest. */
function casesTex(args: readonly Expr[]): string {
  const rows: string[] = [];
  for (let i = 0; i < args.length; i += 2)
    rows.push(`${printTex(args[i]!)} & ${args[i + 1] ? `\\text{if } ${printTex(args[i + 1]!)}` : '\\text{otherwise}'}`);
  return `\\begin{cases} ${rows.join(' \\\\ ')} \\end{cases}`;
}

function texName(name: string): string {
  const [base = '', ...subs] = name.split('_');
  const head = base.startsWith('\\') || base.length === 1 ? base : `\\mathrm{${base.replace(/[^A-Za-z0-9' (),+*/^-]/g, ' ')}}`;
  return subs.length ? `${head}_{${subs.join(',').replace(/[{}\\]/g, '')}}` : head;
}

export const shown = (e: Expr): Shown => ({ text: printText(e), tex: printTex(e) });
