// Inputs that no format reads: what is too large, and what is no text at all.
import type { Parsed, Problem } from '../model';

/** In UTF-16 units. */
export const sizeLimit = 16 * 1024 * 1024;

const sample = 65_536;

/** The one problem of a text that is not to be read, or undefined where it may be. Reads a prefix only. */
export function unreadable(text: string): Problem | undefined {
  if (text.length > sizeLimit)
    return {
      span: { start: 0, end: 1 },
      code: 'too-large',
      message: `The text holds ${Math.round(text.length / 1048576)} million characters; at most ${sizeLimit / 1048576} million are read. Split it into smaller files.`,
    };
  const length = Math.min(text.length, sample);
  let odd = 0;
  for (let i = 0; i < length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0) odd += 20;
    else if (c < 32 && c !== 9 && c !== 10 && c !== 13 && c !== 12 && c !== 27) odd++;
  }
  if (odd <= Math.max(8, length * 0.05)) return undefined;
  return {
    span: { start: 0, end: Math.min(1, text.length) },
    code: 'not-text',
    message: 'This is no text: it holds binary data.',
  };
}

/** Runs a reader behind the guard. */
export function guarded(format: string, text: string, read: () => Omit<Parsed, 'format'>): Parsed {
  const problem = unreadable(text);
  return problem ? { format, solutions: [], problems: [problem] } : { format, ...read() };
}
