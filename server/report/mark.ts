// Verdicts as one character and a few words, for texts without colours.
import type { StepVerdict, Tree, TreeNode } from '../core';

export const signs: Readonly<Record<StepVerdict, string>> = {
  holds: '✓',
  fails: '✗',
  inherited: '↳',
  opinion: '?',
  unknown: '–',
  nothing: '·',
};

/** "3 of 4 claims checked", or nothing where there is none. */
export function coverage({ claims, checked }: TreeNode['coverage']): string {
  return claims === 0 ? '' : `${checked} of ${claims} ${claims === 1 ? 'claim' : 'claims'} checked`;
}

/** The step's likely slip in words, where one is known. */
export function slipOf(node: TreeNode): string | undefined {
  const slip = node.findings.find(finding => finding.slip)?.slip;
  return slip && (slip.detail ?? slip.name.replaceAll('_', ' '));
}

/** The first wrong step of a tree. */
export function rootOf(tree: Tree): TreeNode | undefined {
  return tree.nodes.find(node => node.kind === 'step' && node.number === tree.summary.firstError);
}

/** Where a witness stands: "x = 2, y = 3", empty for closed claims. */
export function at(list: readonly { readonly name: string; readonly value: { readonly text: string } }[]): string {
  return list.map(({ name, value }) => `${name} = ${value.text}`).join(', ');
}

/** How often a model, carrying on from the step, ends right: "5 of 8 rollouts end right (policy-7b)". */
export function rolledOf({ rollouts = [] }: TreeNode): string[] {
  return rollouts.map(({ by, right, total }) => `${right} of ${total} rollouts end right (${by})`);
}
