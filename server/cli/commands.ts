// Every command: what it is for, what it takes, and where it is. A new one is a line here and a file beside.
import type { Io } from './io';
import type { Misuse, Options } from './options';

/** Runs the command and answers the exit code, or what is wrong with the request. */
export type Run = (options: Options, io: Io) => Promise<number | Misuse>;

export type Command = {
  readonly about: string;
  /** What stands after its name in the help. */
  readonly usage: string;
  /** What to say where no path is given; absent where none is needed, false where none is taken. */
  readonly paths?: string | false;
  /** What `--format` may be, the default first; absent where the command reports in one way only. */
  readonly formats?: readonly string[];
  /** Options of its own, beside those every command takes. */
  readonly flags: readonly string[];
  /** Whether its chat model answers through files rather than at an address. */
  readonly batch?: true;
  /** Loaded only here, so that help, version and a mistyped option answer at once. */
  readonly load: () => Promise<Run>;
};

/** What asking a reward model for scores takes. */
const scoring = [
  'prm',
  'model',
  'layout',
  'server',
  'context',
  'concurrency',
  'request-deadline',
  'max-calls',
  'price',
  'no-cache',
  'key-variable',
];

/** Whom to ask, and how. */
export const modelFlags = [...scoring, 'critic', 'votes', 'rule', 'method', 'prm-model', 'threshold', 'slips', 'rubric'];

/** How often to propose. */
const refining = ['rounds', 'samples'];

/** What asking a chat model through files takes. */
const batching = ['refine', ...refining, 'model', 'votes', 'rule', 'method', 'server', 'context', 'slips', 'rubric', 'answers'];

/** How inputs are read and checked. */
const reading = ['as', 'config', 'verifier', 'problem-field', 'steps-field', 'split', 'jobs', 'deadline'];

export const commands: Readonly<Record<string, Command>> = {
  check: {
    about: 'Check solutions in files, folders, globs or standard input (-).',
    usage: 'PATH…|-',
    paths: 'name the files or folders to check, or - for standard input',
    formats: ['text', 'json', 'jsonl', 'sarif', 'csv', 'html'],
    flags: [...reading, 'format', 'output', 'quiet', 'no-inherited', 'no-repairs', 'timing', 'shard', 'shard-env', 'resume', ...modelFlags],
    load: async () => (await import('./check')).runCheck,
  },
  merge: {
    about: 'Put the reports of shards together: every record once, in order.',
    usage: 'REPORT… --output FILE',
    paths: 'name the reports to merge',
    flags: ['output'],
    load: async () => (await import('./seldom')).merge,
  },
  stats: {
    about: 'Compare verdicts with labels: of labelled data, or of reports in JSONL.',
    usage: 'PATH…',
    paths: 'name labelled files, or reports in JSONL',
    formats: ['text', 'json', 'html'],
    flags: [...reading, 'format', 'html', 'output'],
    load: async () => (await import('./seldom')).stats,
  },
  calibrate: {
    about: 'Find the threshold at which step scores, of the file or of --prm, agree best with the labels.',
    usage: 'PATH…',
    paths: 'name the labelled files',
    formats: ['text', 'json'],
    flags: [...reading, 'format', 'quiet', ...scoring],
    load: async () => (await import('./seldom')).runCalibrate,
  },
  refine: {
    about: 'Have a model mend solutions from their first wrong step on, and show what it proposes as a diff.',
    usage: 'PATH…|- --critic BASE_URL --model NAME',
    paths: 'name the files or folders to refine, or - for standard input',
    formats: ['text', 'jsonl'],
    flags: [
      ...reading,
      'format',
      'quiet',
      'shard',
      'shard-env',
      'mode',
      ...refining,
      ...scoring.filter(flag => !['prm', 'layout'].includes(flag)),
      'critic',
      'votes',
      'rule',
      'slips',
    ],
    load: async () => (await import('./seldom')).runRefine,
  },
  plan: {
    about: 'Write what a model would be asked as an OpenAI batch file, for vllm run-batch or a hosted service.',
    usage: 'PATH… --model NAME --output REQUESTS.jsonl',
    paths: 'name the files or folders with the solutions',
    flags: [...reading, 'output', 'quiet', 'shard', 'shard-env', 'without', ...batching],
    batch: true,
    load: async () => (await import('./seldom')).runPlan,
  },
  ingest: {
    about: 'Check solutions with the answers of such a file: reports as of check.',
    usage: 'PATH… --model NAME --answers FILE',
    paths: 'name the files or folders with the solutions',
    formats: ['text', 'json', 'jsonl', 'sarif', 'csv', 'html'],
    flags: [...reading, 'format', 'output', 'quiet', 'no-inherited', 'timing', 'shard', 'shard-env', ...batching],
    batch: true,
    load: async () => (await import('./seldom')).runIngest,
  },
  'lint-labels': {
    about: 'Find contradictions between the labels of a data set and mathematics.',
    usage: 'PATH…',
    paths: 'name the labelled files',
    formats: ['text', 'jsonl', 'sarif', 'html'],
    flags: [...reading, 'format', 'output'],
    load: async () => (await import('./seldom')).lintLabels,
  },
  convert: {
    about: 'Bring labelled data from one shape into another, and back without loss.',
    usage: 'PATH… --to SHAPE',
    paths: 'name the files to convert',
    flags: ['to', 'from', 'output'],
    load: async () => (await import('./seldom')).convert,
  },
  report: {
    about: 'Write solutions as a page (-o out.html, .md, .tex), or as a page each with an index (-o folder/).',
    usage: 'PATH…|-',
    paths: 'name the files or folders to report on, or - for standard input',
    flags: [...reading, 'output'],
    load: async () => (await import('./seldom')).runReport,
  },
  replay: {
    about: 'Put the first wrong step right, or the one named, and recompute what depends on it.',
    usage: 'PATH…|-',
    paths: 'name the files or folders to replay, or - for standard input',
    formats: ['text', 'jsonl'],
    flags: [...reading, 'format', 'step'],
    load: async () => (await import('./seldom')).runReplay,
  },
  verifiers: {
    about: 'List the verifiers, what each is about, and examples of what it finds.',
    usage: '',
    paths: false,
    formats: ['text', 'json'],
    flags: ['format'],
    load: async () => (await import('./seldom')).listVerifiers,
  },
};
