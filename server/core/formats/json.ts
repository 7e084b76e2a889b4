// JSON: one record, or an array of them. A JSON file of another kind gives nothing.
import type { Format, Problem, Solution } from '../model';
import { guarded } from './guard';
import { readJson, skipSpace } from './json-reader';
import { makeNamer, meantAsSolution } from './jsonl';
import { names } from './names';
import { type Read, readRecord } from './records';

export const json: Format = {
  ...names.json,
  score(text) {
    const head = text.slice(0, 4096);
    if (!/^\uFEFF?\s*[[{]/.test(head)) return 0;
    return meantAsSolution(head) ? 0.9 : 0.3;
  },
  parse(text) {
    return guarded('json', text, () => {
      const solutions: Solution[] = [];
      const problems: Problem[] = [];
      const name = makeNamer();
      const line = lineCounter(text);
      let cut = false;
      const take = ({ solution, problem }: Read) => {
        if (solution) solutions.push(name(solution));
        if (problem) problems.push({ ...problem, message: `Line ${line(problem.span.start)}: ${problem.message}` });
      };
      let at = skipSpace(text, 0, text.length);
      const many = text[at] === '[';
      if (many) at++;
      else if (text[at] !== '{') return { solutions, problems };
      for (let index = 0; ; index++) {
        at = skipSpace(text, at, text.length);
        if (at >= text.length || text[at] === ']') break;
        const result = readJson(text, at, text.length);
        if ('node' in result) {
          take(readRecord(text, result.node, 0, index));
          at = result.end;
        } else {
          const next = nextRecord(text, result.fault.at);
          cut = true;
          const start = Math.min(result.fault.at, text.length - 1);
          take({
            problem: {
              span: { start, end: start + 1 },
              code: 'bad-record',
              message: `Record ${index + 1} is not read: ${result.fault.message}.`,
            },
          });
          at = next;
        }
        at = skipSpace(text, at, text.length);
        if (!many || (text[at] !== ',' && text[at] !== '{')) break;
        if (text[at] === ',') at++;
      }
      return { solutions, problems: solutions.length || (cut && meantAsSolution(text)) ? problems : [] };
    });
  },
};

/** Where the next record of the array starts after a broken one. */
function nextRecord(text: string, from: number): number {
  const between = /\}\s*,\s*(?=\{)/g;
  between.lastIndex = Math.max(0, from - 1);
  const match = between.exec(text);
  return match ? match.index + match[0].length : text.length;
}

/** Counts lines from 1, for offsets that are asked in ascending order. */
function lineCounter(text: string): (at: number) => number {
  let line = 1;
  let next = text.indexOf('\n');
  return at => {
    for (; next >= 0 && next < at; next = text.indexOf('\n', next + 1)) line++;
    return line;
  };
}
