// What comes through the panel's wall is data from a web page: it is believed only after its shape has been checked.
import { type FromPanel, type PanelState, pictures, places, type Span } from '../server/protocol';

/** Characters of a picture; more is nothing that the panel draws. */
const largestPicture = 64_000_000;

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
      return isText(value.uri) && isText(value.solution) && (value.node === undefined || isText(value.node))
        ? { type: 'pick', uri: value.uri, solution: value.solution, ...(value.node === undefined ? {} : { node: value.node }) }
        : undefined;
    case 'hover':
      return isText(value.uri) && isCount(value.version) && (value.span === undefined || isSpan(value.span))
        ? { type: 'hover', uri: value.uri, version: value.version, ...(value.span === undefined ? {} : { span: value.span }) }
        : undefined;
    case 'choose':
      return isText(value.uri) ? { type: 'choose', uri: value.uri } : undefined;
    case 'compare':
      return isText(value.uri) && isText(value.solution)
        ? { type: 'compare', uri: value.uri, solution: value.solution, ...(value.quiet === true ? { quiet: true } : {}) }
        : undefined;
    case 'copy':
      return isText(value.uri) && isText(value.solution) && (value.format === 'markdown' || value.format === 'latex')
        ? { type: 'copy', uri: value.uri, solution: value.solution, format: value.format }
        : undefined;
    case 'save':
      return isText(value.uri) && isText(value.solution) && value.format === 'html'
        ? { type: 'save', uri: value.uri, solution: value.solution, format: value.format }
        : undefined;
    case 'picture':
      return isText(value.uri) && isOneOf(pictures, value.format) && isText(value.content) && value.content.length <= largestPicture
        ? { type: 'picture', uri: value.uri, format: value.format, content: value.content }
        : undefined;
    case 'ties':
      return typeof value.pinned === 'boolean' && typeof value.follow === 'boolean'
        ? { type: 'ties', pinned: value.pinned, follow: value.follow }
        : undefined;
    case 'place':
      return isOneOf(places, value.place) ? { type: 'place', place: value.place } : undefined;
    case 'apply':
    case 'whatIf':
    case 'carryOn':
      return isText(value.uri) && isCount(value.version) && isText(value.node) && isCount(value.finding) && isCount(value.repair)
        ? { type: value.type, uri: value.uri, version: value.version, node: value.node, finding: value.finding, repair: value.repair }
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
    ...(typeof value.pinned === 'boolean' ? { pinned: value.pinned } : {}),
    ...(typeof value.follow === 'boolean' ? { follow: value.follow } : {}),
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

function isOneOf<T extends string>(list: readonly T[], value: unknown): value is T {
  return (list as readonly unknown[]).includes(value);
}
