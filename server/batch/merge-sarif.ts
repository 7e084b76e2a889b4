// SARIF logs of shards → one log with one run, as code scanning wants it. Read whole: SARIF is for what people read.
import { Unmergeable } from './merge';

type Region = { readonly startLine?: number; readonly startColumn?: number };
type Result = {
  readonly partialFingerprints?: Record<string, string>;
  readonly locations?: readonly {
    readonly physicalLocation?: { readonly artifactLocation?: { uri?: string }; readonly region?: Region };
  }[];
};
type Run = {
  readonly tool: unknown;
  readonly results?: readonly Result[];
  readonly invocations?: readonly { readonly executionSuccessful: boolean; readonly toolExecutionNotifications?: readonly unknown[] }[];
};
type Log = { readonly version: string; readonly runs: readonly Run[] };

/** `texts`: the logs, by the paths they came from. */
export function mergeSarif(texts: ReadonlyMap<string, string>): { text: string; results: number } {
  const runs = [...texts].flatMap(([path, text]) => {
    let log: Log;
    try {
      log = JSON.parse(text);
    } catch {
      throw new Unmergeable(`${path} is no SARIF log`);
    }
    if (log?.version !== '2.1.0' || !Array.isArray(log.runs)) throw new Unmergeable(`${path} is no SARIF 2.1.0 log`);
    return log.runs;
  });
  const [first] = runs;
  if (!first) throw new Unmergeable('there is no run in these logs');
  for (const run of runs) {
    if (JSON.stringify(run.tool) !== JSON.stringify(first.tool)) throw new Unmergeable('these logs are of different tools or versions');
  }
  const results = numbered(runs.flatMap(run => run.results ?? []).sort(inPlace));
  const invocations = runs.flatMap(run => run.invocations ?? []);
  const invocation = {
    executionSuccessful: invocations.every(({ executionSuccessful }) => executionSuccessful),
    toolExecutionNotifications: invocations.flatMap(({ toolExecutionNotifications = [] }) => toolExecutionNotifications),
  };
  const run = { tool: first.tool, columnKind: 'utf16CodeUnits', results, invocations: [invocation] };
  const text = `${JSON.stringify({ version: '2.1.0', $schema: 'https://json.schemastore.org/sarif-2.1.0.json', runs: [run] }, null, 1)}\n`;
  return { text, results: results.length };
}

/** By file, line and column; what is in one place stays in its order. */
function inPlace(a: Result, b: Result): number {
  const [one, other] = [a, b].map(result => result.locations?.[0]?.physicalLocation);
  const [u, v] = [one?.artifactLocation?.uri ?? '', other?.artifactLocation?.uri ?? ''];
  if (u !== v) return u < v ? -1 : 1;
  return (
    (one?.region?.startLine ?? 0) - (other?.region?.startLine ?? 0) || (one?.region?.startColumn ?? 0) - (other?.region?.startColumn ?? 0)
  );
}

/** Each shard numbered its fingerprints from one; together they are numbered anew. */
function numbered(results: readonly Result[]): Result[] {
  const seen = new Map<string, number>();
  return results.map(result => {
    const print = result.partialFingerprints?.['hence/v1'];
    if (print === undefined) return result;
    const anchor = print.replace(/:\d+$/, '');
    const nth = (seen.get(anchor) ?? 0) + 1;
    seen.set(anchor, nth);
    return { ...result, partialFingerprints: { ...result.partialFingerprints, 'hence/v1': `${anchor}:${nth}` } };
  });
}
