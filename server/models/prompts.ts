// What models are asked, in our own words. A changed wording wants a changed version: it is a part of the cache's key.
import type { SlipName } from '../core';
import { asData, type Framed } from './transcript';
import type { ChatRequest, Message } from './transport/chat';
import { slipNames } from './verdict';

export type Style = 'whole' | 'early-stop';

const role = 'You check worked solutions in mathematics, one step at a time, and you care about one thing: does each step follow?';

/** The system's part goes first in the user's turn: editors' models and some chat templates have no system role. */
export function turn(...parts: readonly string[]): Message[] {
  return [{ role: 'user', content: parts.filter(part => part !== '').join('\n\n') }];
}

const slipWords: Readonly<Record<SlipName, string>> = {
  calculation: 'a computation gives another value',
  counting: 'things are counted wrongly',
  question_understanding: 'the question is read as another question',
  referencing_context_value: 'a number of the problem is copied or used wrongly',
  referencing_previous_step_value: 'a result of an earlier step is copied or used wrongly',
  unit_conversion: 'units are converted wrongly or mixed',
  operator: 'the wrong operation, or its sign, is used',
  missing_step: 'something needed is left out or not shown',
  confusing_formula: 'a formula is misremembered or does not apply',
  confusing_concept: 'two notions are taken for each other',
  adding_irrelevant_information: 'something that nobody gave is assumed',
  nonsense_output: 'the text makes no sense',
};

const rules = [
  'A step is wrong only if it states or uses something false, or draws a conclusion that what is before it does not allow. A clumsy, short or unusual step that is true is right.',
  'A step that only carries on from an earlier wrong step is not the first error. Numbers that were rounded on purpose are right.',
  'Work each step out yourself before you judge it; do not go by how sure the text sounds.',
].join('\n');

const fields = [
  '"first_error": the index of the first wrong step, or -1 if every step is right',
  `"kind": for a wrong step one of ${slipNames.map(name => `${name} (${slipWords[name]})`).join(', ')}; else "none"`,
  '"quote": the few words or the formula of that step that are wrong, copied letter by letter; else ""',
  '"explanation": in one or two sentences, why it is wrong; else ""',
  '"replacement": what should stand in place of the quote so that the step is right, or "" if it cannot be mended so',
];

const ask: Readonly<Record<Style, string>> = {
  whole: 'Go through all steps. Then name the first step that is wrong.',
  'early-stop':
    'Go through the steps in order and give each its verdict. As soon as one is wrong, stop: what comes after it is not your concern.',
};

export type CriticOptions = { readonly style: Style; readonly temperature: number; readonly maxTokens: number; readonly slips?: string };

export const criticVersion = 1;

/** One request for the first wrong step. `slips` are notes of the user's on what goes wrong often. */
export function criticRequest(framed: Framed, { style, temperature, maxTokens, slips }: CriticOptions): ChatRequest {
  const shown = framed.steps + (framed.control === undefined ? 0 : 1);
  const analysis =
    style === 'whole'
      ? '"analysis": a list with a few words on each step, as {"step": index, "verdict": "right" or "wrong", "remark": "…"}'
      : '"analysis": the list of verdicts up to and with the first wrong step, as {"step": index, "verdict": "right" or "wrong", "remark": "…"}';
  return {
    prompt: `critic-${style}-${criticVersion}`,
    temperature,
    maxTokens,
    schema: verdictSchema(shown),
    messages: turn(
      role,
      rules,
      slips ? `Slips that have been seen often in solutions like this one (a reminder, not a list to choose from):\n${slips}` : '',
      `${ask[style]} Steps are numbered from 0 to ${shown - 1}. ${asData(framed)}`,
      framed.text,
      `Answer with one JSON object and nothing after it:\n${[analysis, ...fields].map(field => `- ${field}`).join('\n')}`,
    ),
  };
}

function verdictSchema(shown: number): Record<string, unknown> {
  const text = { type: 'string' };
  const index = { type: 'integer', minimum: 0, maximum: shown - 1 };
  const verdict = { type: 'string', enum: ['right', 'wrong'] };
  return object({
    analysis: { type: 'array', items: object({ step: index, remark: text, verdict }) },
    first_error: { type: 'integer', minimum: -1, maximum: shown - 1 },
    kind: { type: 'string', enum: [...slipNames, 'none'] },
    quote: text,
    explanation: text,
    replacement: text,
  });
}

/** A schema of an object with all these properties and no others, as strict servers want it. */
export function object(properties: Record<string, unknown>): Record<string, unknown> {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}
