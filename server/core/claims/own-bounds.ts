// A value that is concluded for a letter, against the bound that the step itself says the letter must keep.

import type { Expr } from '../math/expr';
import { key } from '../math/expr';
import { nameText } from '../math/print';
import type { Op, Span, Step } from '../model';
import { toDocument } from '../model';
import type { Claim, Given, Scope } from './claim';
import { isClosed } from './sides';
import type { Reading, Statement } from './statements';
import { CONTRADICTION, SUPPOSED } from './words';

type Bound = { readonly name: string; readonly op: Op; readonly right: readonly Expr[]; readonly span: Span; readonly index: number };

const BOUNDS: ReadonlySet<string> = new Set(['<', '≤', '>', '≥']);
const REQUIRED = /\b(?:must|needs?|requires?|know|domain|has to|have to)\b/;
const CONCLUDED = /\b(?:therefore|thus|hence|only|keep|conclude|left with)\b/g;
/** What takes a value out again. */
const REJECTED = /\b(?:discard|reject|exclud|ignor|eliminat|outside|violat|negative (?:root|solution|value)|extraneous)\w*\b/g;
/** The bound is one of a case, a range that is looked at, or a wish. */
const LOOKED_AT = new Set('for case cases interval range if when suppose assume consider let'.split(' '));

/** The claims that concluded values keep the bounds of their step. */
export function ownBoundClaims(step: Step, reading: Reading, scope: Scope): Claim[] {
  const bounds = boundsIn(reading);
  if (!bounds.length) return [];
  const out: Claim[] = [];
  for (const s of reading.statements) {
    const value = valueIn(s);
    if (!value || s.doubt || several(reading, s, value.name) || !concluded(s)) continue;
    for (const b of bounds) {
      if (b.name !== value.name || b.span.start >= s.span.start || s.index - b.index > 2) continue;
      const premise: Given = {
        from: step.id,
        span: toDocument(step.text, b.span.start, b.span.end),
        why: 'equation',
        label: nameText(value.name),
        left: value.readings,
        op: b.op,
        right: b.right,
      };
      out.push({
        kind: 'bound',
        step: step.id,
        span: s.span,
        left: value.readings,
        op: b.op,
        right: b.right,
        content: `${value.name}|${value.readings.map(key).join('¦')}${b.op}${b.right.map(key).join('¦')}`,
        premises: [premise],
        scope,
      });
    }
  }
  return out;
}

/** "x must be positive", "we need x > 2": what the letters of a step must keep. */
function boundsIn(reading: Reading): Bound[] {
  const out: Bound[] = [];
  for (const s of reading.statements) {
    const [a, b] = [s.sides[0]!, s.sides[1]!];
    const op = s.relations[0]!.op;
    if (a.name === undefined || !b?.closed || b.cut || unsure(s) || !BOUNDS.has(op) || s.relations.slice(1).some(r => r.op !== '='))
      continue;
    if (s.sentence.some(w => LOOKED_AT.has(w)) || !REQUIRED.test(s.sentence.join(' '))) continue;
    out.push({ name: a.name, op, right: b.readings, span: s.span, index: s.index });
  }
  for (const f of reading.facts) {
    const subject = f.left[0]!;
    if (subject.k !== 'sym' || !BOUNDS.has(f.op) || !f.right.every(isClosed) || f.cut || f.said !== 'must') continue;
    if (f.sentence.some(w => LOOKED_AT.has(w))) continue;
    out.push({ name: subject.name, op: f.op, right: f.right, span: f.span, index: f.index });
  }
  return out;
}

/** Denied or supposed; "however, we need x > 2" denies nothing. */
const unsure = (s: Statement): boolean =>
  s.doubt !== undefined &&
  (s.doubt === SUPPOSED || [...s.sentence, ...s.next.slice(0, 12)].some(w => w !== 'however' && CONTRADICTION.has(w)));

/** A statement that ends in a value for a letter. */
function valueIn(s: Statement): { name: string; readings: readonly Expr[] } | undefined {
  const [name, last] = [s.sides[0]!.name, s.sides[s.sides.length - 1]!];
  if (name === undefined || s.relations.some(r => r.op !== '=') || !last.closed || !last.value || last.cut) return undefined;
  return { name, readings: last.readings };
}

/** Another value for the letter in the same sentence. */
const several = (reading: Reading, s: Statement, name: string): boolean =>
  reading.statements.some(
    x => x !== s && x.index === s.index && x.sides.some(side => side.name === name) && x.relations.every(r => r.op === '='),
  );

/** The sentence concludes, and takes nothing out behind that. */
function concluded(s: Statement): boolean {
  const words = s.before.join(' ');
  const last = (all: IterableIterator<RegExpMatchArray>) => Math.max(-1, ...[...all].map(m => m.index!));
  const yes = last(words.matchAll(CONCLUDED));
  const no = Math.max(last(words.matchAll(REJECTED)), words.lastIndexOf(' or '));
  const behind = [...s.after, ...s.next].join(' ');
  return yes >= 0 && yes > no && last(behind.matchAll(REJECTED)) < 0 && !s.after.includes('or');
}
