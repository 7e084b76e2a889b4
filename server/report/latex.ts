// A tree as LaTeX, to be pasted into a document that loads amsmath and xcolor.
import type { Finding, Segment, Shown, Tree, TreeNode } from '../core';
import { coverage, rolledOf, slipOf } from './mark';

/** One solution after the other, each a list of steps. Needs amsmath and xcolor, nothing else. */
export function latexReport(trees: readonly Tree[]): string {
  return `% needs \\usepackage{amsmath} and \\usepackage{xcolor}\n${trees.map(one).join('\n\n')}\n`;
}

function one(tree: Tree): string {
  const problem = tree.nodes.find(node => node.kind === 'problem');
  return [
    `\\paragraph{${escaped(tree.title || tree.solution)}} \\textit{${escaped(tree.summary.text)}}`,
    ...(problem ? [`\\begin{quote}\n${runs(problem.segments)}\n\\end{quote}`] : []),
    `\\begin{description}\n${tree.nodes
      .filter(node => node.kind === 'step')
      .map(step)
      .join('\n')}\n\\end{description}`,
  ].join('\n\n');
}

const colours: Partial<Record<TreeNode['verdict'], string>> = {
  fails: 'red!75!black',
  inherited: 'orange!70!black',
  holds: 'green!45!black',
};

function step(node: TreeNode): string {
  const said = [node.said, coverage(node.coverage), ...rolledOf(node)].filter(Boolean).join(', ');
  const colour = colours[node.verdict];
  const verdict = colour ? `\\textcolor{${colour}}{${escaped(said)}}` : escaped(said);
  const found = node.findings.filter(finding => finding.standing !== 'inherited').flatMap(finding => remarks(node, finding));
  const list = found.length > 0 ? `\n  \\begin{itemize}\n${found.map(line => `    \\item ${line}`).join('\n')}\n  \\end{itemize}` : '';
  return `  \\item[${escaped(node.label)}] ${verdict}\\\\\n  ${runs(node.segments)}${list}`;
}

function remarks(node: TreeNode, { claim, witness, message, repairs }: Finding): string[] {
  const lines = [escaped(message)];
  if (claim && witness) {
    const where =
      witness.at.length > 0
        ? ` at $${witness.at.map(({ name, value }) => `${name} = ${value.tex || escaped(value.text)}`).join(',\\ ')}$`
        : '';
    lines.push(
      `${maths(claim.left)} ${ops[claim.op]} ${maths(claim.right)}${where}: ${maths(witness.left)} \\textbf{against} ${maths(witness.right)}`,
    );
  }
  const slip = slipOf(node);
  if (slip) lines.push(`Likely slip: ${escaped(slip)}`);
  for (const repair of repairs.slice(0, 3))
    lines.push(`Correction: ${repair.shown ? maths(repair.shown) : escaped(repair.corrected_step)}`);
  return lines;
}

const ops: Readonly<Record<string, string>> = {
  '=': '$=$',
  '≈': '$\\approx$',
  '≠': '$\\neq$',
  '<': '$<$',
  '≤': '$\\le$',
  '>': '$>$',
  '≥': '$\\ge$',
  '≡': '$\\equiv$',
  '∈': '$\\in$',
  '∉': '$\\notin$',
};

function runs(segments: readonly Segment[]): string {
  return segments
    .map(({ kind, text, display }) => (kind === 'text' ? escaped(text) : display ? `\n  \\[${text.trim()}\\]\n  ` : `$${text.trim()}$`))
    .join('')
    .replace(/\n\s*\n/g, '\n\n  ')
    .trim();
}

function maths({ tex, text }: Shown): string {
  return tex ? `$${tex}$` : escaped(text);
}

const specials: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '·': '$\\cdot$',
  '×': '$\\times$',
  '÷': '$\\div$',
  '−': '$-$',
  '²': '$^2$',
  '³': '$^3$',
  '√': '$\\surd$',
  '≈': '$\\approx$',
  '≠': '$\\neq$',
  '≤': '$\\le$',
  '≥': '$\\ge$',
  '⇒': '$\\Rightarrow$',
  '⇔': '$\\Leftrightarrow$',
};

/** Text that LaTeX takes for text. */
function escaped(text: string): string {
  return text.replace(/[&%$#_{}]/g, '\\$&').replace(/\\(?![&%$#_{}])|[~^·×÷−²³√≈≠≤≥⇒⇔]/g, c => specials[c] ?? c);
}
