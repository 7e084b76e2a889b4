// The command line, read. Nothing here touches a file or loads the engine.
import type { ColourChoice } from './colour';
import { type Command, commands, modelFlags } from './commands';

export type Options = {
  /** A name in the table of commands, `help` or `version`. */
  readonly command: string;
  readonly paths: readonly string[];
  /** One of the command's formats; the first of them where none was asked for. */
  readonly format: string;
  readonly color: ColourChoice;
  /** Every option that was given, by its long name; an option without a value holds an empty text. */
  readonly given: Readonly<Record<string, readonly string[]>>;
};

/** What is wrong with the command line, in words for the one who typed it. */
export type Misuse = { readonly misuse: string };

type Flag = { readonly short?: string; readonly value?: string; readonly about: string };

/** Options, whichever commands take them. */
export const flags: Readonly<Record<string, Flag>> = {
  format: { short: 'f', value: 'FORMAT', about: 'How to report; see the formats below (the first of them).' },
  output: { short: 'o', value: 'FILE', about: 'Write the report into FILE instead of standard output.' },
  as: { value: 'FORMAT', about: 'Read every input as this format: markdown, latex, text, jsonl or json.' },
  'problem-field': { value: 'NAME', about: 'The field of a record that holds the problem; a.b reaches inside.' },
  'steps-field': { value: 'NAME', about: 'The field that holds the steps: a list, or one text that --split cuts.' },
  split: { value: 'HOW', about: 'Cut one text into steps at lines, paragraphs or a text of your own, such as "\\n\\n".' },
  jobs: { short: 'j', value: 'N', about: 'Worker threads (one a core).' },
  deadline: { value: 'SECONDS', about: 'Give a record up after this long (10).' },
  shard: { value: 'I/N', about: 'Check part I of N, from 0; the parts are told apart by the ids of records.' },
  'shard-env': { about: 'Take the part from the variables of Slurm or Kubernetes.' },
  resume: { about: 'Go on where an interrupted run into the same --output stopped.' },
  config: { value: 'FILE', about: 'A JSON file of hence.* settings; the settings.json of an editor will do.' },
  verifier: { value: 'ID=on|off', about: 'Switch a verifier on or off. May be given several times.' },
  critic: { value: 'BASE_URL', about: 'Ask a chat model there (http://127.0.0.1:8000/v1): problems and steps are sent.' },
  model: { value: 'NAME', about: 'The model, as its server calls it.' },
  votes: { value: 'K', about: 'Ask each question K times and let the answers vote (1).' },
  rule: { value: 'majority|pessimistic', about: 'How votes are counted (majority).' },
  method: { value: 'NAME', about: 'What to ask for: critic, or others of docs/models.md.' },
  server: { value: 'KIND', about: 'auto, vllm, llama.cpp, ollama or hosted (auto).' },
  prm: { value: 'BASE_URL', about: 'Ask a process reward model there for step scores.' },
  'prm-model': { value: 'NAME', about: 'The reward model, where --critic has --model.' },
  layout: { value: 'NAME', about: 'How the reward model wants solutions written (by its name).' },
  threshold: { value: 'X', about: "Flag steps the reward model scores below X (the model's own)." },
  context: { value: 'TOKENS', about: 'Room for a question and its answer (16384).' },
  concurrency: { value: 'N', about: 'Requests at a time (8).' },
  'request-deadline': { value: 'SECONDS', about: 'Give a request up after this long (120).' },
  'max-calls': { value: 'N', about: 'Make no more than N requests.' },
  price: { value: 'IN,OUT', about: 'What a million tokens of questions and answers cost; the sum is told.' },
  'no-cache': { about: 'Keep no answers of models, and use none.' },
  'key-variable': { value: 'NAME', about: 'The environment variable with the key (HENCE_API_KEY).' },
  slips: { value: 'FILE', about: 'Notes on slips seen often, shown to critics.' },
  rubric: { value: 'FILE', about: 'What the method checklist grades by.' },
  mode: { value: 'fix|fresh', about: 'Mend from the wrong step on and continue, or start over (fix); both may be given.' },
  refine: { value: 'fix|fresh', about: 'In batches: refine in this way instead of asking for opinions.' },
  rounds: { value: 'N', about: 'Proposals a solution at most (3).' },
  samples: { value: 'N', about: 'Refine every solution so many times, to measure how steady it is (1).' },
  answers: { value: 'FILE', about: 'What a batch answered; may be given several times, errors among them.' },
  without: { value: 'PART', about: 'Leave out of requests what a service refuses: temperature, seed, json_schema, ….' },
  to: { value: 'SHAPE', about: 'processbench, prm800k, mr-gsm8k, prmbench, trl, step-dpo or markdown.' },
  from: { value: 'SHAPE', about: 'The shape of the input, where it cannot be told.' },
  html: { about: 'The same as --format html.' },
  step: { value: 'N', about: 'The step to put right, counted from 1 (the first wrong one).' },
  quiet: { short: 'q', about: 'Print findings and errors only.' },
  'no-inherited': { about: 'Leave out steps that only inherit an earlier mistake.' },
  'no-repairs': { about: 'Leave corrections out: verdicts alone take about half the time.' },
  timing: { about: 'Add ms to each row; without it, two runs write the same bytes.' },
  color: { value: 'auto|always|never', about: 'Colours (auto: on a terminal, unless NO_COLOR is set).' },
  help: { short: 'h', about: 'Show this help.' },
  version: { short: 'V', about: 'Show the version.' },
};

/** What every command takes. */
const common = ['color', 'help', 'version'];

