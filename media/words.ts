// What the panel says: one word for each verdict, arrow and relation. Colour and icon only repeat it.
import type { Arrow, Checked, Edge, StepVerdict, Tree, TreeNode } from '../server/protocol';
import { rootOf } from './rows';

export const verdictWords: Readonly<Record<StepVerdict, string>> = {
  holds: 'holds',
  fails: 'does not follow',
  inherited: 'follows from a wrong step',
  opinion: 'doubted',
  unknown: 'not checked',
  nothing: 'nothing to check',
};

export const outcomeWords: Readonly<Record<Checked['outcome']['outcome'], string>> = {
  holds: 'holds',
  fails: 'fails',
  unknown: 'not checked',
};

export const arrowWords: Readonly<Record<Arrow, string>> = {
  '⇔': 'equivalent: same solutions as what it comes from',
  '⇒': 'a consequence: it may allow more than what it comes from',
  '⇐': 'it may have lost solutions of what it comes from',
  '=': 'equal to what it comes from',
};

export const negated: Readonly<Record<Checked['op'], string>> = {
  '=': '≠',
  '≈': '≉',
  '≠': '=',
  '<': '≥',
  '≤': '>',
  '>': '≤',
  '≥': '<',
  '≡': '≢',
  '∈': '∉',
  '∉': '∈',
};

const reasons: Readonly<Record<Edge['why'], string>> = {
  value: 'its value',
  symbol: 'its symbol',
  equation: 'its equation',
  reference: 'by reference',
  definition: 'its definition',
  adjacent: 'the line before',
};

/** The verdict in words, with what it rests on: "follows from a wrong step (Step 3)", "not checked: an argument in words". */
export function verdictSentence(tree: Tree, node: TreeNode): string {
  const word = verdictWords[node.verdict];
  if (node.verdict === 'inherited') {
    const root = rootOf(tree, node);
    return root ? `${word} (${root.label})` : word;
  }
  if (node.verdict === 'unknown' && node.why[0]) return `${word}: ${node.why[0]}`;
  if (node.verdict === 'opinion') {
    const opinion = node.findings.find(finding => finding.opinion)?.opinion;
    return opinion ? `${word} by ${opinion.by}: ${score(opinion.score)}` : word;
  }
  return word;
}

export function coverageWords({ claims, checked }: { readonly claims: number; readonly checked: number }): string {
  return claims === 0 ? '' : `${checked} of ${claims} checked`;
}

/** What an edge carries: the value or symbol itself where it is named, else the kind of thing. */
export function edgeWords(edges: readonly Edge[]): string {
  const named = [...new Set(edges.filter(edge => edge.why !== 'adjacent' && edge.label).map(edge => edge.label))];
  return named.length > 0 ? named.join(', ') : reasons[edges[0]!.why];
}

export function slipWords({ name, detail }: { readonly name: string; readonly detail?: string }): string {
  return detail || name.replaceAll('_', ' ');
}

export function score(value: number): string {
  return value.toFixed(2);
}
