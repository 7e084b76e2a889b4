// A total JSON reader that keeps source offsets: what it cannot read becomes a fault that names its place.
import type { Text } from '../model';

export type JsonNode =
  | { readonly kind: 'object'; readonly start: number; readonly end: number; readonly members: ReadonlyMap<string, JsonNode> }
  | { readonly kind: 'array'; readonly start: number; readonly end: number; readonly items: readonly JsonNode[] }
  /** `start` and `end` are those of the quotes; `decode` gives the text. */
  | JsonString
  | { readonly kind: 'number'; readonly start: number; readonly end: number; readonly value: number }
  | { readonly kind: 'literal'; readonly start: number; readonly end: number; readonly value: boolean | null };

export type JsonString = { readonly kind: 'string'; readonly start: number; readonly end: number; readonly escaped: boolean };

export type JsonFault = { readonly at: number; readonly message: string };
export type JsonResult = { readonly node: JsonNode; readonly end: number } | { readonly fault: JsonFault };

const deepest = 200;

/** Reads one value that starts at or after `from` and ends before `to`. NaN and the infinities are read as numbers. */
export function readJson(text: string, from: number, to: number): JsonResult {
  let at = from;
  try {
    const node = value(0);
    return { node, end: at };
  } catch (error) {
    if (isFault(error)) return { fault: { at: Math.min(error.at, to), message: error.message } };
    throw error;
  }

  function value(depth: number): JsonNode {
    if (depth > deepest) throw fault(at, `nested more than ${deepest} deep`);
    at = skipSpace(text, at, to);
    const start = at;
    if (start >= to) throw fault(start, 'it ends where a value is expected');
    switch (text[start]) {
      case '{':
        return object(start, depth);
      case '[':
        return array(start, depth);
      case '"':
        return string(start);
      case 't':
        return literal(start, 'true', true);
      case 'f':
        return literal(start, 'false', false);
      case 'n':
        return literal(start, 'null', null);
    }
    number.lastIndex = start;
    const m = number.exec(text);
    if (!m || start + m[0].length > to) throw unexpected('a value');
    at = start + m[0].length;
    return { kind: 'number', start, end: at, value: Number(m[0]) };
  }

  function object(start: number, depth: number): JsonNode {
    const members = new Map<string, JsonNode>();
    at++;
    if (next() === '}') return { kind: 'object', start, end: ++at, members };
    for (;;) {
      if (next() !== '"') throw unexpected('a name in quotes');
      const key = string(at);
      if (next() !== ':') throw unexpected('":"');
      at++;
      members.set(decode(text, key).text, value(depth + 1));
      const c = next();
      if (c !== '}' && c !== ',') throw unexpected('"," or "}"');
      at++;
      if (c === '}') return { kind: 'object', start, end: at, members };
    }
  }

  function array(start: number, depth: number): JsonNode {
    const items: JsonNode[] = [];
    at++;
    if (next() === ']') return { kind: 'array', start, end: ++at, items };
    for (;;) {
      items.push(value(depth + 1));
      const c = next();
      if (c !== ']' && c !== ',') throw unexpected('"," or "]"');
      at++;
      if (c === ']') return { kind: 'array', start, end: at, items };
    }
  }

  function string(start: number): JsonString {
    let escaped = false;
    for (let i = start + 1; i < to; i++) {
      const c = text.charCodeAt(i);
      if (c === 34) {
        at = i + 1;
        return { kind: 'string', start, end: at, escaped };
      }
      if (c === 92) {
        escaped = true;
        i++;
      } else if (c === 10 || c === 13) throw fault(i, 'a line break stands inside a string');
    }
    throw fault(to, 'it ends inside a string');
  }

  function literal(start: number, word: string, value: boolean | null): JsonNode {
    if (!text.startsWith(word, start) || start + word.length > to) throw unexpected('a value');
    at = start + word.length;
    return { kind: 'literal', start, end: at, value };
  }

  function next(): string | undefined {
    at = skipSpace(text, at, to);
    return at < to ? text[at] : undefined;
  }

  function unexpected(wanted: string): JsonFault {
    return at >= to
      ? fault(to, `it ends where ${wanted} is expected`)
      : fault(at, `${JSON.stringify(text[at])} stands where ${wanted} is expected`);
  }
}

/** The first offset at or after `at` that is no white space. */
export function skipSpace(text: string, at: number, to: number): number {
  let i = at;
  for (; i < to; i++) {
    const c = text.charCodeAt(i);
    if (c !== 32 && c !== 10 && c !== 13 && c !== 9 && c !== 0xfeff) break;
  }
  return i;
}

const number = /-?(?:\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|Infinity|NaN)/y;

const fault = (at: number, message: string): JsonFault => ({ at, message });

function isFault(error: unknown): error is JsonFault {
  return typeof error === 'object' && error !== null && 'at' in error && 'message' in error;
}

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/**
 * TeX whose backslash was not doubled: to JSON, `\frac` is a form feed and "rac". No text has these letters behind such a
 * character; where it might (`\nu`: a new line and "u"), JSON is taken at its word.
 */
const SINGLE_BACKSLASH =
  /\\(?:frac|forall|binom|boxed|beta|bar|begin|big[lr]?|bmod|bullet|times|text(?:bf|it|rm)?|theta|tan|tfrac|triangle|neq|nabla|notin|right|rightarrow|rho|rfloor|rceil|rvert)(?![a-z])/y;

/**
 * The decoded text of a string literal, every character mapped to the document, where `text` stands at offset `shift`.
 * An unknown escape keeps its backslash, and so does one that begins a TeX command.
 */
export function decode(text: string, node: JsonString, shift = 0): Text {
  const start = node.start + 1;
  const end = node.end - 1;
  const span = { start: start + shift, end: end + shift };
  if (!node.escaped) return { text: text.slice(start, end), span, escape: 'json' };
  const parts: string[] = [];
  const offsets: number[] = [];
  let plain = start;
  for (let i = text.indexOf('\\', start); i >= 0 && i < end; ) {
    parts.push(text.slice(plain, i));
    for (let k = plain; k < i; k++) offsets.push(k + shift);
    const c = text[i + 1]!;
    const hex = c === 'u' ? text.slice(i + 2, Math.min(i + 6, end)) : '';
    offsets.push(i + shift);
    if (c === 'u' && /^[\da-fA-F]{4}$/.test(hex)) {
      parts.push(String.fromCharCode(Number.parseInt(hex, 16)));
      plain = i + 6;
    } else if (escapes[c] !== undefined && isTex(text, i)) {
      parts.push('\\');
      plain = i + 1;
    } else if (escapes[c] !== undefined || c === '"' || c === '\\' || c === '/') {
      parts.push(escapes[c] ?? c);
      plain = i + 2;
    } else {
      parts.push('\\');
      plain = i + 1;
    }
    // A backslash that stands for itself must not open the next escape.
    i = text.indexOf('\\', plain === i + 1 ? i + 1 : plain);
  }
  parts.push(text.slice(plain, end));
  for (let k = plain; k <= end; k++) offsets.push(k + shift);
  return { text: parts.join(''), span, offsets, escape: 'json' };
}

function isTex(text: string, at: number): boolean {
  SINGLE_BACKSLASH.lastIndex = at;
  return SINGLE_BACKSLASH.test(text);
}
