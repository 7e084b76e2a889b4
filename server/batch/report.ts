// What every report is: events in, text out. A report keeps no more than its summary needs.
import type { SolutionAnalysis } from '../core';
import { reported, solutionRow, troubleRow, type View } from './row';
import type { EndEvent, Event, SolutionEvent, TroubleEvent } from './stream';

export type Report = {
  begin(): string;
  solution(event: SolutionEvent): string;
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

export function count(summary: Summary, event: Event, view: View): void {
  if (event.type === 'end') summary.files++;
  else if (event.type === 'trouble') summary.unreadable += event.level === 'error' ? 1 : 0;
  else {
    const { analysis } = event;
    summary.solutions++;
    summary.claims += analysis.coverage.claims;
    summary.checked += analysis.coverage.checked;
    if (isWrong(analysis, view)) summary.wrong++;
    else if (reported(analysis, view).some(f => f.standing === 'opinion')) summary.opinions++;
  }
}

/** Whether a step is reported as proved wrong. */
export function isWrong(analysis: SolutionAnalysis, view: Omit<View, 'timing'>): boolean {
  return reported(analysis, view).some(finding => finding.standing === 'root');
}

export function jsonlReport(view: View): Report {
  return {
    begin: () => '',
    solution: event => `${JSON.stringify(solutionRow(event, view))}\n`,
    trouble: event => `${JSON.stringify(troubleRow(event))}\n`,
    end: () => '',
    finish: () => '',
  };
}

/** One object: the rows of `jsonl` under `results`, then the summary. Written as it goes. */
export function jsonReport(view: View): Report {
  let comma = '';
  const row = (value: unknown) => {
    const text = `${comma}\n    ${JSON.stringify(value)}`;
    comma = ',';
    return text;
  };
  return {
    begin: () => '{\n  "results": [',
    solution: event => row(solutionRow(event, view)),
    trouble: event => row(troubleRow(event)),
    end: () => '',
    finish: summary => `${comma ? '\n  ' : ''}],\n  "summary": ${JSON.stringify(summary)}\n}\n`,
  };
}
