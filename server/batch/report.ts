// What every report is: what came of each record in, text out. A report keeps no more than its summary needs.
import { groupsOf, type Slipped } from '../core/groups';
import type { EndEvent, TroubleEvent } from './events';
import type { Done } from './job';
import { troubleRow } from './row';
import type { Result } from './run';

export type Report = {
  begin(): string;
  solution(done: Done): string;
  trouble(event: TroubleEvent): string;
  end(event: EndEvent): string;
  finish(summary: Summary): string;
};

export type Summary = {
  files: number;
  solutions: number;
  /** Solutions with a step that is proved wrong. */
  wrong: number;
  /** Solutions in which only an opinion objects. */
  opinions: number;
  claims: number;
  checked: number;
  /** Errors about the input: files, lines and records that could not be read. */
  unreadable: number;
  interrupted: boolean;
};

export function emptySummary(): Summary {
  return { files: 0, solutions: 0, wrong: 0, opinions: 0, claims: 0, checked: 0, unreadable: 0, interrupted: false };
}

export function count(summary: Summary, result: Result): void {
  switch (result.type) {
    case 'end':
      summary.files++;
      return;
    case 'trouble':
      summary.unreadable += result.level === 'error' ? 1 : 0;
      return;
    case 'solution':
      summary.solutions++;
      summary.claims += result.claims;
      summary.checked += result.checked;
      summary.wrong += result.wrong ? 1 : 0;
      summary.opinions += result.doubted ? 1 : 0;
  }
}

export function jsonlReport(): Report {
  return {
    begin: () => '',
    solution: ({ text }) => `${text}\n`,
    trouble: event => `${JSON.stringify(troubleRow(event))}\n`,
    end: () => '',
    finish: () => '',
  };
}

/** Slips that are kept for grouping: beyond, the groups speak of these only. */
const mostSlips = 200_000;

/** One object: the rows of `jsonl` under `results`, then the same slips grouped, then the summary. Written as it goes. */
export function jsonReport(): Report {
  let comma = '';
  const slips: Slipped[] = [];
  const row = (value: string) => {
    const text = `${comma}\n    ${value}`;
    comma = ',';
    return text;
  };
  return {
    begin: () => '{\n  "results": [',
    solution: ({ text, data }) => {
      if (slips.length < mostSlips) slips.push(...((data as Slipped[] | undefined) ?? []));
      return row(text);
    },
    trouble: event => row(JSON.stringify(troubleRow(event))),
    end: () => '',
    finish: summary =>
      `${comma ? '\n  ' : ''}],\n  "groups": ${JSON.stringify(groupsOf(slips))},\n  "summary": ${JSON.stringify(summary)}\n}\n`,
  };
}
