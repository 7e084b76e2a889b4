// Terminal colours, and what must never reach a terminal as it is.

export type Paint = {
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly blue: (text: string) => string;
  readonly green: (text: string) => string;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
};

export function paint(on: boolean): Paint {
  const with_ = (open: number, close: number) => (text: string) => (on && text !== '' ? `\x1b[${open}m${text}\x1b[${close}m` : text);
  return {
    red: with_(31, 39),
    yellow: with_(33, 39),
    blue: with_(34, 39),
    green: with_(32, 39),
    bold: with_(1, 22),
    dim: with_(2, 22),
  };
}

export type ColourChoice = 'auto' | 'always' | 'never';

/** `auto` colours a terminal, unless NO_COLOR is set to anything (no-color.org) or the terminal says it is dumb. */
export function wantsColour(choice: ColourChoice, isTTY: boolean, env: Readonly<Record<string, string | undefined>>): boolean {
  if (choice !== 'auto') return choice === 'always';
  return isTTY && !env.NO_COLOR && env.TERM !== 'dumb';
}

/** Text from a document, made harmless: control characters are drawn, and nothing turns the writing direction. */
export function plain(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b-\u001f]/g, c => String.fromCharCode(0x2400 + c.charCodeAt(0)))
    .replace(/\u007f/g, '\u2421')
    .replace(/[\u0080-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
}

/** The same on one line. */
export function oneLine(text: string): string {
  return plain(text.replace(/\s+/g, ' ').trim());
}
