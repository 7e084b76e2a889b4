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
  readonly include: string;
  readonly exclude: string;
};

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
    about: 'At most this many findings of one document are put into Problems; the tree and the Hence view show them all.',
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
  if (schema.type === 'array') return Array.isArray(value) && value.every(v => typeof v === 'string');
  if (schema.type === 'object') {
    const inner = (schema.additionalProperties as { type: string }).type;
    return isRecord(value) && Object.values(value).every(v => typeof v === inner);
  }
  if (schema.type === 'integer')
    return Number.isInteger(value) && (value as number) >= ((schema.minimum as number) ?? Number.NEGATIVE_INFINITY);
  return typeof value === schema.type;
}
