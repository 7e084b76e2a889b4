// Settings from a file; what is not understood is an error, never ignored.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { reason } from '../batch/inputs';
import { readSettings, table } from '../core/settings';
import { type Misuse, suggest } from './options';

/**
 * Settings as the editor sends them (nested, without `hence.`), from JSON with or without comments: `hence.rewards` or
 * just `rewards`, `severity.root` or `{"severity": {"root": …}}`. Where any key starts with `hence.`, the file is an
 * editor's and its other keys are none of ours.
 */
export async function readConfig(path: string, cwd: string): Promise<Record<string, unknown> | Misuse> {
  let text: string;
  try {
    text = (await readFile(resolve(cwd, path), 'utf8')).replace(/^\ufeff/, '');
  } catch (error) {
    return { misuse: `${path}: ${reason(error)}` };
  }
  const at = (offset: number) => `${path}:${text.slice(0, offset).split('\n').length}`;
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const [bad] = errors;
  if (bad) return { misuse: `${at(bad.offset)}: this is not JSON (${inWords(printParseErrorCode(bad.error))})` };
  if (root?.type !== 'object') return { misuse: `${path}: expected an object of settings` };

  const editors = root.children!.some(property => keyOf(property).startsWith('hence.'));
  const settings: Record<string, unknown> = {};
  const pending = root.children!.filter(property => !editors || keyOf(property).startsWith('hence.'));
  for (let property = pending.shift(); property; property = pending.shift()) {
    const key = keyOf(property);
    const value = property.children![1];
    const row = table.find(r => r.key === key.replace(/^hence\./, ''));
    if (!row && value?.type === 'object' && table.some(r => r.key.startsWith(`${key.replace(/^hence\./, '')}.`))) {
      pending.unshift(...value.children!);
    } else if (!row || !value) {
      return {
        misuse: `${at(property.offset)}: unknown setting ${key}${suggest(
          key,
          table.map(r => r.key),
        )}`,
      };
    } else {
      const plain: unknown = getNodeValue(value);
      if (!fits(row.key, plain)) return { misuse: `${at(value.offset)}: ${row.key} cannot be ${JSON.stringify(plain)}` };
      put(settings, row.key, plain);
    }
  }
  return settings;
}

/** The whole dotted name of a property, from the objects it stands in. */
function keyOf(property: Node): string {
  const own = String(property.children![0]!.value);
  const outer = property.parent?.parent;
  return outer?.type === 'property' ? `${keyOf(outer)}.${own}` : own;
}

/** `readSettings` replaces what does not fit by its default, so what comes back unchanged fits. */
function fits(key: string, value: unknown): boolean {
  const raw: Record<string, unknown> = {};
  put(raw, key, value);
  const read = key.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], readSettings(raw));
  return JSON.stringify(read) === JSON.stringify(value);
}

function put(settings: Record<string, unknown>, key: string, value: unknown): void {
  const parts = key.split('.');
  const last = parts.pop()!;
  let at = settings;
  for (const part of parts) at = (at[part] ??= {}) as Record<string, unknown>;
  at[last] = value;
}

/** `ValueExpected` → "value expected". */
function inWords(code: string): string {
  return code.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}
