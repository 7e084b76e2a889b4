// What is in force about letters at a point of a solution: relations that were given, found or supposed before, and sorts.
// Everything that was said is counted in. Too much in force can only silence a refutation; too little would raise a false one.
import { bin, type Expr, variables } from '../math/expr';
import { nameText } from '../math/print';
import type { Sort } from '../math/sorts';
import { relationsOf } from '../math/vieta';
import type { EdgeReason, Op, Step, Text } from '../model';
import { toDocument } from '../model';
import type { Background, Given } from './claim';
import { makeSide, type Side } from './sides';
import type { Reading, Statement } from './statements';
import { CONDITION, SCOPED, SUPPOSED } from './words';

export type InForce = {
  /** Relations about the letters asked for, and about letters that these bring in. */
  readonly relations: readonly Given[];
  readonly sorts: ReadonlyMap<string, Sort>;
  /** Nothing was said about these letters that could not be read, and nothing was only supposed. */
  readonly complete: boolean;
  /** A relation about these letters stands there that could not be read, or that is only supposed. */
  readonly unreadable: boolean;
  /** One of the relations is only supposed, or denied, or one of several that do not hold together. */
  readonly supposed: boolean;
  /** Why it is not complete. */
  readonly why?: string;
};

type Fact = {
  readonly statement: Pick<Statement, 'sides' | 'relations' | 'modulus' | 'doubt'>;
  /** The link of the statement: its sides `link` and `link + 1`. */
  readonly link: number;
  readonly names: readonly string[];
  readonly from: string;
  readonly text: Text;
  /** One of several: "x = 2 or x = 3", "if x = 2, then y = 5". */
  readonly branch: boolean;
  /** 'definition' where words say it of the letters, and no relation stands there. */
  readonly why?: EdgeReason;
};

/** A relation that was said, as sides. */
export type Said = { readonly left: Side; readonly op: Op; readonly right: Side; readonly given: Given };

const NOTHING_SAID: readonly Said[] = [];
/** How many relations about a letter are looked at, the newest first. */
const REACH = 8;

/** Why it is not complete where a relation is only supposed, or denied. */
export const ONLY_SUPPOSED = 'something about its letters is only supposed, or denied';

/** More relations than this about a few letters are not followed. */
const MAX_RELATIONS = 14;

const BOUNDS: ReadonlySet<string> = new Set(['≠', '<', '≤', '>', '≥']);

/** Words that tie a letter to something in a way that is no relation between formulas. */
const CONDITIONS =
  /\b(such that|satisf\w+|multiples?|divisible|divides|divisors?|factors?|roots?|zeros?|solutions?|minim\w+|maxim\w+|smallest|largest|least|greatest|angles?|triangles?|digits?|consecutive|average|ratio|remainders?|between|at least|at most|squares?|cubes?|number of|vert\w+|intersect\w*|perpendicular|parallel|tangent|lengths?|distance|sequences?|terms?|functions?|defined|period\w*|graphs?|lines?|points?|cent(?:er|re)|geometric|arithmetic|not|only|if|when|unless|where|random\w*|probability)\b/i;

/** Grows with the solution, statement by statement, and is asked what is in force about letters. */
export class Force {
  private readonly facts: Fact[] = [];
  private readonly byName = new Map<string, number[]>();
  private readonly rooted = new Set<string>();
  /** Letters of which something was said that is no relation, with the words. */
  private readonly unread = new Map<string, string>();

  constructor(private readonly sorts: ReadonlyMap<string, Sort>) {}

  takeProblem(reading: Reading, text: Text): void {
    for (const s of reading.statements) this.learn(s, 'problem', text);
    this.learnRoots(reading, 'problem', text);
    this.note(reading, text);
  }

  /** Takes in what a statement says. Links that are themselves rewritings say nothing about their letters: `identities` are their numbers. */
  learn(statement: Statement, from: string, text: Text, identities: readonly number[] = []): void {
    // "x = 2 is a root" speaks of the equation, and does not give x that value.
    if (
      /^(?:is|are) (?:also )?(?:an? |one |the |another |not )?(?:\w+ )?(?:solution|root|zero)s?\b/.test(
        statement.after.slice(0, 5).join(' '),
      )
    )
      return;
    // "One solution is x = r", "substituting x = r": what it is for a while.
    if (statement.sides.length === 2 && (TRIED.test(statement.before.slice(-8).join(' ')) || rootOf(statement))) return;
    const branch = from !== 'problem' && branches(statement);
    for (let link = 0; link + 1 < statement.sides.length; link++) {
      if (identities.includes(link) || nothing(statement, link) || nothing(statement, link + 1)) continue;
      this.add({ statement, link, names: namesOf(statement, link), from, text, branch });
    }
  }

