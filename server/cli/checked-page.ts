// `hence check --format html`: the solutions in which something was found, as they are shown in every report, folded up.
import type { Report, Summary } from '../batch/report';
import type { Tree } from '../core';
import { legend, longPage, solution, solutionIcon, verdictOf } from '../report/html';
import { escaped } from '../report/typeset';

/** More solutions than this make no page that anybody could open; of the rest only the verdict is said. */
const largestPage = 500;

/** `largest`: solutions shown in full. */
export function checkedReport(name: string, style: string, largest = largestPage): Report {
  const { begin, piece, finish } = longPage({ name, style });
  let shown = 0;
  return {
    begin: () => `${begin()}<header class="page"><h1>${escaped(name)}</h1></header>\n`,
    solution({ data, file, line }) {
      const tree = data as Tree | undefined;
      if (!tree) return '';
      const { summary } = tree;
      const title = tree.title || tree.solution;
      const said = `${solutionIcon(verdictOf(tree), summary.coverage)} ${escaped(title)} <span class="place">${escaped(`${file}:${line} · ${summary.text}`)}</span>`;
      if (shown >= largest) return `<p class="record">${said}</p>\n`;
      return piece(`<details class="record"><summary>${said}</summary>\n${solution(tree, shown++)}</details>\n`);
    },
    trouble: ({ file, line, message }) =>
      `<p class="record">Not read: ${escaped(message)} <span class="place">${escaped(line ? `${file}:${line}` : file)}</span></p>\n`,
    end: () => '',
    finish: summary => `${table(summary)}\n${legend}\n${finish()}`,
  };
}

function table(summary: Summary): string {
  const rows: [string, string | number][] = [
    ['Files', summary.files],
    ['Solutions', summary.solutions],
    ['With a step proved wrong', summary.wrong],
    ['Doubted by an opinion only', summary.opinions],
    ['Claims checked', `${summary.checked} of ${summary.claims}`],
    ['Not read', summary.unreadable],
  ];
  if (summary.interrupted) rows.push(['Interrupted', 'yes']);
  const cells = rows.map(([name, value]) => `<tr><th scope="row">${name}</th><td class="number">${value}</td></tr>`);
  return `<h2>Summary</h2><table class="index">${cells.join('')}</table>`;
}
