// Values that are stated for several unknowns together, and the equations they are to satisfy.
import type { Expr } from '../math/expr';
import type { Step } from '../model';
import { toDocument } from '../model';
import type { Claim, Given, Scope } from './claim';
import type { Facts } from './facts';
import type { Reading, Statement } from './statements';

type Live = { readonly statement: Statement; readonly step: Step };

const SOLVING = new Set(
  'solving solve obtain get find gives give yields solution system values value have thus so therefore hence'.split(' '),
);
/** Words that make values one case of several, or equations parts of a case. */
const CASES = new Set(
  'or case cases either respectively suppose assume first second third pair pairs if when another also substituting substitute plugging plug put point points let set at through'.split(
    ' ',
  ),
);
const REACH = 2;

/** Keeps the equations in two unknowns or more that are in force, and puts stated values back into them. */
export class LiveEquations {
  private live: Live[] = [];

  constructor(private readonly facts: Facts) {}

  /**
   * The claims that the values of a sentence satisfy the live equations in just these unknowns. Made at the last value of
   * the sentence, so that all of them are known; none where a letter has two values or the text speaks of cases.
   */
  claims(step: Step, reading: Reading, index: number, scope: Scope): Claim[] {
    const s = reading.statements[index]!;
    this.note(step, s);
    if (
      nameOfValue(s) === undefined ||
      (reading.statements[index + 1]?.index === s.index && nameOfValue(reading.statements[index + 1]!) !== undefined)
    )
      return [];
    if (s.sentence.some(w => CASES.has(w)) || !s.sentence.some(w => SOLVING.has(w))) return [];
    const stated = new Map<string, Statement>();
    for (let i = index; i >= 0 && reading.statements[i]!.index === s.index; i--) {
      const name = nameOfValue(reading.statements[i]!);
      if (name === undefined) continue;
      if (stated.has(name) || this.facts.rebound.has(name)) return [];
      stated.set(name, reading.statements[i]!);
    }
    if (stated.size < 2) return [];
    const premises = [...stated].reverse().map(([name, at]): Given => {
      const side = at.sides.find(x => x.value)!;
      return {
        from: step.id,
        span: toDocument(step.text, at.span.start, at.span.end),
        why: 'symbol',
        label: `${name} = ${side.key.replace(/~\d+/, '')}`,
        left: [{ k: 'sym', name, span: at.span }],
        op: '=',
        right: side.readings,
      };
    });
    const first = [...stated.values()].pop()!;
    // As many equations as unknowns, the last ones: fewer leave the values open, and older ones may be of another system.
    const system = this.live.filter(e => step.number - e.step.number <= REACH && sameNames(e.statement, stated)).slice(-stated.size);
    if (system.length < stated.size) return [];
    return system.map(e => ({
      kind: 'put-back',
      step: step.id,
      span: { start: first.span.start, end: s.span.end },
      left: e.statement.sides[0]!.readings,
      op: '=',
      right: e.statement.sides[1]!.readings,
      premises: [
        ...premises,
        {
          from: e.step.id,
          span: toDocument(e.step.text, e.statement.span.start, e.statement.span.end),
          why: 'equation',
          label: e.step.text.text.slice(e.statement.span.start, e.statement.span.end).trim(),
          left: [],
          op: '=',
          right: [],
        } satisfies Given,
      ],
      scope,
      confirmOnly: s.doubt ?? e.statement.doubt,
    }));
  }

  private note(step: Step, s: Statement): void {
    if (s.sentence.some(w => CASES.has(w))) this.live = [];
    const equation = s.sides.length === 2 && s.relations[0]!.op === '=' && s.sides.every(x => x.readings.length && !x.cut);
    if (!equation || namesOf(s).size < 2 || s.sides.every(x => x.name !== undefined)) return;
    this.live = [...this.live.filter(e => step.number - e.step.number <= REACH), { statement: s, step }].slice(-8);
  }
}

function namesOf(s: Statement): Set<string> {
  return new Set(s.sides.flatMap(side => [...side.variables]));
}

function sameNames(s: Statement, stated: ReadonlyMap<string, unknown>): boolean {
  const names = namesOf(s);
  return names.size === stated.size && [...names].every(name => stated.has(name));
}

/** The name of a statement `x = 3`. */
function nameOfValue(s: Statement): string | undefined {
  if (s.sides.length !== 2 || s.relations[0]!.op !== '=' || s.sides.some(x => x.cut)) return undefined;
  const [a, b] = [s.sides[0]!, s.sides[1]!];
  return a.name !== undefined && b.value && plain(b.readings[0]!) && /^\\?[A-Za-z]+(_\w+)?$/.test(a.name) ? a.name : undefined;
}

/** A number as it is stated for a result: 3, -2, 5/2, \\sqrt 2. */
function plain(e: Expr): boolean {
  if (e.k === 'num' || e.k === 'const') return true;
  if (e.k === 'neg' || e.k === 'unit') return plain(e.a);
  if (e.k === 'div') return plain(e.a) && plain(e.b);
  return e.k === 'call' && e.fn === 'root' && plain(e.args[0]!);
}
