// Two ways to write a hover: Markdown and plain text. Everything that comes from a document goes through `text`,
// `code` or a link's label, so that nothing in it can become markup.

export type Markup = {
  text(text: string): string;
  strong(text: string): string;
  /** A formula's plain reading. */
  code(text: string): string;
  link(label: string, uri: string): string;
  /** An image by its data URI; plain text has none. */
  image(uri: string, alt: string): string;
};

export const markdown: Markup = {
  text: quote,
  strong: text => `**${quote(text)}**`,
  code(text) {
    const line = oneLine(text);
    const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map(run => run.length));
    const fence = '`'.repeat(longest + 1);
    const padded = /^`|`$|^ .* $/.test(line) ? ` ${line} ` : line;
    return line ? `${fence}${padded}${fence}` : '';
  },
  link: (label, uri) => `[${quote(label)}](${target(uri)})`,
  image: (uri, alt) => `![${quote(alt)}](${target(uri)})`,
};

export const plain: Markup = {
  text: oneLine,
  strong: oneLine,
  code: oneLine,
  link: label => oneLine(label),
  image: () => '',
};

/** `text` as Markdown that reads as `text`: no markup, no HTML, no link, no new line. */
export function quote(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_[\]|~$]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/^(?:[#+=-]|\d+(?=[.)]))/, start => (/\d/.test(start) ? `${start}\\` : `\\${start}`))
    .replace(/:(?=\/\/)|(?<=\bwww)\./gi, '\\$&');
}

function oneLine(text: string): string {
  return text.replace(/[\s\u0000-\u001f\u2028\u2029]+/g, ' ').trim();
}

function target(uri: string): string {
  return uri.replace(/[\s()<>\\"]/g, character => `%${character.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`);
}
