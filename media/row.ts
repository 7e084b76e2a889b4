// The ARIA side of a row: roving focus, place among its siblings, and what a screen reader says.
import { type Branch, type Continued, needWords, outcomeWords, type Repair, type TreeNode } from '../server/protocol';
import type { Detail, Row } from './rows';
import type { Side } from './sides';
import { speak, speakShown, speakTex } from './speak';
import { counted, coverageWords, edgeWords, slipWords } from './words';

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
      return [`Claim ${outcomeWords[outcome.outcome]}: ${relation}.`, rest, ...needWords(outcome), slip].filter(Boolean).join(' ');
    }
    case 'finding':
      return detail.finding.message;
    case 'repair':
      return `Correction: ${speakRepair(detail.repair)}. ${detail.repair.explanation} Press Enter to apply it.`;
    case 'premise':
      return `Uses ${detail.from.label}: ${edgeWords(detail.edges)}`;
    case 'continued':
      return speakShare(detail.continued);
    case 'branch':
      return speakBranch(detail.branch, detail.continued.total);
    case 'more':
      return `${counted(detail.count, 'more rollout')}. Press Enter to show or to put away.`;
  }
}

function speakShare({ by, right, total, low, high }: Continued): string {
  const percent = (x: number) => Math.round(x * 100);
  if (total === 0) return `Rollouts by ${by}: none could be read.`;
  return `Rollouts by ${by}: ${right} of ${total} end right, between ${percent(low)} and ${percent(high)} percent.`;
}

function speakBranch({ answer, right, count, steps }: Branch, total: number): string {
  const end =
    answer === undefined ? 'states no answer' : `ends in ${speakTex(answer)}, ${right ? 'which is right' : 'which is not the answer'}`;
  return `Rollout, ${count} of ${total}: ${end}. ${steps.map(step => speak(step)).join(' ')}`.slice(0, 400);
}

/** What stands beside a step in the graph. */
export function speakSide(side: Side): string {
  const from = `Beside ${side.node.label}: `;
  switch (side.kind) {
    case 'rollout':
      return from + speakBranch(side.branch, side.continued.total);
    case 'continued':
      return from + speakShare(side.continued);
    case 'more':
      return from + (side.open ? 'show fewer rollouts' : counted(side.count, 'more rollout'));
    case 'samples': {
      const answers =
        side.answers.length > 0
          ? `, which ${side.samples.length === 1 ? 'answers' : 'answer'} ${side.answers.slice(0, 5).map(speakShown).join(', ')}`
          : '';
      return `${from}${counted(side.samples.length, 'other sample')} parting here${answers}.`;
    }
  }
}

function speakRepair(repair: Repair): string {
  return repair.shown ? speakShown(repair.shown) : repair.corrected_step;
}
