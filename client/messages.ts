// What comes through the panel's wall is data from a web page: it is believed only after its shape has been checked.
import type { FromPanel, PanelState, Span } from '../server/protocol';

type Fields = Record<string, unknown>;

/** The message, or undefined where `value` is not one. */
export function readFromPanel(value: unknown): FromPanel | undefined {
  if (!isFields(value)) return undefined;
  switch (value.type) {
    case 'ready':
      return { type: 'ready', state: readPanelState(value.state) };
    case 'reveal':
      return isText(value.uri) && isCount(value.version) && isSpan(value.span)
        ? { type: 'reveal', uri: value.uri, version: value.version, span: value.span }
        : undefined;
    case 'pick':
      return isText(value.uri) && isText(value.solution) ? { type: 'pick', uri: value.uri, solution: value.solution } : undefined;
    case 'apply':
      return isText(value.uri) && isCount(value.version) && isText(value.node) && isCount(value.finding) && isCount(value.repair)
        ? { type: 'apply', uri: value.uri, version: value.version, node: value.node, finding: value.finding, repair: value.repair }
        : undefined;
    case 'error':
      return isText(value.message) ? { type: 'error', message: value.message } : undefined;
    default:
      return undefined;
  }
}

/** What `setState` kept of a panel, or undefined where it is nothing of ours. */
export function readPanelState(value: unknown): PanelState | undefined {
  if (!isFields(value) || !isText(value.uri)) return undefined;
  return {
    uri: value.uri,
    ...(isText(value.solution) ? { solution: value.solution } : {}),
    ...(isText(value.node) ? { node: value.node } : {}),
  };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0;
}

function isSpan(value: unknown): value is Span {
  return isFields(value) && isCount(value.start) && isCount(value.end) && value.start <= value.end;
}
