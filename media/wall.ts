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
    case 'tree':
      return typeof uri === 'string' && typeof version === 'number' && isTree(data.tree) && Array.isArray(data.solutions)
        ? (data as ToPanel)
        : undefined;
    default:
      return undefined;
  }
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
