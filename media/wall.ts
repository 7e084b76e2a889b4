// The panel's side of the wall: what comes in is checked before it is believed.
import type { FromPanel, ToPanel } from '../server/protocol';

export type Post = (message: FromPanel) => void;

/** The message, if it has the shape of one; anything else is dropped. */
export function readMessage(data: unknown): ToPanel | undefined {
  if (!isRecord(data)) return undefined;
  const { type, uri, version } = data;
  switch (type) {
    case 'empty':
      return typeof data.reason === 'string' ? (data as ToPanel) : undefined;
    case 'checking':
      return typeof uri === 'string' && typeof version === 'number' ? (data as ToPanel) : undefined;
    case 'select':
      return typeof uri === 'string' && typeof data.node === 'string' ? (data as ToPanel) : undefined;
    case 'point':
      return typeof uri === 'string' && (data.node === undefined || typeof data.node === 'string') ? (data as ToPanel) : undefined;
    case 'tree':
      return typeof uri === 'string' && typeof version === 'number' && isTree(data.tree) && Array.isArray(data.solutions)
        ? (data as ToPanel)
        : undefined;
    case 'comparison':
      return typeof uri === 'string' && typeof version === 'number' && (data.comparison === null || isComparison(data.comparison))
        ? (data as ToPanel)
        : undefined;
    case 'replay':
      return typeof uri === 'string' &&
        typeof version === 'number' &&
        typeof data.node === 'string' &&
        Number.isInteger(data.finding) &&
        Number.isInteger(data.repair) &&
        (data.replay === null || (isRecord(data.replay) && Array.isArray(data.replay.steps) && data.replay.steps.every(isRecord))) &&
        (data.changes === undefined || isChanges(data.changes))
        ? (data as ToPanel)
        : undefined;
    case 'ties':
      return typeof data.pinned === 'boolean' && typeof data.follow === 'boolean' ? (data as ToPanel) : undefined;
    case 'notice':
      return typeof data.text === 'string' ? (data as ToPanel) : undefined;
    default:
      return undefined;
  }
}

function isComparison(value: unknown): boolean {
  if (!isRecord(value) || !Array.isArray(value.samples) || !Array.isArray(value.junctions) || !Array.isArray(value.votes)) return false;
  const { junctions, samples } = value;
  return (
    Array.isArray(value.problem) &&
    samples.every(
      sample =>
        isRecord(sample) && isRecord(sample.coverage) && Array.isArray(sample.path) && sample.path.every(at => isIndex(at, junctions)),
    ) &&
    junctions.every(
      junction =>
        isRecord(junction) &&
        typeof junction.id === 'string' &&
        isRecord(junction.shown) &&
        Array.isArray(junction.members) &&
        junction.members.every(member => isRecord(member) && isIndex(member.sample, samples)),
    ) &&
    value.votes.every(vote => isRecord(vote) && isRecord(vote.answer) && typeof vote.weight === 'number' && Array.isArray(vote.samples))
  );
}

function isChanges(value: unknown): boolean {
  return Array.isArray(value) && value.every(change => isRecord(change) && Array.isArray(change.before) && Array.isArray(change.after));
}

function isIndex(value: unknown, list: readonly unknown[]): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) < list.length;
}

function isTree(tree: unknown): boolean {
  return (
    isRecord(tree) &&
    typeof tree.solution === 'string' &&
    Array.isArray(tree.edges) &&
    isRecord(tree.summary) &&
    typeof tree.summary.text === 'string' &&
    isRecord(tree.summary.coverage) &&
    Array.isArray(tree.nodes) &&
    tree.nodes.every(
      node =>
        isRecord(node) &&
        typeof node.id === 'string' &&
        isRecord(node.span) &&
        Array.isArray(node.segments) &&
        Array.isArray(node.claims) &&
        Array.isArray(node.findings),
    )
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
