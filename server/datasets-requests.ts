// The requests about data sets, as they come over the wire.
import { type Connection, ResponseError } from 'vscode-languageserver';
import type { Settings, Token } from './core';
import type { Datasets } from './datasets';
import {
  DATASET_DASHBOARD,
  DATASET_FIND,
  DATASET_INFO,
  DATASET_LIST,
  DATASET_RECORD,
  DATASET_SLIPS,
  DATASET_VERIFY,
  type DatasetFindParams,
  type DatasetListParams,
  type DatasetParams,
  type DatasetRecordParams,
  type DatasetRun,
  type DatasetVerifyParams,
} from './protocol';

const noDisk = new ResponseError(-32000, 'Data sets are read from disk, and there is none here.');

export function listenToDatasets(connection: Connection, datasets: Datasets | undefined, settings: () => Promise<Settings>): void {
  const on = <P, R>(method: string, handle: (sets: Datasets, params: P, token: Token) => Promise<R> | R) =>
    connection.onRequest(method, async (params: P, token) => {
      if (!datasets) return noDisk;
      try {
        return await handle(datasets, params, token);
      } catch (error) {
        return new ResponseError(-32001, error instanceof Error ? error.message : String(error));
      }
    });
  on(DATASET_INFO, (sets, { uri }: DatasetParams) => sets.info(uri));
  on(DATASET_RECORD, async (sets, { uri, n, mended }: DatasetRecordParams, token) =>
    mended ? sets.mended(uri, n, await settings(), token) : sets.record(uri, n, await settings()),
  );
  on(DATASET_LIST, (sets, params: DatasetListParams) => sets.list(params.uri, params));
  on(DATASET_SLIPS, (sets, { uri }: DatasetParams) => sets.slips(uri));
  on(DATASET_DASHBOARD, sets => sets.dashboard() ?? null);
  connection.onRequest(DATASET_FIND, (params: DatasetFindParams, token) =>
    datasets ? datasets.find(params.uri, params, () => token.isCancellationRequested) : noDisk,
  );
  connection.onRequest(DATASET_VERIFY, async ({ uris, workDoneToken }: DatasetVerifyParams, token) => {
    if (!datasets) return noDisk;
    const stop = new AbortController();
    token.onCancellationRequested(() => stop.abort());
    const progress = connection.window.attachWorkDoneProgress(workDoneToken);
    progress.begin('Verifying', 0, '', true);
    try {
      return await datasets.verify(uris, await settings(), stop.signal, run =>
        progress.report(run.total > 0 ? (100 * run.done) / run.total : 0, said(run)),
      );
    } finally {
      progress.done();
    }
  });
}

/** "12,000 of 800,000 · 310 wrong · 1,600 a second · 8 min left" */
export function said({ done, total, solutions, wrong, ms }: DatasetRun): string {
  const count = (n: number) => Math.round(n).toLocaleString('en-US');
  const rate = (1000 * solutions) / Math.max(1, ms);
  const left = done > 0 ? (ms * (total - done)) / done / 1000 : 0;
  const time = left < 60 ? `${Math.ceil(left)} s` : left < 3600 ? `${Math.ceil(left / 60)} min` : `${(left / 3600).toFixed(1)} h`;
  return `${count(done)} of ${count(total)} · ${count(wrong)} wrong · ${count(rate)} a second · ${time} left`;
}
