// How the problem was read: what was overlooked, made up or misread (RCoT), what need not be used (I3C), whether the answer
// gives the problem's own numbers back (FOBAR), and what contradicts itself. What the kernel can tell is told before anything is asked.
export { checklistVerifier } from './checklist';
export { contradictionVerifier } from './contradiction';
export { irrelevantVerifier } from './irrelevant';
export { maskedVerifier } from './masked';
export { readingVerifier } from './rebuilt';
