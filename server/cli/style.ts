// The style of reports as it ships, with its fonts put into it: such a page stands alone.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { reason } from '../batch/inputs';
import type { Io } from './io';
import type { Misuse } from './options';

/** report.css of `folder`, with each font of `fonts/` it names as data. */
export async function readStyle(folder: string): Promise<string> {
  const style = await readFile(join(folder, 'report.css'), 'utf8');
  const names = new Set([...style.matchAll(/fonts\/(\w[\w-]*\.woff2)/g)].map(found => found[1]!));
  const fonts = new Map<string, string>();
  for (const name of names) fonts.set(name, (await readFile(join(folder, 'fonts', name))).toString('base64'));
  return style.replace(
    /url\("?(?:\.\/)?fonts\/([\w-]+\.woff2)"?\)/g,
    (_all, name: string) => `url(data:font/woff2;base64,${fonts.get(name)})`,
  );
}

/** The same, of the folder the program stands in; or why it cannot be read. */
export async function styleBeside({ home, thread }: Pick<Io, 'home' | 'thread'>): Promise<string | Misuse> {
  try {
    return await readStyle(home ?? (thread === undefined ? __dirname : dirname(thread)));
  } catch (error) {
    return { misuse: `the style of reports is missing beside the program: ${reason(error)}` };
  }
}
