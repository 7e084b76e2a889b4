// What a solution has said so far: values of names, where numbers and letters come from, what was rounded.
import { isQ } from '../math/evaluate';
import type { Expr } from '../math/expr';
import { nameText, printText } from '../math/print';
import { equal, type Q, show } from '../math/rational';
import type { EdgeReason, Solution, Span, Step, Text } from '../model';
import { toDocument } from '../model';
import type { Given } from './claim';
import { decimalsOf } from './decimals';
import { referencesIn, tagsOf } from './references';
import { type Side, valueLabel } from './sides';
import type { Reading, Statement } from './statements';
import { DEFINING } from './words';

/** A name with a value: `x = 5`, "let A = 3·4". */
export type Binding = {
  readonly value: Expr;
  readonly readings: readonly Expr[];
  readonly from: string;
  readonly span: Span;
  /** A closed formula introduced by let, where, denote: what the name stands for from now on. */
  readonly defined: boolean;
};

/** Something a step uses, and where that comes from (document offsets of the use). */
export type Use = {
  readonly from: string;
  readonly why: EdgeReason;
  readonly label: string;
  readonly span: Span;
  /** Where in `from` it stands. */
  readonly at?: Span;
};

const SMALL = /^-?[0-3]$/;

const NONE: readonly string[] = [];

type Origin = { readonly from: string; readonly span: Span };

/** Grows from statement to statement; asked for bindings, rounded values and origins. */
export class Memory {
  private readonly bindings = new Map<string, Binding>();
  private readonly rounded = new Set<string>();
  private readonly born = new Map<string, Origin>();
  /** Values that steps came to, where they did so last. */
  private readonly results = new Map<string, Origin>();
  private readonly symbols = new Map<string, Origin>();
  /** Expressions that were written before, by content, with the step that wrote them last. */
  private readonly written = new Map<string, Origin>();
  private readonly spoken = new Set<string>();
  private readonly tags = new Map<string, Step>();
  private readonly used = new Map<string, Use[]>();
  /** Ordinal of the sentence that goes on defining: "where A = …, B = … and C = …". */
  private defining = -1;

  constructor(private readonly solution: Solution) {}

  /** Whether an expression was written before, as a side of a relation or on its own. */
  knows(side: Side): boolean {
    return this.written.has(side.key);
  }

  /** Whether an expression was spoken of by itself, or is a form that it was given: no side of an equation. */
  isSpoken(side: Side): boolean {
    return this.spoken.has(side.key);
  }

  binding(name: string): Binding | undefined {
    return this.bindings.get(name);
  }

  /** Decimals of a reading that were rounded: here before, or by their looks where no problem or result gives them. */
  roundedIn(reading: Reading): readonly string[] {
    if (!this.rounded.size && !reading.cutOff.length) return NONE;
    const here = this.rounded.size ? reading.numbers.map(n => n.name).filter(n => this.rounded.has(n)) : [];
    return [...new Set([...here, ...reading.cutOff.filter(n => !this.born.has(n))])];
  }

  takeProblem(problem: Reading, text: Text): void {
    for (const s of problem.statements) this.learn(s, 'problem', text);
    this.note(problem, 'problem', text.span);
    this.defining = -1;
    for (const n of problem.numbers) this.remember(n.name, 'problem', toDocument(text, n.span.start, n.span.end));
  }

  /** Takes in what a statement says: bindings of lone names, the value it ends in, values that were rounded. */
  learn(s: Statement, from: string, text: Text): void {
    const defining = s.before.slice(-4).some(w => DEFINING.has(w)) || (this.defining === s.index && s.before.length <= 1);
    this.defining = defining ? s.index : -1;
    const span = toDocument(text, s.span.start, s.span.end);
    s.sides.forEach((side, i) => {
      const name = side.name;
      if (name === undefined || !side.readings.length) return;
      const target = i < s.sides.length - 1 ? s.sides[s.sides.length - 1]! : s.sides[i - 1];
      if (!target?.readings.length || target === side || target.cut || side.cut) return;
      if (s.relations.some(r => r.op !== '=' && r.op !== '≈')) return;
      if (target.closed) {
        const known = this.bindings.get(name);
        const value = { value: target.readings[0]!, readings: target.readings };
        const defined = defining && (s.sides[i + 1] ?? target).operation;
        this.bindings.set(name, known?.defined && !defined ? { ...known, ...value } : { ...value, from, span, defined });
      }
      this.symbols.set(name, { from, span });
    });
    const end = s.sides[s.sides.length - 1]!;
    if (from === 'problem' || !end.value || !isQ(end.value)) return;
    this.remember(show(end.value), from, span);
    const first = this.born.get(show(end.value))!;
    this.results.set(show(end.value), first.from === from ? first : { from, span });
    this.noteRounded(s.sides[s.sides.length - 2], end.readings[0]!, end.value);
  }

