// Patterns for paths: *, ?, [a-z], {a,b}, and ** for any folders.

export function isGlob(path: string): boolean {
  return /[*?[{]/.test(path);
}

/** The folder above the first part that is a pattern. */
export function globBase(pattern: string): string {
  const parts = pattern.replaceAll('\\', '/').split('/');
  const fixed = parts.slice(0, parts.findIndex(isGlob)).join('/');
  return fixed === '' ? (pattern.startsWith('/') ? '/' : '.') : fixed;
}

/** Whether a path, as it is shown, fits the pattern. */
export function matcher(pattern: string): (path: string) => boolean {
  const plain = pattern.replaceAll('\\', '/').replace(/^(\.\/)+/, '');
  let source = '';
  let depth = 0;
  for (let i = 0; i < plain.length; i++) {
    const c = plain[i]!;
    if (plain.startsWith('**/', i)) {
      source += '(?:[^/]+/)*';
      i += 2;
    } else if (plain.startsWith('**', i)) {
      source += '.*';
      i++;
    } else if (c === '*') source += '[^/]*';
    else if (c === '?') source += '[^/]';
    else if (c === '[' && plain.indexOf(']', i) > i + 1) {
      const end = plain.indexOf(']', i + 2);
      source += `[${plain
        .slice(i + 1, end)
        .replace(/^!/, '^')
        .replace(/\\/g, '')}]`;
      i = end;
    } else if (c === '{' && plain.indexOf('}', i) > 0) {
      depth++;
      source += '(?:';
    } else if (c === '}' && depth > 0) {
      depth--;
      source += ')';
    } else if (c === ',' && depth > 0) source += '|';
    else source += c.replace(/[.+^$()|\\{}[\]]/g, '\\$&');
  }
  const pattern_ = new RegExp(`^${source}$`);
  return path => pattern_.test(path.replace(/^(\.\/)+/, ''));
}
