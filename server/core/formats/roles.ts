// What a step is for: it restates the givens, states the answer, is prose, or derives something.
import type { Maths, Role } from '../model';
import { hasRelation } from './evidence';

const boxed = /\\(?:boxed|fbox)\s*(?:\{|\S)/;
const answer =
  /^\s*####|(?:^|[\s*_])(?:the|our|so the|final|correct) (?:final |correct )?(?:answer|choice|option) (?:is|equals|=|:)|(?:^|\n)[\s*_#]*(?:the )?(?:final )?answer(?:\*\*|__)?\s*(?:[:=]|\*\*|$)|\banswer\s*:\s*[^\s]|^\s*(?:solution: choice|choice_[a-e])/im;
const given =
  /^[\s*_>#-]*(?:(?:we|you) (?:are|were) (?:also )?given|it is given|given\b(?! that\b.*[,;])|givens?\s*:|known\s*:|data\s*:|(?:the )?(?:problem|question) (?:states|says|gives|tells)|according to the (?:problem|question)|from the (?:problem|question))/i;
const consequence =
  /\b(?:so|then|thus|therefore|hence|gives|get|obtain|yields?|implies|which means|this means|we have|we can|substitut\w*|solv\w*)\b|\\(?:implies|Rightarrow|therefore)|[⇒∴]/i;

/** The role of a step from its own text and the problem it belongs to. */
export function roleOf(text: string, maths: readonly Maths[], problem: string): Role {
  if (boxed.test(text) || answer.test(text) || /^\s*[$€£]?-?\d[\d,.]*%?\s*$/.test(text)) return 'answer';
  if (!maths.length && !/\d/.test(text) && !hasRelation(text)) return 'prose';
  if (given.test(text) && !consequence.test(text)) return 'given';
  if (text.length <= 400 && problem && hasRelation(text)) {
    const own = squeeze(text);
    if (own.length >= 3 && squeeze(problem).includes(own)) return 'given';
  }
  return 'derived';
}

/** The formula without what a person may write differently when copying it. */
function squeeze(text: string): string {
  return text.replace(/^\s*\(?\d{1,2}[.)]\s+/, '').replace(/[\s$.,;]|\\[()[\],;!]|\\(?:left|right)(?![a-zA-Z])/g, '');
}
