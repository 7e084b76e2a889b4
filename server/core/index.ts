// The core's public face.

export { type AnswerEquality, type AnswerPolicy, type AnswerRule, answerRules, equalAnswers, sameAnswer } from './answer-equality';
export { type Change, changeOf } from './changes';
export { type Comparison, compare, samplesOf } from './compare';
export { analyse, analyseSolution, check, type Host, type Progress, parseSource, type Source } from './engine';
export { detect, formats } from './formats';
export * from './groups';
export { createMemo, type Memo } from './memo';
export * from './model';
export { answerStands, apply, repairsFor, withRepairs, withRepairsOf } from './repair';
export { type Assumption, assuming, assumptionsFor, type Place } from './repair/assume';
export { type Correction, replay } from './repair/replay';
export { answerWords } from './right-answer';
export { configurationProperties, defaults, readSettings, type Settings, type Severity, table as settingsTable } from './settings';
export * from './suppress';
export { type Segment, type Tree, type TreeNode, tree } from './tree';
export { type Verifier, verifiers } from './verifiers';
