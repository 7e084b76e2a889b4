// The command line, read. Nothing here touches a file or loads the engine.
import type { ColourChoice } from './colour';

export const reportFormats = ['text', 'json', 'jsonl', 'sarif'] as const;
export type ReportFormat = (typeof reportFormats)[number];

export type Options = {
  readonly command: 'check' | 'verifiers' | 'help' | 'version';
  readonly paths: readonly string[];
  readonly format: ReportFormat;
  readonly as?: string;
  readonly output?: string;
  readonly color: ColourChoice;
  readonly quiet: boolean;
  readonly inherited: boolean;
  readonly timing: boolean;
  readonly config?: string;
  readonly verifiers: Readonly<Record<string, boolean>>;
};

/** What is wrong with the command line, in words for the one who typed it. */
export type Misuse = { readonly misuse: string };

type Flag = { readonly short?: string; readonly value?: string; readonly about: string };

export const commands: Readonly<Record<string, string>> = {
  check: 'Check solutions in files, folders or standard input (-).',
  verifiers: 'List the verifiers, what each is about, and examples of what it finds.',
};

export const flags: Readonly<Record<string, Flag>> = {
  format: { short: 'f', value: 'text|json|jsonl|sarif', about: 'How to report (text).' },
  output: { short: 'o', value: 'FILE', about: 'Write the report into FILE instead of standard output.' },
  as: { value: 'FORMAT', about: 'Read every input as this format: markdown, latex, text, jsonl or json.' },
  config: { value: 'FILE', about: 'A JSON file of hence.* settings; the settings.json of an editor will do.' },
  verifier: { value: 'ID=on|off', about: 'Switch a verifier on or off. May be given several times.' },
  color: { value: 'auto|always|never', about: 'Colours (auto: on a terminal, unless NO_COLOR is set).' },
  quiet: { short: 'q', about: 'Print findings and errors only.' },
  'no-inherited': { about: 'Leave out steps that only inherit an earlier mistake.' },
  'no-timing': { about: 'Leave out ms, so that two runs write the same bytes.' },
  help: { short: 'h', about: 'Show this help.' },
  version: { short: 'V', about: 'Show the version.' },
};

export function readOptions(argv: readonly string[]): Options | Misuse {
  const paths: string[] = [];
  const given = new Map<string, string[]>();
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i]!;
    if (word === '--') {
      paths.push(...argv.slice(i + 1));
      break;
    }
    if (word === '-' || !word.startsWith('-')) {
      paths.push(word);
      continue;
    }
    const [head, inline] = split(word);
    const name = Object.keys(flags).find(key => head === `--${key}` || head === `-${flags[key]!.short}`);
    if (name === undefined)
      return {
        misuse: `unknown option ${head}${suggest(
          head,
          Object.keys(flags).map(key => `--${key}`),
        )}`,
      };
    const wanted = flags[name]!.value;
    if (wanted === undefined && inline !== undefined) return { misuse: `--${name} takes no value` };
    const value = wanted === undefined ? '' : (inline ?? argv[++i]);
    if (value === undefined) return { misuse: `--${name} needs a value: ${wanted}` };
    given.set(name, [...(given.get(name) ?? []), value]);
  }
  return interpret(paths, given);
}

function interpret(words: readonly string[], given: ReadonlyMap<string, readonly string[]>): Options | Misuse {
  const [command, ...paths] = words;
  const last = (name: string) => given.get(name)?.at(-1);
  const base = { paths, format: 'text', color: 'auto', quiet: given.has('quiet'), inherited: !given.has('no-inherited') } as const;
  const options = { ...base, timing: !given.has('no-timing'), as: last('as'), output: last('output'), config: last('config') };
  if (given.has('version')) return { ...options, command: 'version', verifiers: {} };
  if (given.has('help') || command === 'help') return { ...options, command: 'help', verifiers: {} };
  if (command === undefined) return { misuse: `say what to do: ${Object.keys(commands).join(' or ')}` };
  if (command !== 'check' && command !== 'verifiers') {
    return { misuse: `unknown command ${command}${suggest(command, Object.keys(commands)) || '; to check a file: hence check FILE'}` };
  }

  const format = last('format') ?? 'text';
  if (!isOneOf(reportFormats, format)) return { misuse: `--format is one of ${reportFormats.join(', ')}; not ${format}` };
  const color = last('color') ?? 'auto';
  if (!isOneOf(['auto', 'always', 'never'] as const, color)) return { misuse: `--color is auto, always or never; not ${color}` };
  const verifiers: Record<string, boolean> = {};
  for (const entry of given.get('verifier') ?? []) {
    const [, id, state] = /^([\w-]+)=(on|off)$/.exec(entry) ?? [];
    if (id === undefined) return { misuse: `--verifier is ID=on or ID=off; not ${entry}` };
    verifiers[id] = state === 'on';
  }
  if (command === 'check' && paths.length === 0) return { misuse: 'name the files or folders to check, or - for standard input' };
  if (command === 'verifiers' && paths.length > 0) return { misuse: `verifiers takes no paths; not ${paths[0]}` };
  if (paths.filter(path => path === '-').length > 1) return { misuse: 'standard input (-) can be read once' };
  return { ...options, command, format, color, verifiers };
}

export function helpText(): string {
  const left = Object.entries(flags).map(([name, { short, value, about }]) => {
    return [`${short ? `-${short}, ` : '    '}--${name}${value ? ` ${value}` : ''}`, about] as const;
  });
  const rows = (list: readonly (readonly [string, string])[]) => {
    const width = Math.max(...list.map(([first]) => first.length)) + 2;
    return list.map(([first, about]) => `  ${first.padEnd(width)}${about}`).join('\n');
  };
  return `Usage: hence check PATH…|-  [options]
       hence verifiers

Finds the first step of a solution that does not follow, with the values that prove it.

Commands
${rows(Object.entries(commands))}

Options
${rows(left)}

Exit codes
${rows([
  ['0', 'nothing proved wrong'],
  ['1', 'a step is proved wrong'],
  ['2', 'the command line or the configuration is not right'],
  ['3', 'some of the input could not be read; what could was checked'],
  ['130', 'interrupted'],
])}
`;
}

function split(word: string): [string, string | undefined] {
  const at = word.startsWith('--') ? word.indexOf('=') : -1;
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}

function isOneOf<T extends string>(list: readonly T[], value: string): value is T {
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
