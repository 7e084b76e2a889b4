// A report to open in a browser or to send by mail: one page, no scripts, written as it goes.
import type { Finding } from '../core';
import { stepLabel } from '../core/tree';
import type { SolutionEvent } from './events';
import { escaped, pageFoot, pageHead } from './markup';
import type { Report, Summary } from './report';
import { reported, type View } from './row';
import type { Task } from './tasks';

/** A solution with findings, opened; one without is a line in the count. */
export function htmlTask(view: View): Task {
  return event => {
    const findings = reported(event.analysis, view);
    return { text: findings.length > 0 ? section(event, findings) : '' };
  };
}

function section(event: SolutionEvent, findings: readonly Finding[]): string {
  const { analysis, file, window } = event;
  const { solution, coverage } = analysis;
  const place = `${file}:${window.locate(solution.span.start).line}`;
  const worst =
    findings.find(({ standing }) => standing === 'root') ?? findings.find(({ standing }) => standing === 'opinion') ?? findings[0]!;
  const steps = solution.steps.map(step => {
    const own = findings.filter(finding => finding.step === step.id);
    const notes = own.map(noteOf).join('');
    return `<p class="dim">${escaped(stepLabel(step))}</p><pre>${markedStep(step.text, own)}</pre>${notes}\n`;
  });
  const problem = solution.problem ? `<p class="dim">Problem</p><pre>${escaped(solution.problem.text)}</pre>\n` : '';
  return `<details><summary><span class="${worst.standing}">${escaped(worst.message)}</span> <span class="dim">${escaped(place)} · ${escaped(solution.id)} · ${coverage.checked} of ${coverage.claims} claims checked</span></summary>
${problem}${steps.join('')}</details>
`;
}

function noteOf(finding: Finding): string {
  const fixes = finding.repairs
    .slice(0, 2)
    .map(repair => ` · correction: <code>${escaped(repair.shown?.text ?? repair.corrected_step)}</code>`);
  const slip = finding.slip ? ` · ${escaped(finding.slip.detail ?? finding.slip.name.replaceAll('_', ' '))}` : '';
  return `<p class="${finding.standing}">${escaped(finding.message)}<span class="dim"> (${escaped(finding.code)}${slip})${fixes.join('')}</span></p>`;
}

type StepText = SolutionEvent['analysis']['solution']['steps'][number]['text'];

/** The step with what is flagged in it underlined; findings of the whole step underline nothing. */
function markedStep({ text, span, offsets }: StepText, findings: readonly Finding[]): string {
  const at = (offset: number) => {
    if (!offsets) return Math.max(0, Math.min(text.length, offset - span.start));
    const index = offsets.findIndex(o => o >= offset);
    return index < 0 ? text.length : Math.min(index, text.length);
  };
  const marks = findings
    .filter(({ standing }) => standing === 'root')
    .map(finding => ({ start: at(finding.span.start), end: at(finding.span.end) }))
    .sort((a, b) => a.start - b.start);
  let html = '';
  let from = 0;
  for (const { start, end } of marks) {
    if (start < from) continue;
    html += `${escaped(text.slice(from, start))}<mark>${escaped(text.slice(start, end))}</mark>`;
    from = end;
  }
  return html + escaped(text.slice(from));
}

export function htmlReport(title: string): Report {
  return {
    begin: () => `${pageHead(title)}<h1>${escaped(title)}</h1>\n`,
    solution: ({ text }) => text,
    trouble: ({ file, line, message }) =>
      `<p><span class="opinion">unreadable</span> ${escaped(line ? `${file}:${line}` : file)} <span class="dim">${escaped(message)}</span></p>\n`,
    end: () => '',
    finish: summary => `<h2>Summary</h2>\n${summaryTable(summary)}${pageFoot}`,
  };
}

function summaryTable(summary: Summary): string {
  const rows: [string, string | number][] = [
    ['files', summary.files],
    ['solutions', summary.solutions],
    ['with a step proved wrong', summary.wrong],
    ['doubted by an opinion only', summary.opinions],
    ['claims checked', `${summary.checked} of ${summary.claims}`],
    ['unreadable', summary.unreadable],
  ];
  if (summary.interrupted) rows.push(['interrupted', 'yes']);
  return `<table>${rows.map(([name, value]) => `<tr><td>${name}</td><td>${value}</td></tr>`).join('')}</table>\n`;
}
