// What a text points at by name: steps, numbered equations, labels.
import type { Solution, Span, Step } from '../model';

export type Reference = { readonly to: Step; readonly span: Span; readonly label: string };

const STEP = /\bsteps?\s*\(?(\d{1,3})\)?/gi;
const EQUATION =
  /\\(?:eq)?ref\{([^}\n]{1,40})\}|(?:\b(?:from|by|in|into|using|of|equations?|eqs?\.?|and|with|line)\s+|\beq\.?~?)\$?\((\d{1,3}|\*{1,3}|[ivx]{1,4})\)/gi;
const TAG =
  /\\tag\*?\{([^}\n]{1,20})\}|\\label\{([^}\n]{1,40})\}|(?:[=<>≤≥]|\\[lg]eq?\b)[^\n]*?(?:\\q?quad|\s{2,}|\.{3,}|\t)\s*\((\d{1,3}|\*{1,3}|[ivx]{1,4})\)\s*(?:\$\$?|\\\]|\\\)|\\\\)?\s*$/gm;

/** Names that a step gives to its equations: `\tag{2}`, `\label{eq:a}`, "(2)" at the end of a line. */
export function tagsOf(step: Step): readonly string[] {
  return [...step.text.text.matchAll(TAG)].map(m => (m[1] ?? m[2] ?? m[3])!.replace(/[()]/g, ''));
}

/** Earlier steps that a step refers to by name. `tags` holds the step that named an equation last. Offsets into the step's text. */
export function referencesIn(step: Step, solution: Solution, tags: ReadonlyMap<string, Step>): Reference[] {
  const { text } = step.text;
  const out: Reference[] = [];
  const put = (to: Step | undefined, at: number, label: string) => {
    if (to && to.number < step.number) out.push({ to, span: { start: at, end: at + label.length }, label });
  };
  for (const m of text.matchAll(STEP)) {
    if (m.index < 8 && /^\W*step/i.test(text)) continue;
    put(stepNamed(solution, m[1]!), m.index, m[0]);
  }
  for (const m of text.matchAll(EQUATION)) {
    const name = (m[1] ?? m[2])!;
    const label = m[2] === undefined ? m[0] : m[0].slice(m[0].indexOf('('));
    put(tags.get(name), m.index + m[0].length - label.length, label);
  }
  return out;
}

/** The step its writer numbered so, else the one at that place. */
function stepNamed(solution: Solution, digits: string): Step | undefined {
  let known = numbered.get(solution);
  if (!known) {
    known = new Map();
    for (const step of solution.steps) {
      const own = step.label && /^\W*(?:step\s*)?(\d+)\W*$/i.exec(step.label)?.[1];
      if (own && !known.has(own)) known.set(own, step);
    }
    numbered.set(solution, known);
  }
  return known.get(digits) ?? solution.steps[Number(digits) - 1];
}

const numbered = new WeakMap<Solution, Map<string, Step>>();
