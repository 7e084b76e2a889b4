// The ARIA side of a row: roving focus, place among its siblings, and what a screen reader says.
import { outcomeWords, type Repair, type TreeNode } from '../server/protocol';
import type { Detail, Row } from './rows';
import { speak, speakShown, speakTex } from './speak';
import { coverageWords, edgeWords, slipWords } from './words';

/** Attributes of a tree item. `data-row` is how focus finds it again. */
export function rowAttributes({ id, level, position, size }: Omit<Row, 'node'>, focused: boolean, spoken: string, selected?: boolean) {
  return {
    ...(selected === undefined ? {} : { 'aria-selected': selected }),
    role: 'treeitem',
    'data-row': id,
    tabIndex: focused ? 0 : -1,
    'aria-level': level,
    'aria-posinset': position,
    'aria-setsize': size,
    'aria-label': spoken,
  } as const;
}

/** "Step 3, does not follow, 1 of 1 checked. This factors as …" With a correction where it is drawn beside the node. */
export function speakNode(node: TreeNode, repair?: Repair): string {
  const head = node.kind === 'problem' ? [node.label] : [node.label, node.said, coverageWords(node.coverage)];
  const correction = repair ? ` Correction: ${speakRepair(repair)}.` : '';
  return `${head.filter(Boolean).join(', ')}. ${speak(node.segments)}${correction}`;
}

export function speakDetail(detail: Detail): string {
  switch (detail.kind) {
    case 'claim': {
      const { left, op, right, outcome } = detail.claim;
      const relation = `${speakShown(left)} ${speakTex(op)} ${speakShown(right)}`;
      const rest = outcome.outcome === 'fails' ? outcome.message : outcome.outcome === 'unknown' ? outcome.why : outcome.note;
      const slip = detail.finding?.slip && `Likely slip: ${slipWords(detail.finding.slip)}.`;
      return [`Claim ${outcomeWords[outcome.outcome]}: ${relation}.`, rest, slip].filter(Boolean).join(' ');
    }
    case 'finding':
      return detail.finding.message;
    case 'repair':
      return `Correction: ${speakRepair(detail.repair)}. ${detail.repair.explanation} Press Enter to apply it.`;
    case 'premise':
      return `Uses ${detail.from.label}: ${edgeWords(detail.edges)}`;
  }
}

function speakRepair(repair: Repair): string {
  return repair.shown ? speakShown(repair.shown) : repair.corrected_step;
}
