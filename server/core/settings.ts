// The settings, once: package.json's configuration block is generated from this table (a test compares them).

export type Severity = 'error' | 'warning' | 'information' | 'hint' | 'off';

export type Settings = {
  readonly enable: boolean;
  readonly languages: readonly string[];
  readonly run: 'onType' | 'onSave' | 'onCommand';
  readonly severity: { readonly root: Severity; readonly inherited: Severity; readonly opinion: Severity; readonly hint: Severity };
  readonly verifiers: Readonly<Record<string, boolean>>;
  readonly macros: Readonly<Record<string, string>>;
  readonly maxProblems: number;
  readonly codeLens: boolean;
  readonly hoverMath: boolean;
  readonly rewards: boolean;
  readonly rewardThreshold: number;
  readonly critic: {
    readonly url: string;
    readonly model: string;
    readonly server: (typeof modelServers)[number];
    readonly methods: readonly (typeof criticMethods)[number][];
    readonly votes: number;
    readonly rule: 'majority' | 'pessimistic';
  };
  readonly prm: {
    readonly url: string;
    readonly model: string;
    readonly server: (typeof modelServers)[number];
    readonly layout: string;
    /** Below -1: the model's own. */
    readonly threshold: number;
  };
  readonly models: {
    readonly context: number;
    readonly concurrency: number;
    readonly deadline: number;
    readonly maxCalls: number;
    readonly cache: boolean;
    readonly keyVariable: string;
  };
  readonly include: string;
  readonly exclude: string;
};

const modelServers = ['auto', 'vllm', 'llama.cpp', 'ollama', 'hosted'] as const;
export const criticMethods = [
  'critic',
  'critic-whole',
  'rollouts',
  'values',
  'programs',
  'step-programs',
  'translate',
  'reading',
  'masked',
  'irrelevant',
  'contradiction',
  'checklist',
] as const;

export const defaults: Settings = {
  enable: true,
  languages: ['markdown', 'latex', 'tex', 'plaintext', 'jsonl', 'json'],
  run: 'onType',
  severity: { root: 'error', inherited: 'hint', opinion: 'warning', hint: 'information' },
  verifiers: {},
  macros: {},
  maxProblems: 200,
  codeLens: true,
  hoverMath: true,
  rewards: true,
  rewardThreshold: 0.5,
  critic: { url: '', model: '', server: 'auto', methods: ['critic'], votes: 1, rule: 'majority' },
  prm: { url: '', model: '', server: 'auto', layout: 'auto', threshold: -2 },
  models: { context: 16_384, concurrency: 4, deadline: 120, maxCalls: 0, cache: true, keyVariable: '' },
  include: '**/*.{md,tex,txt,jsonl,json}',
  exclude: '**/{node_modules,.git}/**',
};

/** One row of the configuration block: the key below `hence.`, its JSON schema, and what it does. */
export type SettingRow = { readonly key: string; readonly schema: Record<string, unknown>; readonly about: string };

const severity = (about: string, value: Severity, key: string): SettingRow => ({
  key,
  about,
  schema: { type: 'string', enum: ['error', 'warning', 'information', 'hint', 'off'], default: value },
});

/** Where text and keys go is not for a folder's own settings to say. */
const machine = { scope: 'machine' } as const;