  /** Takes in which letters are the roots of a polynomial: what its coefficients say of them. */
  learnRoots(reading: Reading, from: string, text: Text): void {
    for (const { names, equation, span } of reading.roots) {
      const relations = relationsOf(equation, names);
      if (relations) for (const name of names) this.rooted.add(name);
      const branch = from !== 'problem' && passing(text);
      for (const e of relations ?? []) {
        const sides = [makeSide([e.left], span, false), makeSide([e.right], span, false)];
        const statement = { sides, relations: [{ op: '=' as const, span }] };
        this.add({
          statement,
          link: 0,
          names: [...new Set(sides.flatMap(side => [...side.variables]))],
          from,
          text,
          branch,
          why: 'definition',
        });
      }
    }
  }

  /** What a step says of letters outside of relations; called when the step has been read. */
  note(reading: Reading, text: Text): void {
    if (!reading.symbols.length || !CONDITIONS.test(text.text)) return;
    let at = 0;
    for (const x of reading.symbols) {
      while (at < reading.statements.length && reading.statements[at]!.span.end < x.span.end) at++;
      const s = reading.statements[at];
      if (this.unread.has(x.name) || (s && s.span.start <= x.span.start)) continue;
      const start = Math.max(text.text.lastIndexOf('. ', x.span.start) + 1, text.text.lastIndexOf('\n', x.span.start) + 1, 0);
      const stop = text.text.slice(x.span.end).search(/\.\s|\n/);
      const sentence = text.text.slice(start, stop < 0 ? undefined : x.span.end + stop);
      const words = CONDITIONS.exec(sentence);
      if (words) this.unread.set(x.name, words[0]);
    }
  }

  /**
   * What is in force about `names`, before the statement `index` of `reading`; of its own sentence everything but itself counts. What
   * coefficients say of roots is left out unless `roots` is set: no point can be made that satisfies it.
   */
  about(names: Iterable<string>, step: Step, reading: Reading, index: number, roots = false): InForce {
    const relations: Given[] = [];
    const direct = new Set(names);
    const asked = new Set(direct);
    let why: string | undefined;
    let unreadable = false;
    let supposed = false;
    let branched = false;
    const own = reading.statements[index];
    const near: Fact[] = [];
    // The rest of the sentence, which may come behind: "…, since x + y = 1".
    for (let i = index + 1; own && i < reading.statements.length && reading.statements[i]!.index === own.index; i++) {
      const statement = reading.statements[i]!;
      // A line or an arrow goes on from here: it is a consequence, and no reason.
      if (statement.arrow !== undefined || (statement.alone && statement.line && own.line)) continue;
      for (let link = 0; link + 1 < statement.sides.length; link++)
        near.push({ statement, link, names: namesOf(statement, link), from: step.id, text: step.text, branch: branches(statement) });
    }
    const used = new Set<Fact>();
    const queue = [...asked];
    while (queue.length) {
      const name = queue.pop()!;
      const facts = [...(this.byName.get(name) ?? []).map(i => this.facts[i]!), ...near.filter(f => f.names.includes(name))];
      for (const fact of facts) {
        if (used.has(fact) || (fact.why === 'definition' && !roots)) continue;
        if (defines(fact, name, asked)) continue;
        used.add(fact);
        if (used.size > MAX_RELATIONS)
          return {
            relations,
            sorts: this.sorts,
            complete: false,
            unreadable: true,
            supposed: false,
            why: 'too much is said about its letters',
          };
        for (const other of fact.names)
          if (!asked.has(other)) {
            asked.add(other);
            queue.push(other);
          }
      }
    }
    for (const fact of used) {
      const op = fact.statement.relations[fact.link]!.op;
      const [left, right] = [fact.statement.sides[fact.link]!, fact.statement.sides[fact.link + 1]!];
      const congruent = fact.statement.modulus?.length === 1 ? fact.statement.modulus[0] : undefined;
      if (!left.readings.length || !right.readings.length || op === '≈' || left.cut || right.cut || (op === '≡' && !congruent)) {
        why ??= 'something that is said about its letters could not be read';
        unreadable ||= fact.names.some(name => direct.has(name));
        continue;
      }
      if (fact.branch) branched = true;
      // What a problem supposes is given: "If xy = 5, find …".
      if (fact.statement.doubt && !(fact.from === 'problem' && fact.statement.doubt === SUPPOSED)) {
        why ??= ONLY_SUPPOSED;
        supposed = true;
        unreadable ||= fact.names.some(name => direct.has(name));
        if (fact.statement.doubt !== SUPPOSED) continue;
      }
      relations.push(
        congruent ? given(fact, differences(left, right), '∈', [multiplesOf(congruent)]) : given(fact, left.readings, op, right.readings),
      );
    }
    for (const name of asked) {
      const words = this.unread.get(name);
      if (words) why ??= `“${words}” says something about ${nameText(name)} that is not read`;
    }
    return { relations, sorts: this.sorts, complete: why === undefined, unreadable, supposed: supposed || branched, why };
  }