export function readOptions(argv: readonly string[]): Options | Misuse {
  const words: string[] = [];
  const given: Record<string, string[]> = {};
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i]!;
    if (word === '--') {
      words.push(...argv.slice(i + 1));
      break;
    }
    if (word === '-' || !word.startsWith('-')) {
      words.push(word);
      continue;
    }
    const [head, inline] = split(word);
    const name = Object.keys(flags).find(key => head === `--${key}` || head === `-${flags[key]!.short}`);
    if (name === undefined) {
      const known = Object.keys(flags).map(key => `--${key}`);
      return { misuse: `unknown option ${head}${suggest(head, known)}` };
    }
    const wanted = flags[name]!.value;
    if (wanted === undefined && inline !== undefined) return { misuse: `--${name} takes no value` };
    const value = wanted === undefined ? '' : (inline ?? argv[++i]);
    if (value === undefined) return { misuse: `--${name} needs a value: ${wanted}` };
    given[name] = [...(given[name] ?? []), value];
  }
  return interpret(words, given);
}

function interpret(words: readonly string[], given: Options['given']): Options | Misuse {
  const [name, ...paths] = words;
  const format = given.format?.at(-1);
  const color = given.color?.at(-1) ?? 'auto';
  if (!isOneOf(['auto', 'always', 'never'] as const, color)) return { misuse: `--color is auto, always or never; not ${color}` };
  const options = { paths, format: format ?? 'text', color, given };
  if (given.version) return { ...options, command: 'version' };
  if (name === 'help') return { ...options, command: 'help' };
  if (given.help) return { ...options, command: 'help', paths: name === undefined ? [] : [name] };
  if (name === undefined) return { misuse: `say what to do: ${inWords(Object.keys(commands))}` };
  const command = commands[name];
  if (!command || !Object.hasOwn(commands, name)) {
    return { misuse: `unknown command ${name}${suggest(name, Object.keys(commands)) || '; to check a file: hence check FILE'}` };
  }

  const stray = Object.keys(given).find(key => !common.includes(key) && !command.flags.includes(key));
  if (stray !== undefined) return { misuse: `hence ${name} takes no --${stray}` };
  if (format !== undefined && !command.formats?.includes(format)) {
    return { misuse: `--format is one of ${command.formats!.join(', ')}; not ${format}` };
  }
  if (command.paths && paths.length === 0) return { misuse: command.paths };
  if (command.paths === false && paths.length > 0) return { misuse: `${name} takes no paths; not ${paths[0]}` };
  if (paths.filter(path => path === '-').length > 1) return { misuse: 'standard input (-) can be read once' };
  return { ...options, command: name, format: format ?? command.formats?.[0] ?? 'text' };
}

/** The value of an option, the last one where it was given several times. */
export function optionOf(options: Options, name: string): string | undefined {
  return options.given[name]?.at(-1);
}

export function isGiven(options: Options, name: string): boolean {
  return options.given[name] !== undefined;
}

/** What `--help` prints: of one command where its name is given, else of all of them. */
export function helpText(topic?: string): string {
  const command = topic !== undefined && Object.hasOwn(commands, topic) ? commands[topic] : undefined;
  return command ? helpOn(topic!, command) : overview();
}

function overview(): string {
  return `Usage: hence COMMAND …
       hence COMMAND --help

Finds the first step of a solution that does not follow, with the values that prove it.

Commands
${rows(Object.entries(commands).map(([name, { about }]) => [name, about]))}

Exit codes
${rows([
  ['0', 'nothing proved wrong'],
  ['1', 'a step is proved wrong'],
  ['2', 'the command line or the configuration is not right'],
  ['3', 'some of the input could not be read; what could was checked'],
  ['4', 'a model could not be asked, or not to the end; what could was checked'],
  ['130', 'interrupted; a run with --output and --resume goes on from there'],
])}
`;
}

function helpOn(name: string, command: Command): string {
  const list = (title: string, wanted: (name: string) => boolean) => {
    const left = Object.entries(flags).flatMap(([key, { short, value, about }]) =>
      wanted(key) ? [[`${short ? `-${short}, ` : '    '}--${key}${value ? ` ${value}` : ''}`, about] as const] : [],
    );
    return left.length > 0 ? `\n${title}\n${rows(left)}\n` : '';
  };
  const own = (key: string) => common.includes(key) || command.flags.includes(key);
  const formats = command.formats ? `\nFormats: ${command.formats.join(', ')}\n` : '';
  return `Usage: ${`hence ${name} ${command.usage}`.trimEnd()}

${command.about}
${list('Options', key => own(key) && !modelFlags.includes(key))}${list('Models', key => own(key) && modelFlags.includes(key))}${formats}`;
}

function rows(list: readonly (readonly [string, string])[]): string {
  const width = Math.max(...list.map(([first]) => first.length)) + 2;
  return list.map(([first, about]) => `  ${first.padEnd(width)}${about}`).join('\n');
}

function inWords(list: readonly string[]): string {
  return list.length < 2 ? list.join('') : `${list.slice(0, -1).join(', ')} or ${list.at(-1)}`;
}

function split(word: string): [string, string | undefined] {
  const at = word.startsWith('--') ? word.indexOf('=') : -1;
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}

export function isOneOf<T extends string>(list: readonly T[], value: string): value is T {
  return (list as readonly string[]).includes(value);
}

/** `; did you mean …?`, or nothing where no word is near. */
export function suggest(word: string, known: readonly string[]): string {
  const near = known.map(other => ({ other, far: distance(word, other) })).sort((a, b) => a.far - b.far)[0];
  return near && near.far <= Math.max(2, word.length / 3) ? `; did you mean ${near.other}?` : '';
}

/** Edits between two words (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}