export const table: readonly SettingRow[] = [
  { key: 'enable', about: 'Check solutions as they are opened.', schema: { type: 'boolean', default: defaults.enable } },
  {
    key: 'languages',
    about: 'Language ids whose documents are read. A document that is no solution is left alone.',
    schema: { type: 'array', items: { type: 'string' }, default: defaults.languages },
  },
  {
    key: 'run',
    about: 'When to check: while typing, on save, or only when a command asks for it.',
    schema: { type: 'string', enum: ['onType', 'onSave', 'onCommand'], default: defaults.run },
  },
  severity('Severity of a step that is proved wrong.', 'error', 'severity.root'),
  severity('Severity of a step that follows correctly from a wrong one.', 'hint', 'severity.inherited'),
  severity("Severity of a model's or a reward's opinion.", 'warning', 'severity.opinion'),
  severity('Severity of a heuristic remark, such as a lost solution that an assumption would excuse.', 'information', 'severity.hint'),
  {
    key: 'verifiers',
    about: 'Switch a verifier off by its id, for example `{ "carried": false }`.',
    schema: { type: 'object', additionalProperties: { type: 'boolean' }, default: {} },
  },
  {
    key: 'macros',
    about: 'LaTeX macros to expand while reading, for example `{ "\\\\R": "\\\\mathbb{R}" }`.',
    schema: { type: 'object', additionalProperties: { type: 'string' }, default: {} },
  },
  {
    key: 'maxProblems',
    about:
      'At most this many findings of one document are put into Problems, and of all verified files that are not open together; the tree and the Hence view show them all.',
    schema: { type: 'integer', minimum: 1, default: defaults.maxProblems },
  },
  { key: 'codeLens', about: 'Show the verdict above each solution.', schema: { type: 'boolean', default: defaults.codeLens } },
  { key: 'hoverMath', about: 'Typeset mathematics in hovers.', schema: { type: 'boolean', default: defaults.hoverMath } },
  {
    key: 'rewards',
    about: 'Show process rewards that stand in a file beside the verdicts, as opinions.',
    schema: { type: 'boolean', default: defaults.rewards },
  },
  {
    key: 'rewardThreshold',
    about: 'A step whose reward is below this is flagged as an opinion.',
    schema: { type: 'number', minimum: 0, maximum: 1, default: defaults.rewardThreshold },
  },
  {
    key: 'critic.url',
    about:
      'Address of a chat model to ask on request, for example `http://127.0.0.1:8000/v1`, or `vscode:` for the language models of the editor. Empty: none. See docs/models.md for what is sent.',
    schema: { type: 'string', default: '', ...machine },
  },
  { key: 'critic.model', about: 'Name of the chat model, as its server calls it.', schema: { type: 'string', default: '', ...machine } },
  {
    key: 'critic.server',
    about: 'What kind of server it is; `auto` finds out.',
    schema: { type: 'string', enum: modelServers, default: 'auto', ...machine },
  },
  {
    key: 'critic.methods',
    about: 'What the chat model is asked for. Each is explained in docs/models.md.',
    schema: { type: 'array', items: { type: 'string', enum: criticMethods }, uniqueItems: true, default: defaults.critic.methods },
  },
  {
    key: 'critic.votes',
    about: 'How many times each question is asked; the answers vote.',
    schema: { type: 'integer', minimum: 1, maximum: 64, default: defaults.critic.votes },
  },
  {
    key: 'critic.rule',
    about: 'How votes are counted: the answer given most often, or no error only where no vote objects.',
    schema: { type: 'string', enum: ['majority', 'pessimistic'], default: 'majority' },
  },
  {
    key: 'prm.url',
    about: 'Address of a process reward model to ask on request, for example `http://127.0.0.1:8001`. Empty: none.',
    schema: { type: 'string', default: '', ...machine },
  },
  {
    key: 'prm.model',
    about: 'Name of the process reward model, as its server calls it.',
    schema: { type: 'string', default: '', ...machine },
  },
  {
    key: 'prm.server',
    about: 'What kind of server it is; `auto` finds out.',
    schema: { type: 'string', enum: modelServers, default: 'auto', ...machine },
  },
  {
    key: 'prm.layout',
    about: 'How the reward model wants solutions written; `auto` goes by its name.',
    schema: {
      type: 'string',
      enum: ['auto', 'qwen', 'qwen-shepherd', 'math-shepherd', 'rlhflow', 'skywork', 'pure', 'reasoneval'],
      default: 'auto',
    },
  },
  {
    key: 'prm.threshold',
    about: "A step whose score is below this is flagged; below -1 stands for the model's own threshold. `hence calibrate` finds one.",
    schema: { type: 'number', default: defaults.prm.threshold },
  },
  {
    key: 'models.context',
    about: 'Tokens that a question and its answer may take together. Ollama is told to hold that many.',
    schema: { type: 'integer', minimum: 2048, default: defaults.models.context },
  },
  {
    key: 'models.concurrency',
    about: 'How many requests may run at a time.',
    schema: { type: 'integer', minimum: 1, maximum: 256, default: defaults.models.concurrency },
  },
  {
    key: 'models.deadline',
    about: 'Seconds after which a request is given up.',
    schema: { type: 'integer', minimum: 1, default: defaults.models.deadline },
  },
  {
    key: 'models.maxCalls',
    about: 'How many requests one command may make; 0 for no limit.',
    schema: { type: 'integer', minimum: 0, default: defaults.models.maxCalls },
  },
  {
    key: 'models.cache',
    about: 'Keep the answers of models in a folder of your own, so that asking the same again costs nothing.',
    schema: { type: 'boolean', default: defaults.models.cache, ...machine },
  },
  {
    key: 'models.keyVariable',
    about: 'Name of an environment variable that holds the key for `hence.critic.url`. Keys set by the command Set Model Key come first.',
    schema: { type: 'string', default: '', ...machine },
  },
  { key: 'include', about: 'Files that Verify All Solutions reads.', schema: { type: 'string', default: defaults.include } },
  { key: 'exclude', about: 'Files that Verify All Solutions leaves out.', schema: { type: 'string', default: defaults.exclude } },
];

