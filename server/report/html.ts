// A page of HTML that stands alone: no script, no network, light and dark, and good on paper.
import type { Checked, Coverage, Finding, StepVerdict, Tree, TreeNode } from '../core';
import { arrowWords, labelWords, needWords, negated, outcomeWords, shareOfRing } from '../core/words';
import { gatherFaces, styleFor } from './fonts';
import { icons } from './icons';
import { coverage, rolledOf, rootOf, slipOf } from './mark';
import { changed, escaped, runs, shownFormula } from './typeset';

export type HtmlOptions = {
  /** What the page is called: the file's name. */
  readonly name: string;
  /** The text of report.css; or, where many pages share one, its address. */
  readonly style: string | { readonly href: string };
  /** Where the page came from in a folder of pages: address and words of a link back. */
  readonly back?: { readonly href: string; readonly text: string };
};

/** All solutions on one page; where there are several, with a list of them at the top. */
export function htmlReport(trees: readonly Tree[], options: HtmlOptions): string {
  const list = trees.length > 1 ? `<nav aria-label="Solutions"><ol class="contents">${trees.map(contents).join('')}</ol></nav>` : '';
  const wrong = trees.filter(tree => tree.summary.firstError >= 0).length;
  const counts = trees.length > 1 ? `${trees.length} solutions · ${wrong === 0 ? 'no error found' : `${wrong} wrong`}` : '';
  const head = `<header class="page"><h1>${escaped(options.name)}</h1><p>${counts}</p>${back(options)}</header>`;
  return page(options, `${head}${list}${trees.map(solution).join('\n')}${legend}`);
}

function back({ back: link }: HtmlOptions): string {
  return link ? `<p class="back"><a href="${escaped(link.href)}">${escaped(link.text)}</a></p>` : '';
}

/** A whole document around `body`. The policy keeps it from loading anything, wherever it is opened. */
export function page({ name, style }: Pick<HtmlOptions, 'name' | 'style'>, body: string): string {
  const shared = typeof style !== 'string';
  const sheet = shared ? `<link rel="stylesheet" href="${escaped(style.href)}">` : styled(styleFor(style, body));
  return `${opening(name, shared ? "'self' file: 'unsafe-inline'" : "'unsafe-inline'", sheet)}${body}\n${closing}`;
}

/** A page that is written as it goes: its beginning, a place for each piece of the body, and its end. */
export function longPage({ name, style }: { readonly name: string; readonly style: string }) {
  const fonts = gatherFaces(style);
  return {
    begin: () => opening(name, "'unsafe-inline'", styled(styleFor(style, ''))),
    piece(html: string): string {
      fonts.see(html);
      return html;
    },
    // Which fonts are needed is known by now.
    finish: () => `${styled(fonts.css())}${closing}`,
  };
}

const styled = (css: string): string => `<style>${css.replaceAll('<', '')}</style>`;