  /** The same as data: what a witness must satisfy, with the sorts of all letters that come up. */
  background(names: Iterable<string>, step: Step, reading: Reading, index: number, roots = false): Background {
    const all = new Set(names);
    const about = this.about(all, step, reading, index, roots);
    for (const r of about.relations) for (const e of [...r.left, ...r.right]) for (const name of variables(e)) all.add(name);
    const sorts = [...all].sort().flatMap(name => (about.sorts.has(name) ? [[name, about.sorts.get(name)!] as const] : []));
    return { relations: about.relations, sorts, complete: about.complete, unreadable: about.unreadable, supposed: about.supposed };
  }

  /** The last equations about a letter that leave something to do, newest first. */
  equationsOf(name: string): { readonly left: Side; readonly right: Side; readonly names: readonly string[] }[] {
    const out: { left: Side; right: Side; names: readonly string[] }[] = [];
    const list = this.byName.get(name) ?? [];
    for (let i = list.length - 1; i >= 0 && i >= list.length - 4; i--) {
      const { statement, link, names } = this.facts[list[i]!]!;
      const [left, right] = [statement.sides[link]!, statement.sides[link + 1]!];
      if (statement.relations[link]!.op !== '=' || left.name === name || right.name === name || left.cut || right.cut) continue;
      if (left.readings.length && right.readings.length) out.push({ left, right, names });
    }
    return out;
  }

  /**
   * Relations that were said about letters, newest first, each once: none that holds for a while only, of a case or a supposition, unless
   * it stands in the same step.
   */
  said(names: readonly string[], step: Step, s: Statement): readonly Said[] {
    if (names.some(name => !this.byName.has(name))) return NOTHING_SAID;
    const near = new Set<number>();
    for (const name of names) {
      const list = this.byName.get(name)!;
      for (let i = list.length - 1; i >= 0 && i >= list.length - REACH; i--) near.add(list[i]!);
    }
    const out: Said[] = [];
    for (const i of [...near].sort((a, b) => b - a)) {
      const fact = this.facts[i]!;
      const { statement, link } = fact;
      const [left, right] = [statement.sides[link]!, statement.sides[link + 1]!];
      if (fact.branch || left.cut || right.cut || !left.readings.length || !right.readings.length || statement.modulus) continue;
      if (statement.doubt && !(fact.from === 'problem' && statement.doubt === SUPPOSED)) continue;
      if (fact.from !== 'problem' && fact.from !== step.id && passing(fact.text)) continue;
      if (statement === s) continue;
      out.push({
        left,
        op: statement.relations[link]!.op,
        right,
        get given() {
          return given(fact, left.readings, this.op, right.readings);
        },
      });
    }
    return out;
  }

  /** Whether a letter is one of the roots of a polynomial, all of which are named. */
  isRoot(name: string): boolean {
    return this.rooted.has(name);
  }

  /** Whether any relation was said about a letter. */
  knows(name: string): boolean {
    return this.byName.has(name);
  }