/** The `contributes.configuration.properties` block of package.json. */
export function configurationProperties(): Record<string, unknown> {
  return Object.fromEntries(table.map(row => [`hence.${row.key}`, { ...row.schema, markdownDescription: row.about }]));
}

/** Reads settings as the editor sends them; a value of the wrong type is replaced by its default. */
export function readSettings(raw: unknown): Settings {
  const given = isRecord(raw) ? raw : {};
  const pick = <T>(key: string, fallback: T): T => {
    const value = key.split('.').reduce<unknown>((at, part) => (isRecord(at) ? at[part] : undefined), given);
    const row = table.find(r => r.key === key);
    return row && fits(value, row.schema) ? (value as T) : fallback;
  };
  return {
    enable: pick('enable', defaults.enable),
    languages: pick('languages', defaults.languages),
    run: pick('run', defaults.run),
    severity: {
      root: pick('severity.root', defaults.severity.root),
      inherited: pick('severity.inherited', defaults.severity.inherited),
      opinion: pick('severity.opinion', defaults.severity.opinion),
      hint: pick('severity.hint', defaults.severity.hint),
    },
    verifiers: pick('verifiers', defaults.verifiers),
    macros: pick('macros', defaults.macros),
    maxProblems: pick('maxProblems', defaults.maxProblems),
    codeLens: pick('codeLens', defaults.codeLens),
    hoverMath: pick('hoverMath', defaults.hoverMath),
    rewards: pick('rewards', defaults.rewards),
    rewardThreshold: pick('rewardThreshold', defaults.rewardThreshold),
    critic: {
      url: pick('critic.url', defaults.critic.url),
      model: pick('critic.model', defaults.critic.model),
      server: pick('critic.server', defaults.critic.server),
      methods: pick('critic.methods', defaults.critic.methods),
      votes: pick('critic.votes', defaults.critic.votes),
      rule: pick('critic.rule', defaults.critic.rule),
    },
    prm: {
      url: pick('prm.url', defaults.prm.url),
      model: pick('prm.model', defaults.prm.model),
      server: pick('prm.server', defaults.prm.server),
      layout: pick('prm.layout', defaults.prm.layout),
      threshold: pick('prm.threshold', defaults.prm.threshold),
    },
    models: {
      context: pick('models.context', defaults.models.context),
      concurrency: pick('models.concurrency', defaults.models.concurrency),
      deadline: pick('models.deadline', defaults.models.deadline),
      maxCalls: pick('models.maxCalls', defaults.models.maxCalls),
      cache: pick('models.cache', defaults.models.cache),
      keyVariable: pick('models.keyVariable', defaults.models.keyVariable),
    },
    include: pick('include', defaults.include),
    exclude: pick('exclude', defaults.exclude),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fits(value: unknown, schema: Record<string, unknown>): boolean {
  if (value === undefined) return false;
  if (Array.isArray(schema.enum)) return schema.enum.includes(value);
  if (schema.type === 'array') {
    const { enum: known } = schema.items as { enum?: readonly unknown[] };
    return Array.isArray(value) && value.every(v => typeof v === 'string' && (known === undefined || known.includes(v)));
  }
  if (schema.type === 'object') {
    const inner = (schema.additionalProperties as { type: string }).type;
    return isRecord(value) && Object.values(value).every(v => typeof v === inner);
  }
  if (schema.type === 'integer') return Number.isInteger(value) && within(value as number, schema);
  return typeof value === schema.type;
}

function within(value: number, { minimum, maximum }: Record<string, unknown>): boolean {
  return value >= ((minimum as number) ?? Number.NEGATIVE_INFINITY) && value <= ((maximum as number) ?? Number.POSITIVE_INFINITY);
}
