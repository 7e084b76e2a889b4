// A tree as Markdown that a chat, an issue or a notebook shows as it is meant: formulas between dollars, verdicts in words.
import type { Finding, Segment, Shown, Tree, TreeNode } from '../core';
import { negated } from '../core/words';
import { at, coverage, rolledOf, signs, slipOf } from './mark';

/** One solution after the other, under headings of the second level. */
export function markdownReport(trees: readonly Tree[]): string {
  return `${trees.map(one).join('\n\n')}\n`;
}

function one(tree: Tree): string {
  const problem = tree.nodes.find(node => node.kind === 'problem');
  const parts = [`## ${escaped(tree.title || tree.solution)}`, `**${escaped(tree.summary.text)}**`];
  if (problem) parts.push(quoted(runs(problem.segments)));
  parts.push(...tree.nodes.filter(node => node.kind === 'step').map(step));
  return parts.join('\n\n');
}

function step(node: TreeNode): string {
  const said = [node.said, coverage(node.coverage), ...rolledOf(node)].filter(Boolean).join(' · ');
  const head = `${signs[node.verdict]} **${escaped(node.label)}** — ${escaped(said)}${node.arrow ? ` ${node.arrow}` : ''}`;
  const found = node.findings.filter(finding => finding.standing !== 'inherited').flatMap(finding => remarks(node, finding));
  return [head, runs(node.segments), ...(found.length > 0 ? [found.map(line => `- ${line}`).join('\n')] : [])].join('\n\n');
}

function remarks(node: TreeNode, finding: Finding): string[] {
  const { claim, witness, message, repairs } = finding;
  const lines = [escaped(message)];
  if (claim && witness) {
    const where = witness.at.length > 0 ? ` at ${at(witness.at)}` : '';
    lines.push(
      `${maths(claim.left)} ${claim.op} ${maths(claim.right)}${escaped(where)}: ${maths(witness.left)} ${negated[witness.op]} ${maths(witness.right)}`,
    );
  }
  const slip = slipOf(node);
  if (slip) lines.push(`Likely slip: ${escaped(slip)}`);
  for (const repair of repairs.slice(0, 3))
    lines.push(`Correction: ${repair.shown ? maths(repair.shown) : escaped(repair.corrected_step)}`);
  return lines;
}

function runs(segments: readonly Segment[]): string {
  return segments
    .map(({ kind, text, display }) => (kind === 'text' ? escaped(text) : display ? `\n\n$$\n${text}\n$$\n\n` : `$${text.trim()}$`))
    .join('')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function maths({ tex, text }: Shown): string {
  return tex ? `$${tex}$` : escaped(text);
}

const quoted = (text: string): string => text.replace(/^/gm, '> ');

/** Text that Markdown takes for text. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>$#|]/g, c => `\\${c}`);
}