  /**
   * What bounds or excludes values of `names` alone: x ≠ 0, x > 2, and what words say of their signs. Cheaper than all that is in
   * force, and enough to tell whether a solution that is left out was excluded.
   */
  conditions(names: ReadonlySet<string>, step: Step, reading: Reading, index: number): Background {
    const relations: Given[] = [];
    const take = (fact: Fact) => {
      const op = fact.statement.relations[fact.link]!.op;
      const [left, right] = [fact.statement.sides[fact.link]!, fact.statement.sides[fact.link + 1]!];
      if (!BOUNDS.has(op) || !left.readings.length || !right.readings.length || left.cut || right.cut) return;
      if (fact.names.every(name => names.has(name))) relations.push(given(fact, left.readings, op, right.readings));
    };
    for (const name of names)
      for (const i of this.byName.get(name) ?? []) if (this.facts[i]!.names.find(x => names.has(x)) === name) take(this.facts[i]!);
    const own = reading.statements[index];
    for (let i = index + 1; own && i < reading.statements.length && reading.statements[i]!.index <= own.index + 1; i++) {
      const statement = reading.statements[i]!;
      for (let link = 0; link + 1 < statement.sides.length; link++)
        if (BOUNDS.has(statement.relations[link]!.op))
          take({ statement, link, names: namesOf(statement, link), from: step.id, text: step.text, branch: false });
    }
    const sorts = [...names].sort().flatMap(name => (this.sorts.has(name) ? [[name, this.sorts.get(name)!] as const] : []));
    return { relations, sorts, complete: true, unreadable: false };
  }

  private add(fact: Fact): void {
    if (!fact.names.length) return;
    const i = this.facts.push(fact) - 1;
    for (const name of fact.names) {
      const list = this.byName.get(name);
      if (list) list.push(i);
      else this.byName.set(name, [i]);
    }
  }
}

/** A side where nothing stands: "= $<<2*3=6>>6" says nothing before the brackets. */
const nothing = (s: Statement, side: number): boolean => !s.sides[side]!.readings.length && s.sides[side]!.name === undefined;

/** Whether a statement is one of several that need not hold together, by the words around it. */
function branches(s: Statement): boolean {
  return (
    s.before.some(w => ALTERNATIVE.has(w)) || s.after.slice(0, 3).some(w => ALTERNATIVE.has(w)) || s.sentence.some(w => CONDITION.has(w))
  );
}

/** "One solution of x² = 4 is x = 2": what solves the equation that stands between. */
const rootOf = (s: Statement): boolean =>
  s.before.length === 1 && /^(?:is|are|be)$/.test(s.before[0]!) && s.sentence.slice(0, -1).some(w => /^(?:solution|root|zero)s?$/.test(w));

const TRIED =
  /\b(?:(?:solutions?|roots?|zeros?)(?: \w+){0,5} (?:is|are|be)|substitut(?:e|es|ing)|plug(?:ging)?(?: in)?|set(?:ting)?|put(?:ting)?|try(?:ing)?)$/;
const ALTERNATIVE = new Set(['or', 'either', 'otherwise', 'alternatively']);

function namesOf(s: Pick<Statement, 'sides'>, link: number): string[] {
  return [...new Set([...s.sides[link]!.variables, ...s.sides[link + 1]!.variables])];
}

const cases = new WeakMap<Text, boolean>();
/** Whether a text speaks of cases or suppositions, so that what it says need not hold elsewhere. */
function passing(text: Text): boolean {
  let known = cases.get(text);
  if (known === undefined) cases.set(text, (known = SCOPED.test(text.text)));
  return known;
}

/** `y = 2x + 1` says nothing about x, as long as nobody asks for y. */
function defines(fact: Fact, name: string, asked: ReadonlySet<string>): boolean {
  if (fact.statement.relations[fact.link]!.op !== '=') return false;
  const sides = [fact.statement.sides[fact.link]!, fact.statement.sides[fact.link + 1]!];
  return sides.some((side, i) => {
    const defined = side.name;
    return (
      defined !== undefined &&
      defined !== name &&
      !asked.has(defined) &&
      !sides[1 - i]!.variables.has(defined) &&
      sides[1 - i]!.readings.length > 0
    );
  });
}

/** a ≡ b modulo m says that a − b is a multiple of m. */
const differences = (a: Side, b: Side): Expr[] => a.readings.flatMap(x => b.readings.map(y => bin('sub', x, y, x.span)));
const multiplesOf = (m: Expr): Expr => ({ k: 'call', fn: 'multiples', args: [m], span: m.span });

function given(fact: Fact, left: Given['left'], op: Given['op'], right: Given['right']): Given {
  const s = fact.statement;
  const span = { start: s.sides[fact.link]!.span.start, end: s.sides[fact.link + 1]!.span.end };
  return {
    from: fact.from,
    span: toDocument(fact.text, span.start, span.end),
    why: fact.why ?? 'equation',
    label: fact.text.text.slice(span.start, span.end).trim(),
    left,
    op,
    right,
  };
}
