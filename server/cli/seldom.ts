// What is wanted less often than checking: built into a file of its own, so that `hence check` starts without reading it.
export { sarifReport } from '../batch/sarif';
export { runCalibrate } from './calibrate';
export { checkedReport } from './checked-page';
export { readConfig } from './config';
export { convert } from './convert';
export { runIngest } from './ingest';
export { inherited, judges } from './judges';
export { lintLabels } from './lint-labels';
export { merge } from './merge';
export { openModels, readModels } from './models';
export { runPlan } from './plan';
export { runRefine } from './refine';
export { runReplay } from './replay';
export { runReport } from './report';
export { stats } from './stats';
export { styleBeside } from './style';
export { listVerifiers } from './verifiers';
