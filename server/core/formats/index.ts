// The transcript formats: one file and one line each.
import type { Format } from '../model';
import { json } from './json';
import { jsonl } from './jsonl';
import { latex } from './latex';
import { markdown } from './markdown';
import { text } from './text';

export const formats: readonly Format[] = [markdown, latex, text, jsonl, json];

/** Languages that only say "some text" or "some JSON", so that a file name tells more. */
const vague = new Set(['plaintext', 'json', 'jsonc']);

/**
 * The format of a text: by its language id, by its file name where the language is vague or absent, else by its looks.
 * Undefined where a language or file ending is known not to be one of ours, or nothing fits.
 */
export function detect(source: { readonly text: string; readonly languageId?: string; readonly name?: string }): Format | undefined {
  const { languageId, name } = source;
  const byLanguage = languageId === undefined ? undefined : formats.find(format => format.languages.includes(languageId));
  if (byLanguage && !vague.has(languageId!)) return byLanguage;
  const path = name?.toLowerCase().replace(/[?#].*$/, '') ?? '';
  const byName = formats.find(format => format.extensions.some(ending => path.endsWith(ending)));
  if (byName && (languageId === undefined || byLanguage)) return byName;
  if (byLanguage || languageId !== undefined) return byLanguage;
  if (/\.(?!out\b|log\b|output\b)[a-z][a-z\d]{0,5}$/.test(path)) return undefined;
  const scored = formats.map(format => ({ format, score: format.score(source.text) })).sort((a, b) => b.score - a.score);
  return scored[0]!.score >= 0.3 ? scored[0]!.format : undefined;
}
