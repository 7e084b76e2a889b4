// `hence lint-labels --format html`: the findings as a page in the look of every report.
import { checks } from '../batch/lint';
import { type LintReport, mild } from '../batch/lint-report';
import { icon, longPage } from '../report/html';
import { escaped } from '../report/typeset';

/** `style`: report.css with its fonts. */
export function labelsPage(style: string): LintReport {
  const { begin, finish } = longPage({ name: 'Hence: labels', style });
  return {
    begin: () => `${begin()}<header class="page"><h1>Labels against mathematics</h1></header>\n`,
    finding({ check, file, line, id, message, quote }) {
      const quoted = quote ? `<div class="words">${escaped(quote)}</div>` : '';
      return `<div class="record">${icon(mild.has(check) ? 'opinion' : 'fails')} <strong>${check}</strong> <span class="place">${escaped(`${line > 0 ? `${file}:${line}` : file} ${id}`)}</span>${escaped(message)}${quoted}</div>\n`;
    },
    finish(counts, records) {
      const rows = [...counts].map(
        ([check, n]) => `<tr><th scope="row">${check}</th><td class="number">${n}</td><td>${escaped(checks[check])}</td></tr>`,
      );
      return `<h2>${records} records</h2><table class="index">${rows.join('')}</table>\n${finish()}`;
    },
  };
}
