// Where each number of a step comes from: the problem, an earlier result, a constant that everybody knows, or nowhere. A lens for
// readers: on right solutions "nowhere" is as common as on wrong ones, so that nothing follows from it.
import { isQ } from '../math/evaluate';
import { factorOfWord, numberOf } from '../math/number-words';
import { show } from '../math/rational';
import type { NumberSource, Span, Step, Text } from '../model';
import { toDocument } from '../model';
import type { Reading } from './statements';

/** Numbers that need no source, with what they usually are. */
const CONSTANTS: Readonly<Record<string, string>> = {
  '1': 'one',
  '2': 'twice, or half',
  '7': 'days in a week',
  '10': 'base of our numerals',
  '12': 'months in a year, or a dozen',
  '24': 'hours in a day',
  '30': 'days in a month',
  '31': 'days in a month',
  '52': 'weeks in a year',
  '60': 'minutes in an hour',
  '100': 'per cent',
  '180': 'degrees of a straight angle',
  '360': 'degrees of a full turn',
  '365': 'days in a year',
  '1000': 'a thousand',
  '3600': 'seconds in an hour',
};
/** Numbers of one step that are traced at most. */
const MOST = 60;

type Origin = { readonly from: string; readonly at: Span };

export class Sources {
  private readonly given = new Map<string, Origin>();
  private readonly derived = new Map<string, Origin>();

  takeProblem(reading: Reading, text: Text): void {
    for (const n of reading.numbers) put(this.given, n.name, { from: 'problem', at: toDocument(text, n.span.start, n.span.end) });
    for (const m of text.text.matchAll(/[A-Za-z]+(?:-[a-z]+)?/g)) {
      const value = numberOf(m[0].toLowerCase()) ?? factorOfWord(m[0].toLowerCase());
      if (value) put(this.given, show(value), { from: 'problem', at: toDocument(text, m.index, m.index + m[0].length) });
    }
  }

  /** The sources of a step's numbers, in order; then what the step works out is known. */
  of(step: Step, reading: Reading): readonly NumberSource[] {
    if (!reading.statements.length) return [];
    /** What sides come to, with where they end. */
    const worked: (readonly [number, string])[] = [];
    for (const s of reading.statements)
      for (const side of s.sides.slice(1))
        if (side.value && isQ(side.value) && !side.operation) worked.push([side.span.end, show(side.value)]);
    const out: NumberSource[] = [];
    for (const n of reading.numbers.slice(0, MOST)) {
      const span = toDocument(step.text, n.span.start, n.span.end);
      const text = step.text.text.slice(n.span.start, n.span.end);
      const origin = this.derived.get(n.name) ?? this.given.get(n.name);
      if (!origin && worked.some(([end, value]) => value === n.name && n.span.start < end && end <= n.span.end + 20)) {
        out.push({ text, span, from: step.id, note: 'worked out here' });
        put(this.derived, n.name, { from: step.id, at: span });
      } else if (origin) out.push({ text, span, from: origin.from, at: origin.at });
      else if (CONSTANTS[n.name]) out.push({ text, span, from: 'constant', note: CONSTANTS[n.name] });
      else out.push({ text, span, from: 'none' });
    }
    for (const s of reading.statements)
      for (const side of s.sides)
        if (side.value && isQ(side.value))
          put(this.derived, show(side.value), { from: step.id, at: toDocument(step.text, side.span.start, side.span.end) });
    return out;
  }
}

function put(map: Map<string, Origin>, value: string, origin: Origin): void {
  if (!map.has(value)) map.set(value, origin);
}
