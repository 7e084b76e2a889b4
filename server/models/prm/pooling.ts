// Step scores from a pooling server. A row that cannot be told whose it is, is an error; it is never guessed.

import { harmless } from '../transcript';
import type { Usage } from '../transport/account';
import type { Endpoint } from '../transport/endpoint';
import { ModelFailure } from '../transport/failure';
import { send, type Wire } from '../transport/http';
import type { Layout } from './layouts';

/** Ways to ask, newest first; names and paths have changed often (docs/models.md). */
const ways = [
  { path: '/pooling', extra: { task: 'token_classify' } },
  { path: '/pooling', extra: { task: 'encode' } },
  { path: '/pooling', extra: {} },
  { path: '/v1/embeddings', extra: { encoding_format: 'float' } },
] as const;

export type Pooling = { readonly endpoint: Endpoint; readonly wire: Wire };
type Way = (typeof ways)[number];

/** What an endpoint has turned out to understand. */
const understood = new WeakMap<Endpoint, Way>();

/** One row a step, in step order. Throws `ModelFailure`. */
export async function rowsOf(
  { endpoint, wire }: Pooling,
  layout: Layout,
  problem: string,
  steps: readonly string[],
  signal?: AbortSignal,
): Promise<number[][]> {
  const clean = (text: string) => unmarked(harmless(text), layout);
  const written = layout.write(clean(problem), steps.map(clean));
  const tokens = 'parts' in written ? await tokensOf(endpoint, wire, layout, written.parts, signal) : undefined;
  const rows = await ask(endpoint, wire, layout, tokens ? { input: tokens.ids } : written, signal);
  if (tokens && rows.length !== tokens.ids.length)
    throw new ModelFailure('protocol', `${tokens.ids.length} tokens were sent, ${rows.length} rows came back: the text was cut`);
  const picked = tokens ? tokens.marks.map(at => rows[at]!) : rows;
  if (picked.length !== steps.length)
    throw new ModelFailure(
      'protocol',
      `${steps.length} steps were sent, ${picked.length} scores came back: the text was cut, or the server does not pool at ${JSON.stringify(layout.mark)} (layout ${layout.id})`,
    );
  for (const row of picked) check(row, layout);
  return picked;
}

/** The step's text without the mark: inside a step it would be taken for the step's end. A line break is such a mark, too. */
function unmarked(text: string, { mark }: Layout): string {
  return mark.trim() === '' ? text : text.replaceAll(mark, ' ');
}

function check(row: readonly number[], { columns, distribution, id }: Layout): void {
  if (row.length !== columns || row.some(value => !Number.isFinite(value)))
    throw new ModelFailure(
      'protocol',
      `a score has ${row.length} numbers; layout ${id} has ${columns}. Is the layout right for this model?`,
    );
  const sum = row.reduce((total, value) => total + value, 0);
  if (distribution && (Math.abs(sum - 1) > 0.02 || row.some(value => value < -1e-6)))
    throw new ModelFailure(
      'protocol',
      `a score is no distribution (${row.map(value => value.toPrecision(3)).join(', ')}): the server's activation is off`,
    );
}

async function ask(endpoint: Endpoint, wire: Wire, layout: Layout, written: object, signal?: AbortSignal): Promise<number[][]> {
  const root = endpoint.base.replace(/\/v1$/, '');
  const known = understood.get(endpoint);
  let refused: ModelFailure | undefined;
  for (const way of known ? [known] : ways) {
    // A raw value head must not be squeezed twice; distributions are what servers give by themselves.
    const body = {
      model: endpoint.model,
      ...written,
      ...way.extra,
      ...(layout.distribution || way.path !== '/pooling' ? {} : { use_activation: false }),
    };
    try {
      const rows = await send(wire, { url: root + way.path, body, signal }, response => read(response, wire, layout));
      understood.set(endpoint, way);
      return rows;
    } catch (error) {
      const failure = error as ModelFailure;
      const other =
        failure.status === 404 || failure.status === 405 || ([400, 422].includes(failure.status ?? 0) && failure.kind !== 'context');
      if (!other) throw failure;
      refused ??= failure;
    }
  }
  throw new ModelFailure('setup', `${endpoint.origin} scores no steps: ${refused!.message}`, refused!.status);
}

type Body = { data?: { data?: unknown; embedding?: unknown }[]; usage?: { prompt_tokens?: number } };

async function read(response: Response, wire: Wire, layout: Layout): Promise<number[][]> {
  const body = (await response.json().catch(() => undefined)) as Body | undefined;
  const usage: Usage = { prompt: body?.usage?.prompt_tokens ?? 0, completion: 0 };
  wire.account.used(usage);
  if (!Array.isArray(body?.data) || body.data.length !== 1)
    throw new ModelFailure('protocol', `one text was sent, ${body?.data?.length ?? 'no'} results came back`);
  const rows = body.data[0]!.data ?? body.data[0]!.embedding;
  if (!Array.isArray(rows)) throw new ModelFailure('protocol', 'the result holds no rows of numbers');
  if (rows.every(row => Array.isArray(row))) return (rows as unknown[][]).map(row => row.map(Number));
  // Old servers give the rows one after the other.
  const flat = rows.map(Number);
  if (flat.length % layout.columns !== 0)
    throw new ModelFailure('protocol', `${flat.length} numbers do not make rows of ${layout.columns}`);
  return Array.from({ length: flat.length / layout.columns }, (_, i) => flat.slice(i * layout.columns, (i + 1) * layout.columns));
}

/** The parts in token numbers with the mark's own after each step, and where these stand: as the models were trained. */
async function tokensOf(endpoint: Endpoint, wire: Wire, { mark, id }: Layout, parts: readonly string[], signal?: AbortSignal) {
  const url = `${endpoint.base.replace(/\/v1$/, '')}/tokenize`;
  const tokenize = (prompt: string, special: boolean) =>
    send(
      wire,
      { url, body: { model: endpoint.model, prompt, content: prompt, add_special_tokens: special, add_special: special }, signal },
      async response => {
        const { tokens } = (await response.json()) as { tokens?: unknown };
        if (Array.isArray(tokens) && tokens.every(Number.isInteger)) return tokens as number[];
        throw new ModelFailure('protocol', `${url} does not answer with token numbers`);
      },
    );
  const [own, ...written] = await Promise.all([tokenize(mark, false), ...parts.map((part, i) => tokenize(part, i === 0))]);
  if (own!.length !== 1)
    throw new ModelFailure('setup', `${JSON.stringify(mark)} is not one token of ${endpoint.model}: layout ${id} is not for this model`);
  const ids = [...written[0]!];
  const marks: number[] = [];
  for (const part of written.slice(1)) {
    ids.push(...part, own![0]!);
    marks.push(ids.length - 1);
  }
  return { ids, marks };
}
