// Comma-separated values (RFC 4180): a line a solution, for spreadsheets and data frames.
import type { Report } from './report';
import { reported, solutionRow, type View } from './row';
import type { Task } from './tasks';

const columns = [
  'file',
  'line',
  'id',
  'first_error',
  'first_opinion',
  'label',
  'steps',
  'code',
  'slip',
  'message',
  'repair',
  'findings',
  'claims',
  'checked',
  'error',
] as const;

type Cells = Partial<Record<(typeof columns)[number], string | number>>;

export function csvTask(view: View): Task {
  return event => {
    const row = solutionRow(event, view);
    const first = reported(event.analysis, view).find(({ standing }) => standing === 'root' || standing === 'opinion');
    const text = lineOf({
      ...row,
      label: row.labels?.first_error,
      code: first?.code,
      slip: first?.slip?.name,
      message: first?.message,
      repair: first?.repairs[0]?.corrected_step,
      findings: row.findings.length,
      claims: row.coverage.claims,
      checked: row.coverage.checked,
    } as Cells);
    return { text };
  };
}

export function csvReport(): Report {
  return {
    begin: () => `${columns.join(',')}\r\n`,
    solution: ({ text }) => text,
    trouble: ({ file, line, message }) => lineOf({ file, line, error: message }),
    end: () => '',
    finish: () => '',
  };
}

function lineOf(cells: Cells): string {
  return `${columns.map(name => cell(cells[name])).join(',')}\r\n`;
}

function cell(value: string | number | undefined): string {
  const text = value === undefined ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
