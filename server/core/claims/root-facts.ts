// What a text says of the roots of a polynomial: which letters they are ("let a and b be the roots of x² + 7x − 4 = 0"), and what their sum or
// product is.
import { type Expr, hasOperation, num, variables } from '../math/expr';
import type { Equation } from '../math/reduce';
import type { Tok } from '../math/tokens';
import { plainCoefficients } from '../math/vieta';
import type { Span } from '../model';
import type { Chain } from './chains';
import { call, isWord, type NumberFact } from './fact-values';
import type { Lone } from './glue';

/** Letters that are all the roots of a polynomial equation, each as often as it is one. */
export type RootNames = { readonly names: readonly string[]; readonly equation: Equation; readonly span: Span };

const TRIGGER = /\b(?:roots?|zero(?:e?s)?|solutions?)\b/;
const ROOTS = ['roots', 'zeros', 'zeroes', 'solutions'];
/** What stands between "of" and the formula. */
const NOUNS = new Set('the equation polynomial quadratic cubic quartic function expression monic given following'.split(' '));
const ALL = new Set('the two three four all distinct complex real different its'.split(' '));

type Formula = { readonly from: number; readonly to: number; readonly equation: Equation };

/** The letters that a step names as roots. `words` are all its words; `chains` and `lones` its formulas. */
export function rootNames(toks: readonly Tok[], words: string, chains: readonly Chain[], lones: readonly Lone[]): RootNames[] {
  if (!TRIGGER.test(words)) return [];
  return formulas(chains, lones).flatMap(f => {
    const noun = rootsBefore(toks, f.from);
    if (!noun) return [];
    const found = namesBefore(toks, noun.from) ?? namesBehind(toks, f.to);
    if (!found || found.names.length < 2) return [];
    const [from, to] = [Math.min(found.from, noun.from), Math.max(found.to, f.to)];
    return [{ names: found.names, equation: f.equation, span: { start: toks[from]!.span.start, end: toks[to - 1]!.span.end } }];
  });
}

/** "The sum of the roots of x² − 7x + 2 = 0 is 7", of a polynomial whose roots are all real and different. */
export function rootSums(toks: readonly Tok[], words: string, chains: readonly Chain[], lones: readonly Lone[]): NumberFact[] {
  if (!TRIGGER.test(words) || !/\b(?:sum|product) of\b/.test(words)) return [];
  return formulas(chains, lones).flatMap(f => {
    const noun = rootsBefore(toks, f.from);
    if (!noun || !isWord(toks[noun.from - 1], 'of') || !isWord(toks[noun.from - 2], 'sum', 'product')) return [];
    const verb = skipSigns(toks, f.to);
    if (!isWord(toks[verb], 'is', 'equals')) return [];
    const at = skipSigns(toks, verb + 1);
    const chain = chains.find(c => c.from === at);
    const end = chain?.sides.findLast(side => side.closed && !side.cut);
    const said = end?.readings ?? plainNumber(toks, at);
    const c = plainCoefficients(f.equation);
    if (!said || !c) return [];
    const from = noun.from - 2;
    const to = chain?.to ?? at + 1;
    const what = isWord(toks[from], 'sum') ? 'rootsum' : 'rootproduct';
    const span = { start: toks[from]!.span.start, end: toks[to - 1]!.span.end };
    return [
      {
        span,
        left: [
          call(
            what,
            c.map(v => num(v, span)),
            span,
          ),
        ],
        op: '=' as const,
        right: said,
        cut: false,
        said: 'plain' as const,
        from,
        to,
      },
    ];
  });
}

function plainNumber(toks: readonly Tok[], at: number): readonly Expr[] | undefined {
  const minus = toks[at]?.k === 'op' && (toks[at]!.t === '-' || toks[at]!.t === '−') ? 1 : 0;
  const t = toks[at + minus];
  const next = toks[at + minus + 1];
  if (t?.k !== 'num' || !t.v || (next && next.k !== 'sep' && next.k !== 'word' && !(next.gap && next.k !== 'op'))) return undefined;
  const e: Expr = { k: 'num', v: t.v, places: t.places, span: t.span };
  return [minus ? { k: 'neg', a: e, span: { start: toks[at]!.span.start, end: t.span.end } } : e];
}

