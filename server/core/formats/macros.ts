// Macros a writer defined, expanded so that readers see plain LaTeX while every character still points at the document.
import type { Span, Text } from '../model';

export type Macro = { readonly params: number; readonly optional?: string; readonly body: string };
export type Macros = ReadonlyMap<string, Macro>;

/** A run of characters with the document offset of each, and of the end of the last. */
type Run = { readonly text: string; readonly at: readonly number[]; readonly end: number };

const definition = /\\(?:(?:re)?newcommand|providecommand|DeclareRobustCommand|DeclareMathOperator|[egx]?def)(?![a-zA-Z])\*?/g;
const deepest = 24;

/** Finds the definitions in a text, outside `skip`; later ones win. `spans` are where they stand. */
export function readMacros(
  text: string,
  skip: (at: number) => boolean,
  given: Readonly<Record<string, string>> = {},
): { macros: Macros; spans: Span[] } {
  const macros = new Map<string, Macro>();
  const spans: Span[] = [];
  for (const [name, body] of Object.entries(given)) {
    const command = name.startsWith('\\') ? name : `\\${name}`;
    if (/^\\(?:[A-Za-z]+|.)$/.test(command)) macros.set(command, { params: highestParameter(body), body });
  }
  definition.lastIndex = 0;
  for (let m = definition.exec(text); m; m = definition.exec(text)) {
    if (skip(m.index)) continue;
    const found = m[0].endsWith('def') ? readDef(text, definition.lastIndex) : readCommand(text, definition.lastIndex);
    if (!found) continue;
    const operator = m[0].startsWith('\\DeclareMathOperator');
    macros.set(found.name, operator ? { params: 0, body: `\\operatorname{${found.macro.body}}` } : found.macro);
    spans.push({ start: m.index, end: found.end });
    definition.lastIndex = found.end;
  }
  return { macros, spans };
}

type Definition = { readonly name: string; readonly macro: Macro; readonly end: number };

/** `{\name}[2][default]{body}` or `\name…`. */
function readCommand(text: string, from: number): Definition | undefined {
  let at = skipBlank(text, from);
  const name = /^\{\s*(\\(?:[A-Za-z]+|.))\s*\}|^(\\(?:[A-Za-z]+|.))/.exec(text.slice(at, at + 80));
  if (!name) return undefined;
  at = skipBlank(text, at + name[0].length);
  let params = 0;
  let optional: string | undefined;
  const count = /^\[\s*(\d)\s*\]/.exec(text.slice(at, at + 12));
  if (count) {
    params = Number(count[1]);
    at = skipBlank(text, at + count[0].length);
    if (text[at] === '[') {
      const close = text.indexOf(']', at);
      if (close < 0) return undefined;
      optional = text.slice(at + 1, close);
      at = skipBlank(text, close + 1);
    }
  }
  const end = closeBrace(text, at);
  if (end < 0) return undefined;
  const macro = { params, body: text.slice(at + 1, end - 1) };
  return { name: (name[1] ?? name[2])!, macro: optional === undefined ? macro : { ...macro, optional }, end };
}

