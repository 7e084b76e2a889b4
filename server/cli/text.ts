// The report a person reads.

import { grouped } from '../batch/plain-numbers';
import type { Report } from '../batch/report';
import { oneLine, type Paint, paint, plain } from './colour';

/** How wide, and whether in colours. */
export type TextView = { readonly colours: boolean; readonly width: number };

/** Unreadable lines shown for one file; the rest is counted. */
const shownTroubles = 20;

export function textReport({ colours }: TextView, quiet: boolean): Report {
  const hues = paint(colours);
  const fresh = () => ({ solutions: 0, quietOnes: 0, claims: 0, checked: 0, troubles: 0, shape: '', unnamed: false });
  let file = fresh();
  return {
    begin: () => '',
    solution({ text, findings, claims, checked, shape }) {
      file.solutions++;
      file.claims += claims;
      file.checked += checked;
      file.shape ||= shape ?? '';
      if (findings === 0) file.quietOnes++;
      return text;
    },
    trouble(event) {
      file.unnamed ||= / has no solution: neither /.test(event.message);
      if (++file.troubles > shownTroubles) return '';
      const place = [event.file, event.line, event.line && event.column].filter(part => part !== undefined).join(':');
      const word = event.level === 'error' ? hues.red('unreadable') : hues.yellow('warning');
      return `${hues.bold(plain(place))}  ${word}  ${oneLine(event.message)}\n`;
    },
    end(event) {
      const done = file;
      file = fresh();
      const name = plain(event.file);
      const more = done.troubles - shownTroubles;
      const rest = more > 0 ? `${hues.bold(name)}  ${hues.red('unreadable')}  and ${grouped(more)} more\n` : '';
      if (quiet) return rest;
      if (done.unnamed && done.solutions === 0) {
        return `${rest}${hues.dim(`${name}  where its fields have other names, --problem-field and --steps-field say which they are`)}\n`;
      }
      const shape = done.shape.includes('←') && event.named ? `${hues.dim(`${name}  read as ${oneLine(done.shape)}`)}\n` : '';
      if (done.troubles > 0 || done.quietOnes < done.solutions) return rest + shape;
      if (done.solutions === 0) return event.named ? `${rest}${name}  ${hues.dim('no solution found')}\n` : rest;
      const many = done.solutions > 1 ? `${grouped(done.solutions)} solutions · ` : '';
      return `${rest}${name}  ${many}${praise(done, hues)}\n${shape}`;
    },
    finish(summary) {
      if (quiet) return '';
      const parts = [
        plural(summary.files, 'file'),
        plural(summary.solutions, 'solution'),
        summary.wrong > 0 ? hues.red(`${grouped(summary.wrong)} wrong`) : '0 wrong',
        summary.opinions > 0 ? hues.yellow(`${grouped(summary.opinions)} doubted`) : '',
        coverage(summary),
        summary.unreadable > 0 ? hues.red(`${grouped(summary.unreadable)} unreadable`) : '',
        summary.interrupted ? hues.red('interrupted') : '',
      ];
      return `\n${parts.filter(part => part !== '').join(' · ')}\n`;
    },
  };
}

/** "No error found" is only said where something was checked. */
function praise(done: { claims: number; checked: number }, paint: Paint): string {
  if (done.claims === 0) return paint.dim('no claim to check');
  return `${done.checked > 0 ? 'no error found' : paint.dim('nothing could be checked')} · ${coverage(done)}`;
}

function coverage({ checked, claims }: { checked: number; claims: number }): string {
  return `${grouped(checked)} of ${plural(claims, 'claim')} checked`;
}

function plural(n: number, word: string): string {
  return `${grouped(n)} ${word}${n === 1 ? '' : 's'}`;
}
