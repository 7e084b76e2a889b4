// Mathematics in words, for screen readers: short and unambiguous rather than complete.
import type { Segment, Shown } from '../server/protocol';

/** What a node's text sounds like, at most about `limit` characters. */
export function speak(segments: readonly Segment[], limit = 300): string {
  const said = segments.map(segment => (segment.kind === 'tex' ? speakTex(segment.text) : segment.text)).join(' ');
  const line = said
    .replace(/\s+([.,;:!?])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > limit ? `${line.slice(0, limit)}…` : line;
}

const words: Readonly<Record<string, string>> = {
  cdot: 'times', times: 'times', div: 'divided by', pm: 'plus or minus', mp: 'minus or plus', leq: 'is at most', le: 'is at most', geq: 'is at least',
  ge: 'is at least', neq: 'is not', ne: 'is not', approx: 'is about', equiv: 'is congruent to', infty: 'infinity', sum: 'the sum', prod: 'the product',
  int: 'the integral', lim: 'the limit', to: 'to', in: 'in', implies: 'implies', Rightarrow: 'implies', iff: 'if and only if', Leftrightarrow: 'if and only if',
  ldots: 'and so on', cdots: 'and so on', dots: 'and so on', circ: 'degrees', angle: 'angle', triangle: 'triangle', therefore: 'therefore', quad: ',', qquad: ',',
  binom: 'binomial', mid: 'divides', lfloor: 'floor of', lceil: 'ceiling of', rfloor: '', rceil: '', left: '', right: '', displaystyle: '', limits: '', big: '', Big: '',
}; // biome-ignore format: a table

const signs: Readonly<Record<string, string>> = {
  '=': 'equals',
  '+': 'plus',
  '-': 'minus',
  '−': 'minus',
  '*': 'times',
  '<': 'is less than',
  '>': 'is greater than',
  '/': 'over',
};

/** One formula in words: `\frac{x^2}{2}` becomes "x squared over 2". */
export function speakTex(tex: string): string {
  let rest = tex.slice(0, 600);
  const group = '((?:[^{}]|\\{[^{}]*\\})*)';
  for (let i = 0; i < 6; i++) {
    const before = rest;
    rest = rest
      .replace(
        new RegExp(`\\\\[dtc]?frac\\s*\\{${group}\\}\\s*\\{${group}\\}`, 'g'),
        (_all, a: string, b: string) => ` ${whole(a)} over ${whole(b)} `,
      )
      .replace(new RegExp(`\\\\sqrt\\s*\\{${group}\\}`, 'g'), ' the square root of $1 ,')
      .replace(
        new RegExp(`\\\\(?:text|mathrm|mathbf|mathbb|mathcal|operatorname|boxed|overline|textbf|mathit)\\*?\\s*\\{${group}\\}`, 'g'),
        ' $1 ',
      )
      .replace(new RegExp(`\\^\\s*\\{${group}\\}`, 'g'), (_all, power: string) => ` ${raised(power)} `)
      .replace(new RegExp(`_\\s*\\{${group}\\}`, 'g'), ' sub $1 ');
    if (rest === before) break;
  }
  return rest
    .replace(/\\(?:begin|end)\{[^{}]*\}(?:\{[^{}]*\})?/g, ' ')
    .replace(/\^\s*(\\?[A-Za-z]+|.)/g, (_all, power: string) => ` ${raised(power)} `)
    .replace(/_\s*(.)/g, ' sub $1 ')
    .replace(/\\([a-zA-Z]+)/g, (_all, name: string) => ` ${words[name] ?? name} `)
    .replace(/\\\\|&/g, ' , ')
    .replace(/\\./g, ' ')
    .replace(/[=+\-−*<>/]/g, sign => ` ${signs[sign]} `)
    .replace(/[{}]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/(?: ,)+(?= |$)/g, ',')
    .replace(/,$/, '')
    .trim();
}

/** A formula that has a plain reading, in words. */
export function speakShown({ tex, text }: Shown): string {
  return speakTex(tex || text);
}

function raised(power: string): string {
  const plain = power.trim();
  if (plain === '2') return 'squared';
  if (plain === '3') return 'cubed';
  if (plain === '\\circ') return 'degrees';
  return `to the power ${plain}`;
}

/** A part that needs brackets to be heard as one. */
function whole(part: string): string {
  return /[+\-=]/.test(part.trim().slice(1)) ? `the quantity ${part}` : part;
}
