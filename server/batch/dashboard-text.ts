// The dashboard for a terminal.
import { oneLine, type Paint } from '../cli/colour';
import type { Dashboard, FileFigures } from './dashboard';

export function dashboardText({ files, calibration }: Dashboard, hues: Paint): string {
  const labelled = files.filter(file => file.wrong + file.right > 0);
  const parts = [table(['file', 'solutions', 'flagged', 'checked', 'unreadable', 'fields'], [...files.map(overview), ...total(files)])];
  if (labelled.length > 0) {
    const head = ['file', 'wrong', 'right', 'wrong acc.', 'right acc.', 'F1', 'early', 'late', 'missed', 'false alarms'];
    parts.push(`${hues.bold('Against the labels')}\n${table(head, labelled.map(against))}`);
  }
  for (const file of labelled) {
    if (file.bySlip.length === 0) continue;
    const head = ['slip', 'at the label', 'before', 'after', 'on right ones'];
    const rows = file.bySlip.map(kind => [kind.name.replaceAll('_', ' '), ...[kind.hit, kind.early, kind.late, kind.alarm].map(String)]);
    parts.push(`${hues.bold(oneLine(file.file))}\n${table(head, rows)}`);
  }
  const steps = calibration.filter(({ what }) => what === 'steps' || what === 'together');
  if (steps.length > 0) {
    const rows = steps.flatMap(({ by, what, from, threshold, on }) =>
      on.map(({ file, wrong, right, f1 }) => [
        `${by}${what === 'together' ? ' with proofs' : ''}`,
        short(from),
        threshold.toPrecision(4),
        short(file),
        percent(wrong),
        percent(right),
        percent(f1),
      ]),
    );
    const head = ['scores', 'calibrated on', 'threshold', 'applied to', 'wrong acc.', 'right acc.', 'F1'];
    parts.push(`${hues.bold('Rewards as thresholds: the first step below against the label')}\n${table(head, rows)}`);
  }
  const wholes = calibration.filter(({ what }) => what !== 'steps' && what !== 'together');
  if (wholes.length > 0) {
    const rows = wholes.flatMap(({ by, what, from, threshold, on }) =>
      on
        .filter(({ file }) => file === from)
        .map(({ file, wrong, right, f1 }) => [
          by,
          what,
          short(file),
          threshold.toPrecision(4),
          percent(wrong),
          percent(right),
          percent(f1),
        ]),
    );
    const head = ['scores', 'figure', 'file', 'threshold', 'wrong acc.', 'right acc.', 'F1'];
    parts.push(`${hues.bold('Is the whole solution right? One figure of its scores, at its best threshold')}\n${table(head, rows)}`);
  }
  return `${parts.join('\n')}`;
}

/** All files together, where there are several. */
function total(files: readonly FileFigures[]): string[][] {
  if (files.length < 2) return [];
  const sum = (figure: (file: FileFigures) => number) => files.reduce((all, file) => all + figure(file), 0);
  const claims = sum(file => file.claims);
  const share = claims > 0 ? `${percent(sum(file => file.checked) / claims)} of ${claims}` : '–';
  const counts = [sum(file => file.solutions), sum(file => file.flagged)].map(String);
  return [[`${files.length} files`, ...counts, share, String(sum(file => file.unreadable)), '']];
}

function overview({ file, solutions, flagged, claims, checked, unreadable, shape }: FileFigures): string[] {
  const share = claims > 0 ? `${percent(checked / claims)} of ${claims}` : '–';
  return [oneLine(file), String(solutions), String(flagged), share, String(unreadable), shape ?? ''];
}

function against(file: FileFigures): string[] {
  const { wrong, right, accuracies, distances, missed } = file;
  const sum = (keep: (distance: number) => boolean) =>
    distances.filter(({ distance }) => keep(distance)).reduce((total, { count }) => total + count, 0);
  const counts = [sum(d => d < 0), sum(d => d > 0), missed, file.right - file.silent].map(String);
  return [
    short(file.file),
    String(wrong),
    String(right),
    percent(accuracies.wrong),
    percent(accuracies.right),
    percent(accuracies.f1),
    ...counts,
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((name, i) => Math.max(name.length, ...rows.map(row => row[i]!.length)));
  const words = head.map((_, i) => i === 0 || rows.every(row => !/^[\d–]/.test(row[i]!)));
  const draw = (row: readonly string[]) =>
    row
      .map((cell, i) => (words[i] ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join('  ')
      .trimEnd();
  return `${[head, ...rows].map(draw).join('\n')}\n`;
}

function short(file: string): string {
  return oneLine(file.split('/').at(-1)!);
}

export function percent(share: number | null): string {
  return share === null ? '–' : `${(100 * share).toFixed(1)} %`;
}
