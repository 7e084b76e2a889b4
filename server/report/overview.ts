// The index of a class or a data set: every solution with its verdict, what goes wrong most, and which problems are hard.
import type { Coverage, StepVerdict } from '../core';
import { page, solutionIcon } from './html';
import { escaped } from './typeset';

/** One solution in the index. */
export type Entry = {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly title: string;
  /** Where its own page is, if it has one. */
  readonly href?: string;
  readonly verdict: StepVerdict;
  /** "Step 3 does not follow · 11 of 14 claims checked". */
  readonly summary: string;
  readonly slip?: string;
  readonly coverage: Coverage;
};

export type OverviewOptions = {
  readonly name: string;
  readonly style: string | { readonly href: string };
  readonly troubles?: readonly string[];
};

/** The page. What is right can be hidden, without any script. */
export function overview(entries: readonly Entry[], { name, style, troubles = [] }: OverviewOptions): string {
  const wrong = entries.filter(entry => entry.verdict === 'fails');
  const claims = entries.reduce((sum, entry) => sum + entry.coverage.claims, 0);
  const checked = entries.reduce((sum, entry) => sum + entry.coverage.checked, 0);
  const facts = [
    `${entries.length} ${entries.length === 1 ? 'solution' : 'solutions'}`,
    `${wrong.length} wrong`,
    `${checked} of ${claims} claims checked`,
  ];
  const body = `<header class="page"><h1>${escaped(name)}</h1><p>${facts.join(' · ')}</p></header>
${slips(wrong)}
<p class="filter"><label><input type="checkbox" id="only-wrong"> Show only what does not hold</label></p>
<div class="scroller" tabindex="0" role="region" aria-label="Solutions"><table class="index"><thead><tr><th scope="col">Verdict</th><th scope="col">Solution</th><th scope="col">Slip</th><th scope="col">Checked</th></tr></thead>
<tbody>${entries.map(row).join('\n')}</tbody></table></div>
${troubles.length > 0 ? `<section class="troubles"><h2>What could not be read</h2><ul>${troubles.map(text => `<li>${escaped(text)}</li>`).join('')}</ul></section>` : ''}`;
  return page({ name, style }, body);
}

function row({ file, line, title, href, verdict, summary, slip, coverage: { claims, checked } }: Entry): string {
  const name = href ? `<a href="${escaped(href)}">${escaped(title)}</a>` : escaped(title);
  const [said] = summary.split(' · ');
  return `<tr class="${verdict}"><td>${solutionIcon(verdict, { claims, checked })} ${escaped(said!)}</td><td class="name">${name}<span class="place">${escaped(file)}:${line}</span></td><td>${escaped(slip ?? '')}</td><td class="number">${claims > 0 ? `${checked} of ${claims}` : '–'}</td></tr>`;
}

/** Which slips are frequent: what to teach next. */
function slips(wrong: readonly Entry[]): string {
  const counts = new Map<string, number>();
  for (const { slip } of wrong) counts.set(slip ?? 'not named', (counts.get(slip ?? 'not named') ?? 0) + 1);
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 8);
  if (sorted.length === 0) return '';
  const most = sorted[0]![1];
  const bars = sorted.map(
    ([slip, count]) =>
      `<tr><th scope="row">${escaped(slip)}</th><td><svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect width="${(100 * count) / most}" height="10"/></svg></td><td class="number">${count}</td></tr>`,
  );
  return `<section class="slips"><h2>What goes wrong</h2><table>${bars.join('')}</table></section>`;
}