function opening(name: string, styles: string, sheet: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${styles}; font-src data:">
<meta name="color-scheme" content="light dark">
<title>${escaped(name)}</title>
${sheet}
</head>
<body>
${icons}
<main>
`;
}

const closing = `</main>
</body>
</html>
`;

/** A verdict's mark; shape and title say what the colour says. */
export function icon(verdict: StepVerdict): string {
  return `<svg class="icon ${verdict}" viewBox="0 0 16 16" aria-hidden="true"><use href="#${verdict}"/></svg>`;
}

/** The mark of a whole solution: what was found in it, else how much was checked. No mark says that it is right. */
export function solutionIcon(verdict: StepVerdict, { claims, checked }: Coverage): string {
  if (verdict === 'fails' || verdict === 'opinion') return icon(verdict);
  const share = checked > 0 ? `<use href="#ring" class="share" stroke-dasharray="${shareOfRing(checked, claims, 6.2)}"/>` : '';
  return `<svg class="icon ring" viewBox="0 0 16 16" aria-hidden="true"><use href="#ring" class="track"/>${share}</svg>`;
}

export function verdictOf(tree: Tree): StepVerdict {
  const { firstError, coverage: own } = tree.summary;
  if (firstError >= 0) return 'fails';
  if (tree.nodes.some(node => node.verdict === 'opinion')) return 'opinion';
  return own.checked > 0 ? 'holds' : own.claims > 0 ? 'unknown' : 'nothing';
}

function contents(tree: Tree, i: number): string {
  return `<li><a href="#s${i}">${solutionIcon(verdictOf(tree), tree.summary.coverage)} ${escaped(tree.title || tree.solution)}</a> <span>${escaped(tree.summary.text)}</span></li>`;
}

/** One solution; `i` keeps its anchors apart from those of others on the page. */
export function solution(tree: Tree, i: number): string {
  const root = rootOf(tree);
  const [said, ...rest] = tree.summary.text.split(' · ');
  const steps = tree.nodes.filter(node => node.kind === 'step');
  const problem = tree.nodes.find(node => node.kind === 'problem');
  const marks = steps
    .slice(0, 120)
    .map(node => `<a href="#s${i}-${node.number}" title="${escaped(`${node.label}: ${node.said}`)}">${icon(node.verdict)}</a>`)
    .join('');
  const link = root ? `<a href="#s${i}-${root.number}">${escaped(said!)}</a>` : escaped(said!);
  const facts = [`${steps.length} ${steps.length === 1 ? 'step' : 'steps'}`, ...rest].map(escaped).join(' · ');
  return `<section class="solution" id="s${i}">
<header><p class="title">${escaped(tree.title || tree.solution)}</p>
<h2>${solutionIcon(verdictOf(tree), tree.summary.coverage)} ${link}</h2>
<p class="facts">${facts}</p><p class="marks">${marks}</p></header>
${problem ? `<div class="problem"><h3>Problem</h3><div class="words">${runs(problem.segments)}</div></div>` : ''}
<ol class="steps">${steps.map(node => step(node, i)).join('\n')}</ol>
</section>`;
}

function step(node: TreeNode, i: number): string {
  const arrow = node.arrow ? `<span class="arrow" title="${escaped(arrowWords[node.arrow])}">${node.arrow}</span>` : '';
  const labels = (node.labels ?? []).map(label => `<span class="part">${escaped(labelWords(label))}</span>`).join('');
  const rewards = (node.rewards ?? []).map(({ by, score }) => `${escaped(by)} ${score.toFixed(2)}`).join(' · ');
  const aside = [rewards, coverage(node.coverage)].filter(Boolean).join(' · ');
  return `<li class="step ${node.verdict}" id="s${i}-${node.number}">${icon(node.verdict)}<div class="card">
<p class="head"><strong>${escaped(node.label)}</strong> <span class="verdict">${escaped(node.said)}</span>${arrow}${labels}<span class="aside">${aside}</span></p>
<div class="words">${runs(node.segments)}</div>
${details(node)}${branches(node)}</div></li>`;
}

/** Rollouts of models, folded away: where they end, and what was written. */
function branches(node: TreeNode): string {
  const said = rolledOf(node);
  return (node.rollouts ?? [])
    .map(({ branches: all, total }, i) => {
      const items = all.map(({ answer, right, count, steps }) => {
        const end =
          answer === undefined ? 'states no answer' : `${right ? 'ends right' : 'ends in'} ${shownFormula({ text: answer, tex: answer })}`;
        return `<li><p class="note">${count} of ${total}: ${end}</p>${steps.map(step => `<div class="words">${runs(step)}</div>`).join('')}</li>`;
      });
      return `<details class="rollouts"><summary>${icon('opinion')} ${escaped(said[i]!)}</summary><ul>${items.join('')}</ul></details>`;
    })
    .join('');
}

/** What is wrong stands open; what holds is folded away, and open on paper only where it matters. */
function details(node: TreeNode): string {
  const wrong = node.claims.flatMap((claim, i) => (claim.outcome.outcome === 'fails' ? [relation(claim, node.substituted?.[i])] : []));
  const rest = node.claims.filter(claim => claim.outcome.outcome !== 'fails').map(claim => relation(claim));
  const remarks = node.findings.filter(finding => finding.standing === 'opinion' || finding.standing === 'hint').map(remark);
  const slip = slipOf(node);
  const shown = [...wrong, ...remarks, ...(slip ? [`<p class="note">Likely slip: <strong>${escaped(slip)}</strong></p>`] : [])].join('');
  const fixes = node.findings
    .flatMap((finding, i) => finding.repairs.slice(0, 3).map((_repair, j) => correction(node, finding, i, j)))
    .join('');
  const open =
    shown || fixes
      ? `<div class="evidence"><div class="judged">${shown}</div>${fixes ? `<div class="fixes">${fixes}</div>` : ''}</div>`
      : '';
  return `${open}${rest.length > 0 ? `<details><summary>${rest.length} ${rest.length === 1 ? 'claim' : 'claims'}${wrong.length ? ' more' : ''}</summary>${rest.join('')}</details>` : ''}`;
}

function relation(
  { left, op, right, outcome }: Checked,
  put?: { readonly left: Checked['left']; readonly right: Checked['right'] },
): string {
  const row = (name: string, a: string, sign: string, b: string, kind = '') =>
    `<tr class="${kind}"><th scope="row">${name}</th><td class="left">${a}</td><td class="op">${sign}</td><td>${b}</td></tr>`;
  const word = `${icon(outcome.outcome)} ${outcomeWords[outcome.outcome]}`;
  const rows = [row(word, shownFormula(left), escaped(op), shownFormula(right))];
  let note = outcome.outcome === 'unknown' ? outcome.why : outcome.outcome === 'holds' ? outcome.note : undefined;
  if (outcome.outcome === 'fails') {
    const { witness } = outcome;
    const where = witness.at
      .map(({ name, value }) => shownFormula({ text: `${name} = ${value.text}`, tex: value.tex && `${name} = ${value.tex}` }))
      .join(', ');
    if (put) rows.push(row('put in', shownFormula(put.left), '', shownFormula(put.right)));
    rows.push(
      row(
        where ? `at ${where}` : 'in fact',
        shownFormula(witness.left),
        escaped(negated[witness.op]),
        shownFormula(witness.right),
        'witness',
      ),
    );
    note = witness.note;
  }
  return `<table class="relation ${outcome.outcome}">${rows.join('')}</table>${[note, ...needWords(outcome)].map(text => (text ? `<p class="note">${escaped(text)}</p>` : '')).join('')}`;
}

function remark({ standing, message, opinion }: Finding): string {
  const score = opinion ? ` <meter min="0" max="1" value="${opinion.score}">${opinion.score}</meter>` : '';
  return `<p class="note">${icon(standing === 'opinion' ? 'opinion' : 'unknown')} ${escaped(message)}${score}</p>`;
}

function correction(node: TreeNode, { repairs }: Finding, i: number, j: number): string {
  const repair = repairs[j]!;
  const change = node.changes?.[i]?.[j];
  const diff = change
    ? `<p class="was">${changed(change.before, 'del')}</p><p class="is">${changed(change.after, 'ins')}</p>`
    : `<p class="is">${repair.shown ? shownFormula(repair.shown) : escaped(repair.corrected_step)}</p>`;
  return `<div class="fix"><h4>Correction</h4>${diff}<p class="note">${escaped(repair.explanation)}</p></div>`;
}

/** What the marks mean. */
export const legend = `<footer class="legend"><p>${icon('holds')} holds: checked exactly. ${icon('fails')} does not follow: the values prove it.
${icon('inherited')} follows from a wrong step. ${icon('opinion')} doubted by a model, not proved. ${icon('unknown')} not checked: nobody says that it is wrong.</p>
<p>Written by Hence. ${solutionIcon('holds', { claims: 4, checked: 3 })} “No error found” speaks of the claims that were checked, and of no others.</p></footer>`;
