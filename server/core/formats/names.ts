// What each transcript format is called, and how it is recognised without reading: enough to find files, without the readers.
import type { Format } from '../model';

type Name = Pick<Format, 'id' | 'about' | 'extensions' | 'languages'>;

export const names = {
  markdown: {
    id: 'markdown',
    about: 'Headings, numbered and bulleted lists, "Step 2", paragraphs; problems and their solutions; <think> and <step> tags.',
    extensions: ['.md', '.markdown', '.mdx', '.qmd', '.rmd'],
    languages: ['markdown', 'quarto', 'rmd'],
  },
  latex: {
    id: 'latex',
    about: 'LaTeX documents and fragments: environments, sections, items; macros are expanded, comments left out.',
    extensions: ['.tex', '.ltx', '.latex'],
    languages: ['latex', 'tex'],
  },
  text: {
    id: 'text',
    about: 'Plain text: labelled problems and solutions, "Step 1", numbered lines, or one line a step.',
    extensions: ['.txt', '.text'],
    languages: ['plaintext'],
  },
  jsonl: {
    id: 'jsonl',
    about: 'One record a line: problem and steps, solution strings, chat messages, PRM800K, process rewards and labels.',
    extensions: ['.jsonl', '.ndjson'],
    languages: ['jsonl', 'jsonlines', 'ndjson'],
  },
  json: {
    id: 'json',
    about: 'One record or an array of records, in the shapes of JSONL.',
    extensions: ['.json'],
    languages: ['json', 'jsonc'],
  },
} as const satisfies Record<string, Name>;

/** In the order in which formats are tried. */
export const formatNames: readonly Name[] = Object.values(names);
