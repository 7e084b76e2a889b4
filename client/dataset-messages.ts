// What comes through a data set's page is believed only after its shape has been checked.
import type { DatasetQuery, DatasetVerdict, FromDashboard, FromDataset } from '../server/protocol';

type Fields = Record<string, unknown>;

const verdicts: readonly DatasetVerdict[] = ['root', 'opinion', 'none', 'unchecked', 'disagreement', 'unlabelled'];

export function readFromDataset(value: unknown): FromDataset | undefined {
  if (!isFields(value)) return undefined;
  switch (value.type) {
    case 'ready':
      return { type: 'ready', ...(isCount(value.n) ? { n: value.n } : {}) };
    case 'go':
    case 'tree':
      return isCount(value.n) ? { type: value.type, n: value.n } : undefined;
    case 'find': {
      const query = readQuery(value.query);
      return query && { type: 'find', query };
    }
    case 'verify':
      return { type: 'verify' };
    case 'error':
      return typeof value.message === 'string' ? { type: 'error', message: value.message } : undefined;
    default:
      return undefined;
  }
}

export function readFromDashboard(value: unknown): FromDashboard | undefined {
  if (!isFields(value)) return undefined;
  if (value.type === 'ready') return { type: 'ready' };
  return value.type === 'open' && typeof value.file === 'string' ? { type: 'open', file: value.file } : undefined;
}

function readQuery(value: unknown): DatasetQuery | undefined {
  if (!isFields(value) || !Number.isInteger(value.from)) return undefined;
  const verdict = verdicts.find(one => one === value.verdict);
  return {
    from: value.from as number,
    ...(value.backwards === true ? { backwards: true } : {}),
    ...(typeof value.text === 'string' ? { text: value.text.slice(0, 1000) } : {}),
    ...(verdict ? { verdict } : {}),
    ...(typeof value.slip === 'string' ? { slip: value.slip } : {}),
  };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0;
}
