// What a chat model can be used for besides plain criticism. Adding one is one file and one line here.
import { programs, stepPrograms, translate } from './programs';
import type { Sandbox } from './programs/sandbox';
import { checklistVerifier, contradictionVerifier, irrelevantVerifier, maskedVerifier, readingVerifier } from './reading';
import { rollouts } from './rollouts';
import type { Asking, ModelVerifier } from './verifier';

export type MethodOptions = {
  /** Samples, votes or rollouts, whichever the method takes. */
  readonly samples: number;
  readonly sandbox?: Sandbox;
  /** The text solutions are graded by; their own reference where there is none. */
  readonly rubric?: string;
};

/** Fewer rollouts than this say too little about a step. */
const leastRollouts = 4;
const rolloutTokens = 2048;
const many = ({ samples }: MethodOptions) => ({ samples: Math.max(samples, leastRollouts), maxTokens: rolloutTokens });

export const methods = {
  rollouts: (asking, options) => rollouts(asking, 'search', many(options)),
  values: (asking, options) => rollouts(asking, 'values', many(options)),
  programs: (asking, { samples, sandbox }) => programs(asking, samples, sandbox),
  'step-programs': (asking, { samples, sandbox }) => stepPrograms(asking, samples, sandbox),
  translate: (asking, { samples }) => translate(asking, samples),
  reading: asking => readingVerifier(asking),
  masked: (asking, { samples }) => maskedVerifier(asking, samples),
  irrelevant: asking => irrelevantVerifier(asking),
  contradiction: (asking, { samples }) => contradictionVerifier(asking, samples),
  checklist: (asking, { rubric }) => checklistVerifier(asking, rubric),
} satisfies Record<string, (asking: Asking, options: MethodOptions) => ModelVerifier>;

export type Method = 'critic' | 'critic-whole' | keyof typeof methods;