/** `\name#1#2{body}`; delimited parameters are not read. */
function readDef(text: string, from: number): Definition | undefined {
  const at = skipBlank(text, from);
  const head = /^(\\(?:[A-Za-z]+|.))\s*((?:#\d)*)\s*(?=\{)/.exec(text.slice(at, at + 120));
  if (!head) return undefined;
  const brace = at + head[0].length;
  const end = closeBrace(text, brace);
  return end < 0 ? undefined : { name: head[1]!, macro: { params: head[2]!.length / 2, body: text.slice(brace + 1, end - 1) }, end };
}

/** Past the brace that closes the one at `at`, or -1; looks no further than 20,000 characters. */
export function closeBrace(text: string, at: number): number {
  if (text[at] !== '{') return -1;
  let depth = 0;
  for (let i = at; i < text.length && i - at < 20_000; i++) {
    const c = text[i];
    if (c === '\\') i++;
    else if (c === '{') depth++;
    else if (c === '}' && --depth === 0) return i + 1;
  }
  return -1;
}

function skipBlank(text: string, at: number): number {
  let i = at;
  while (i < text.length && /\s/.test(text[i]!)) i++;
  return i;
}

function highestParameter(body: string): number {
  return Math.max(0, ...[...body.matchAll(/#(\d)/g)].map(m => Number(m[1])));
}

/**
 * The text [start, end) with macros expanded. What an argument contributes points at the argument, what the macro's body
 * contributes at the start of its call or at the end of the argument before. A macro inside its own expansion, and any beyond 24 levels or a size of four times the text
 * and 100,000 characters, is left as it stands.
 */
export function expand(text: string, start: number, end: number, macros: Macros, skip: (at: number) => number): Text {
  const span = { start, end };
  const plain = { text: text.slice(start, end), span };
  if (!macros.size) return plain;
  const parts: string[] = [];
  const offsets: number[] = [];
  let budget = 4 * (end - start) + 100_000;
  let copied = start;
  let expanded = false;
  const copy = (to: number) => {
    parts.push(text.slice(copied, to));
    for (let i = copied; i < to; i++) offsets.push(i);
    copied = to;
  };
  for (let i = text.indexOf('\\', start); i >= 0 && i < end; i = text.indexOf('\\', i)) {
    const past = skip(i);
    if (past > i) {
      i = past;
      continue;
    }
    const name = commandAt(text, i);
    const macro = macros.get(name);
    if (!macro) {
      i += name.length;
      continue;
    }
    const call = readCall(charsOf(text, i, Math.min(end, i + 8000)), 0, name, macro);
    if (!call) {
      i += name.length;
      continue;
    }
    copy(i);
    const run = rewrite(substitute(macro, call.args, i, i + call.length), macros, new Set([name]), 1, n => (budget -= n) > 0);
    parts.push(run.text);
    for (const at of run.at) offsets.push(at);
    expanded = true;
    i += call.length;
    copied = i;
  }
  if (!expanded) return plain;
  copy(end);
  offsets.push(end);
  return { text: parts.join(''), span, offsets };
}

function charsOf(text: string, start: number, end: number): Run {
  const own = text.slice(start, end);
  return { text: own, at: Array.from({ length: own.length }, (_, i) => start + i), end };
}

function commandAt(text: string, at: number): string {
  const word = /^\\[A-Za-z]+/.exec(text.slice(at, at + 60));
  return word ? word[0] : text.slice(at, at + 2);
}

type Call = { readonly args: readonly Run[]; readonly length: number };

/** Reads the arguments of the call at `at` in a run; undefined where they are not all there. */
function readCall(run: Run, at: number, name: string, macro: Macro): Call | undefined {
  let i = at + name.length;
  const args: Run[] = [];
  for (let n = 0; n < macro.params; n++) {
    const from = skipBlank(run.text, i);
    if (n === 0 && macro.optional !== undefined) {
      const close = run.text[from] === '[' ? run.text.indexOf(']', from) : -1;
      if (close >= 0) {
        args.push(cut(run, from + 1, close));
        i = close + 1;
      } else args.push({ text: macro.optional, at: [...macro.optional].map(() => run.at[at]!), end: run.at[at]! });
      continue;
    }
    if (from >= run.text.length) return undefined;
    if (run.text[from] === '{') {
      const end = closeBrace(run.text, from);
      if (end < 0) return undefined;
      args.push(cut(run, from + 1, end - 1));
      i = end;
    } else {
      const token = run.text[from] === '\\' ? commandAt(run.text, from) : run.text[from]!;
      args.push(cut(run, from, from + token.length));
      i = from + token.length;
    }
  }
  return { args, length: i - at };
}

function cut(run: Run, start: number, end: number): Run {
  return { text: run.text.slice(start, end), at: run.at.slice(start, end), end: run.at[end] ?? run.end };
}

/** The macro's body with its arguments put in. */
function substitute(macro: Macro, args: readonly Run[], callStart: number, callEnd: number): Run {
  const parts: string[] = [];
  const at: number[] = [];
  const body = macro.body;
  let own = callStart;
  for (let i = 0; i < body.length; ) {
    const parameter = body[i] === '#' ? Number(body[i + 1]) : Number.NaN;
    const arg = parameter >= 1 ? args[parameter - 1] : undefined;
    if (arg) {
      parts.push(arg.text);
      for (const offset of arg.at) at.push(offset);
      own = arg.end;
      i += 2;
    } else {
      parts.push(body[i]!);
      at.push(own);
      i++;
    }
  }
  return { text: parts.join(''), at, end: callEnd };
}

/** Expands what an expansion brought in. */
function rewrite(run: Run, macros: Macros, active: ReadonlySet<string>, depth: number, spend: (size: number) => boolean): Run {
  if (!spend(run.text.length) || depth > deepest || !run.text.includes('\\')) return run;
  const parts: string[] = [];
  const at: number[] = [];
  let copied = 0;
  const copy = (to: number) => {
    parts.push(run.text.slice(copied, to));
    for (let i = copied; i < to; i++) at.push(run.at[i]!);
    copied = to;
  };
  for (let i = run.text.indexOf('\\'); i >= 0; i = run.text.indexOf('\\', i)) {
    const name = commandAt(run.text, i);
    const macro = macros.get(name);
    const call = macro && !active.has(name) ? readCall(run, i, name, macro) : undefined;
    if (!macro || !call) {
      i += name.length;
      continue;
    }
    copy(i);
    const after = i + call.length;
    const inner = rewrite(
      substitute(macro, call.args, run.at[i]!, run.at[after] ?? run.end),
      macros,
      new Set([...active, name]),
      depth + 1,
      spend,
    );
    parts.push(inner.text);
    for (const offset of inner.at) at.push(offset);
    i = after;
    copied = i;
  }
  copy(run.text.length);
  return { text: parts.join(''), at, end: run.end };
}
