// The user's notes on slips seen often, as critics get them.

/** Longer notes would crowd out the solution. */
const longest = 8000;

/** The notes without comments and headings that stand alone; undefined where nothing is left. */
export function readSlips(text: string): string | undefined {
  const notes = text
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return /^(?:#[^\n]*)?$/.test(notes) ? undefined : notes.slice(0, longest);
}