  /** A decimal result that is not exactly its left side was rounded: later steps carry the error on. */
  private noteRounded(before: Side | undefined, e: Expr, v: Q): void {
    if (!before?.readings.length || !decimalsOf(e)) return;
    const exact = before.value;
    if (before.closed && !exact) return;
    if (!exact || !isQ(exact) || !equal(exact, v)) this.rounded.add(show(v));
  }

  private remember(value: string, from: string, span: Span): void {
    if (!this.born.has(value)) this.born.set(value, { from, span });
  }

  /** Notes that a claim of `step` takes `premise` for true. */
  use(step: Step, premise: Given): void {
    if (premise.from === step.id) return;
    const list = this.used.get(step.id) ?? [];
    list.push({ from: premise.from, why: premise.why, label: premise.label, span: step.span, at: premise.span });
    this.used.set(step.id, list);
  }

  /** Edges into a step: what its claims took as premise, values born earlier, symbols, references; else the step before. */
  usesOf(step: Step, reading: Reading): Use[] {
    const out = new Map<string, Use>();
    const put = (u: Use) => {
      const id = `${u.from}:${u.why}:${u.label}`;
      if (u.from !== step.id && !out.has(id)) out.set(id, u);
    };
    for (const u of this.used.get(step.id) ?? []) put(u);
    for (const n of reading.numbers) {
      // A minus sign stands before a number, and is no part of it.
      const origin = this.originOf(n.name, step) ?? this.originOf(`-${n.name}`, step);
      if (origin)
        put({ from: origin.from, why: 'value', label: n.name, span: toDocument(step.text, n.span.start, n.span.end), at: origin.span });
    }
    for (const x of reading.symbols) {
      const origin = this.symbols.get(x.name);
      if (origin)
        put({
          from: origin.from,
          why: 'symbol',
          label: this.called(x.name, origin),
          span: toDocument(step.text, x.span.start, x.span.end),
          at: origin.span,
        });
    }
    for (const s of reading.statements)
      for (const side of s.sides) {
        const origin = speaksOf(side) ? this.written.get(side.key) : undefined;
        if (origin)
          put({
            from: origin.from,
            why: 'equation',
            label: printText(side.readings[0]!),
            span: toDocument(step.text, side.span.start, side.span.end),
            at: origin.span,
          });
      }
    for (const { to, span, label } of referencesIn(step, this.solution, this.tags))
      put({ from: to.id, why: 'reference', label, span: toDocument(step.text, span.start, span.end), at: to.span });
    const before = this.solution.steps[step.number - 1];
    if (before && ![...out.values()].some(u => u.from !== 'problem'))
      put({ from: before.id, why: 'adjacent', label: 'follows', span: step.span });
    return [...out.values()];
  }

  /**
   * Where a number comes from: what the step right before came to, else where it was first said. Small numbers are everywhere: that a
   * 2 reappears says nothing, unless it is what the step right before came to and was not said before that.
   */
  private originOf(name: string, step: Step): Origin | undefined {
    const first = this.born.get(name);
    const result = this.results.get(name);
    const next = result !== undefined && result.from === this.solution.steps[step.number - 1]?.id;
    if (SMALL.test(name)) return next && first === result ? result : undefined;
    return next ? result : first;
  }

  /** "v = 60" where the letter has that value from there, else the letter. */
  private called(name: string, origin: Origin): string {
    const plain = nameText(name);
    const b = this.bindings.get(name);
    if (!b || b.from !== origin.from) return plain;
    const value = valueLabel(b.value);
    return value.length <= 24 ? `${plain} = ${value}` : plain;
  }

  /** Expressions of a text are known from now on. */
  private note(reading: Reading, from: string, span: Span): void {
    for (const e of reading.expressions) {
      this.written.set(e, { from, span });
      this.spoken.add(e);
    }
    for (const s of reading.statements)
      if (this.spoken.has(s.sides[0]!.key) && s.relations.every(r => r.op === '=')) for (const side of s.sides) this.spoken.add(side.key);
    for (const s of reading.statements) for (const side of s.sides) if (speaksOf(side)) this.written.set(side.key, { from, span });
  }

  /** Letters that a step mentions first are its own. */
  endStep(step: Step, reading: Reading): void {
    this.note(reading, step.id, step.span);
    for (const tag of tagsOf(step)) this.tags.set(tag, step);
    this.defining = -1;
    for (const x of reading.symbols) {
      if (!this.symbols.has(x.name)) this.symbols.set(x.name, { from: step.id, span: toDocument(step.text, x.span.start, x.span.end) });
    }
  }
}

/** An expression with letters that is worth recognising when it comes again. */
const speaksOf = (side: Side): boolean => side.operation && side.variables.size > 0;