/** Equations, and expressions with a letter that are set to zero; of f(x) = x² − 3 what stands on the right. */
function formulas(chains: readonly Chain[], lones: readonly Lone[]): Formula[] {
  const zero = (e: Expr): Equation => ({ left: e, right: { k: 'num', v: { n: 0n, d: 1n }, span: e.span } });
  return [
    ...chains.flatMap(({ sides, relations, from, to }) => {
      const [left, right] = [sides[0], sides[1]];
      if (sides.length !== 2 || relations[0]!.op !== '=' || !left?.readings.length || !right?.readings.length || right.cut || left.cut)
        return [];
      const named = left.name !== undefined || left.readings[0]!.k === 'call' || left.readings[0]!.k === 'atom';
      return [{ from, to, equation: named ? zero(right.readings[0]!) : { left: left.readings[0]!, right: right.readings[0]! } }];
    }),
    ...lones.filter(l => hasOperation(l.expr) && variables(l.expr).size).map(l => ({ from: l.from, to: l.to, equation: zero(l.expr) })),
  ];
}

/** "the two roots of the equation" right before a formula: the ordinals of its first token and of the one behind "roots". */
function rootsBefore(toks: readonly Tok[], at: number): { readonly from: number; readonly to: number } | undefined {
  let i = at - 1;
  while (i >= 0 && (isSign(toks[i]) || (toks[i]!.k === 'word' && NOUNS.has(toks[i]!.t)))) i--;
  if (!isWord(toks[i], 'of', 'to') || !isWord(toks[i - 1], ...ROOTS)) return undefined;
  let from = i - 1;
  while (toks[from - 1]?.k === 'word' && ALL.has(toks[from - 1]!.t)) from--;
  return { from, to: i };
}

type Names = { readonly names: readonly string[]; readonly from: number; readonly to: number };

/** "a, b and c are" before the roots. */
function namesBefore(toks: readonly Tok[], at: number): Names | undefined {
  if (!isWord(toks[at - 1], 'are', 'be')) return undefined;
  let from = at - 1;
  while (from > 0 && (toks[from - 1]!.k === 'sym' || subscripted(toks, from - 1) || joins(toks[from - 1]!))) from--;
  const t = toks[from - 1];
  return t === undefined || t.k === 'word' || t.k === 'sep' ? listed(toks, from, at - 1) : undefined;
}

/** "… are a and b", "… be denoted by a, b": behind the formula. */
function namesBehind(toks: readonly Tok[], at: number): Names | undefined {
  let i = skipSigns(toks, at);
  if (!isWord(toks[i], 'are', 'be', 'as', 'by')) return undefined;
  i++;
  while (isWord(toks[i], 'denoted', 'called', 'by', 'given', 'labeled')) i++;
  let to = i;
  while (to < toks.length && (toks[to]!.k === 'sym' || subscripted(toks, to) || joins(toks[to]!))) to++;
  const t = toks[to];
  return t === undefined || t.k === 'sep' || t.k === 'word' ? listed(toks, i, to) : undefined;
}

/** The sign of an index, or the index behind one. */
const subscripted = (toks: readonly Tok[], at: number): boolean =>
  (toks[at]!.k === 'op' && toks[at]!.t === '_') || (toks[at]!.k === 'num' && toks[at - 1]?.k === 'op' && toks[at - 1]!.t === '_');

/** Two to four different names in toks[from, to), and nothing else. */
function listed(toks: readonly Tok[], from: number, to: number): Names | undefined {
  const names: string[] = [];
  for (let i = from; i < to; i++) {
    const t = toks[i]!;
    if (joins(t)) continue;
    if (t.k !== 'sym') return undefined;
    const index = toks[i + 1]?.k === 'op' && toks[i + 1]!.t === '_' ? toks[i + 2] : undefined;
    names.push(index ? `${t.t}_${index.t}` : t.t);
    if (index) i += 2;
  }
  return names.length > 1 && names.length < 5 && new Set(names).size === names.length ? { names, from, to } : undefined;
}

const joins = (t: Tok): boolean => (t.k === 'sep' && t.t === ',') || isWord(t, 'and') || isSign(t);
/** The edge of a display, or a line break: nothing for the sentence. */
const isSign = (t: Tok | undefined): boolean => t?.k === 'sep' && /^(display|newline|quad|:)$/.test(t.t);
function skipSigns(toks: readonly Tok[], at: number): number {
  let i = at;
  while (isSign(toks[i])) i++;
  return i;
}
