// What a problem asks for, where letters are in it: "If x + y = 7 and x − y = 1, what is the value of x² + y²?". A final answer
// must be its value wherever all that the problem says holds.
import { type Expr, variables } from '../math/expr';
import type { Step, Text } from '../model';
import { toDocument } from '../model';
import type { Background, Claim, Scope } from './claim';
import type { Facts } from './facts';
import type { Force } from './force';
import type { Reading } from './statements';

/** An expression that is asked for, and what the problem says of its letters. */
export type Asked = {
  readonly readings: readonly Expr[];
  readonly label: string;
  readonly span: { start: number; end: number };
  readonly background: Background;
};

const ASKING =
  /\b(?:what is|find|compute|determine|evaluate|calculate)(?: the)?(?: exact| numerical)?(?: values? of)?(?: the expression)?$/;
/** Words that say nothing of the letters but what formulas, and the sorts of letters, say: with any other word more is said. */
const PLAIN = new Set(
  'let be real number numbers such that what is the value of if and given find compute determine evaluate calculate suppose are positive negative integer integers nonzero non-zero satisfy satisfies satisfying equation equations system for with when then express your answer as a an common fraction simplest form in where some two three four following both hold holds have we it to expression exact numerical'.split(
    ' ',
  ),
);

/** A letter that is no unit of complex numbers, no index and no function. */
const PLAIN_NAME = /^(?![fgiPQ]$)\\?[A-Za-z]+$/;

/** What the problem asks for; none where more is said of its letters than was read, or where there may be several values. */
export function askedOf(reading: Reading, text: Text, facts: Facts, force: Force): Asked | undefined {
  if (facts.operators || facts.complex || facts.modular || !reading.words.every(w => PLAIN.has(w))) return undefined;
  const read = reading.statements.every(
    s => s.sides.every(side => side.readings.length && !side.cut) && s.relations.every(r => r.op !== '≈' && r.op !== '≡'),
  );
  if (!read) return undefined;
  const goals = reading.spoken.filter(x => ASKING.test(x.words) && x.side.variables.size > 0 && !x.side.cut);
  const letter = goals.length ? undefined : letterAsked(reading, text.text);
  const goal = goals.length === 1 ? goals[0]!.side : undefined;
  const readings = goal?.readings ?? (letter && [{ k: 'sym' as const, name: letter.name, span: letter.span }]);
  const span = goal?.span ?? letter?.span;
  if (!readings?.length || !span) return undefined;
  const names = new Set(readings.flatMap(e => [...variables(e)]));
  for (const name of names) if (!PLAIN_NAME.test(name) || !force.knows(name)) return undefined;
  const nowhere: Step = { id: 'problem', number: -1, role: 'prose', text, maths: [], span: text.span };
  const background = force.background(names, nowhere, reading, reading.statements.length);
  if (background.unreadable || !background.relations.some(r => r.op === '=')) return undefined;
  const letters = new Set(background.relations.flatMap(r => [...r.left, ...r.right].flatMap(e => [...variables(e)])));
  if ([...letters].some(name => !PLAIN_NAME.test(name))) return undefined;
  // With more letters than equations, one that is not asked for may stand for anything: A and B with 2x + 3 = A(x + 1) + B.
  const equations = background.relations.filter(r => r.op === '=').length;
  if ([...letters].some(name => !names.has(name)) && letters.size > equations) return undefined;
  return { readings, label: text.text.slice(span.start, span.end).trim(), span, background: { ...background, complete: true } };
}

/** "what is x?", "find the value of $y$". */
function letterAsked(reading: Reading, text: string): Reading['symbols'][number] | undefined {
  const found = reading.symbols.filter(x => {
    const before = text
      .slice(Math.max(0, x.span.start - 60), x.span.start)
      .replace(/[\s$]|\\\(/g, ' ')
      .trimEnd()
      .toLowerCase();
    return ASKING.test(before) && /^\s*(?:\$|\\\))?\s*(?:[.?]|$)/.test(text.slice(x.span.end));
  });
  return found.length === 1 ? found[0] : undefined;
}

/** The claim that a boxed answer is the value that is asked for. */
export function askedClaim(step: Step, reading: Reading, scope: Scope, asked: Asked, problem: Text): Claim | undefined {
  const stated = reading.answers.filter(a => a.by === 'box');
  const answer = stated[0];
  if (stated.length !== 1 || !answer || !answer.readings.every(plain)) return undefined;
  return {
    kind: 'general',
    step: step.id,
    span: answer.span,
    left: asked.readings,
    op: '=',
    right: answer.readings,
    premises: [
      {
        from: 'problem',
        span: toDocument(problem, asked.span.start, asked.span.end),
        why: 'value',
        label: asked.label,
        left: asked.readings,
        op: '=',
        right: asked.readings,
      },
    ],
    // It is announced nowhere, so that only a value that is wrong at every point that was found is refuted.
    scope,
    background: asked.background,
  };
}

/** An exact value without a unit. */
const plain = (e: Expr): boolean =>
  e.k === 'num'
    ? !e.places
    : e.k === 'neg'
      ? plain(e.a)
      : e.k === 'div' || e.k === 'mul' || e.k === 'add' || e.k === 'sub'
        ? plain(e.a) && plain(e.b)
        : e.k === 'call' && e.fn === 'root' && e.args.every(plain);
