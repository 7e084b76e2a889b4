// The requests that are Hence's own: a tree, a verdict now, verdicts on many files.
import { type CancellationToken, type Connection, ProgressType } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Configuration } from './configuration';
import { problemsOf, summariesOf } from './convert';
import { type Analysis, type check, compare, createMemo, type Settings, type SolutionAnalysis, samplesOf, type Tree, tree } from './core';
import { type Mender, withCorrections } from './mend';
import { drive, type Pace } from './pace';
import type {
  CompareParams,
  CompareResult,
  ReportParams,
  ReportResult,
  SolutionsParams,
  SolutionsResult,
  TreeParams,
  TreeResult,
  VerifiedFile,
  VerifyFilesParams,
  VerifyFilesResult,
} from './protocol';
import { type Session, type Snapshot, wrongs } from './session';

/** hence/tree. Asking for a tree asks for a verdict, whatever `hence.run` says. */
export async function treeFor(
  session: Session,
  { uri, solution, offset }: TreeParams,
  token: CancellationToken,
  mender: Mender,
): Promise<TreeResult> {
  const nothing = (reason: string): TreeResult => ({
    uri,
    version: session.document(uri)?.version ?? 0,
    tree: null,
    solutions: [],
    reason,
  });
  if (!session.document(uri)) return nothing('this document is not open');
  const snapshot = (await session.current(uri, token)) ?? (await session.verify(uri, token));
  if (!snapshot) return nothing(token.isCancellationRequested ? 'the request was cancelled' : 'this document could not be checked');
  const solutions = summariesOf(snapshot.document, snapshot.analysis);
  const chosen = choose(snapshot, solution, offset);
  if (!chosen) return { ...nothing('no solution was found in this document'), version: snapshot.version };
  return { uri, version: snapshot.version, tree: tree(await mender.whole(snapshot, chosen, token)), solutions };
}

/** hence/solutions: what a list shows of an open document. */
export async function solutionsFor(
  session: Session,
  { uri }: SolutionsParams,
  token: CancellationToken,
  { memo, breathe }: Mender,
): Promise<SolutionsResult> {
  const snapshot = session.document(uri) && ((await session.current(uri, token)) ?? (await session.verify(uri, token)));
  if (!snapshot) return { uri, version: session.document(uri)?.version ?? 0, solutions: [] };
  const listed = await withCorrections(snapshot.analysis, snapshot.settings, { memo, token }, breathe);
  return { uri, version: snapshot.version, solutions: summariesOf(snapshot.document, listed) };
}

function choose({ analysis: { solutions } }: Snapshot, id?: string, offset?: number): SolutionAnalysis | undefined {
  const named = id === undefined ? undefined : solutions.find(one => one.solution.id === id);
  const around = offset === undefined ? undefined : solutions.find(({ solution: { span } }) => span.start <= offset && offset <= span.end);
  return named ?? around ?? solutions.find(one => one.findings.length > 0) ?? solutions[0];
}

/** hence/compare. Samples keep the order of their documents; those of other documents must be open, too. */
export async function compareFor(session: Session, params: CompareParams, token: CancellationToken): Promise<CompareResult> {
  const { uri, solution, chosen } = params;
  const nothing = (reason: string): CompareResult => ({
    uri,
    version: session.document(uri)?.version ?? 0,
    comparison: null,
    uris: [],
    reason,
  });
  const wanted = chosen ?? [{ uri, solution: solution ?? '' }];
  const snapshots = new Map<string, Snapshot>();
  for (const each of [uri, ...wanted.map(one => one.uri)]) {
    if (snapshots.has(each)) continue;
    const snapshot = session.document(each) && ((await session.current(each, token)) ?? (await session.verify(each, token)));
    if (!snapshot) return nothing(token.isCancellationRequested ? 'the request was cancelled' : 'this document could not be checked');
    snapshots.set(each, snapshot);
  }
  const own = snapshots.get(uri)!;
  const samples = chosen
    ? chosen.flatMap(one => {
        const found = snapshots.get(one.uri)?.analysis.solutions.find(each => each.solution.id === one.solution);
        return found ? [{ uri: one.uri, analysis: found }] : [];
      })
    : samplesOf(own.analysis.solutions, solution ?? own.analysis.solutions[0]?.solution.id ?? '').map(analysis => ({ uri, analysis }));
  if (samples.length < 2) return { ...nothing('there is only one solution of this problem here'), version: own.version };
  return {
    uri,
    version: own.version,
    comparison: compare(samples.map(({ analysis }) => analysis)),
    uris: samples.map(one => one.uri),
  };
}

/** hence/report. The writer is loaded with its typesetter when it is first asked for. */
export async function reportFor(session: Session, params: ReportParams, token: CancellationToken, mender: Mender): Promise<ReportResult> {
  const { uri, solution, format, style } = params;
  const snapshot = session.document(uri) && ((await session.current(uri, token)) ?? (await session.verify(uri, token)));
  if (!snapshot) return { content: null, reason: 'this document could not be checked' };
  const { solutions } = snapshot.analysis;
  const wanted = solution === undefined ? solutions : solutions.filter(one => one.solution.id === solution);
  if (wanted.length === 0) return { content: null, reason: 'no solution was found in this document' };
  const { htmlReport, latexReport, markdownReport } = await import('./report');
  const trees: Tree[] = [];
  for (const one of wanted) trees.push(tree(await mender.whole(snapshot, one, token)));
  const name = decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
  if (format === 'markdown') return { content: markdownReport(trees) };
  if (format === 'latex') return { content: latexReport(trees) };
  return { content: htmlReport(trees, { name, style: style ?? '' }) };
}

export type FilesPort = Pace & {
  readonly session: Session;
  readonly configuration: Configuration;
  readonly check: typeof check;
  readonly judge: (analysis: Analysis, settings: Settings) => Analysis;
  readonly readFile: (uri: string) => Promise<string | null>;
};

/** hence/verifyFiles. A file that cannot be read, or breaks the check, is a problem of its own; the others go on. */
export async function verifyFiles(
  connection: Connection,
  port: FilesPort,
  params: VerifyFilesParams,
  token: CancellationToken,
): Promise<VerifyFilesResult> {
  const { uris, workDoneToken, partialResultToken } = params;
  const progress = connection.window.attachWorkDoneProgress(workDoneToken);
  // A memo of its own: thousands of files would push the open documents out of the shared one.
  const memo = createMemo();
  const files: VerifiedFile[] = [];
  let wrong = 0;
  const began = port.now();
  progress.begin('Verifying', 0, `0 of ${uris.length}`, true);
  try {
    for (const uri of uris) {
      if (token.isCancellationRequested) break;
      const read = await readOne(port, uri);
      if (token.isCancellationRequested) break;
      let file: VerifiedFile;
      if (typeof read === 'string') file = { uri, solutions: [], problems: [{ line: 0, message: read }] };
      else {
        try {
          const settings = await port.configuration.of(uri);
          const source = { text: read.getText(), languageId: read.languageId || undefined, name: uri };
          const proved = await drive(port.check(source, settings, { memo, token }), token, port);
          if (!proved) break;
          const analysis = port.judge(proved, settings);
          wrong += wrongs(analysis);
          const listed = await withCorrections(analysis, settings, { memo, token }, port.breathe);
          file = { uri, solutions: summariesOf(read, listed), problems: problemsOf(read, analysis) };
        } catch (error) {
          const message = `this file could not be checked: ${error instanceof Error ? error.message : error}`;
          connection.console.error(`${uri}: ${message}`);
          file = { uri, solutions: [], problems: [{ line: 0, message }] };
        }
      }
      files.push(file);
      if (partialResultToken !== undefined) await connection.sendProgress(new ProgressType<VerifiedFile>(), partialResultToken, file);
      progress.report((100 * files.length) / uris.length, said(files.length, uris.length, wrong, port.now() - began));
      await port.breathe();
    }
  } finally {
    progress.done();
  }
  return { files, cancelled: token.isCancellationRequested };
}

/** How far the files are, how fast, and how long it will take. */
function said(done: number, total: number, wrong: number, ms: number): string {
  const rate = Math.round((1000 * done) / Math.max(1, ms));
  const left = Math.ceil((ms * (total - done)) / done / 1000);
  // The first second tells nothing about the rest.
  return `${done} of ${total} · ${wrong} wrong${ms > 1000 ? ` · ${rate} files a second · ${left} s left` : ''}`;
}

/** The open document as it stands, else the file as one; a sentence where neither can be had. */
async function readOne(port: FilesPort, uri: string): Promise<TextDocument | string> {
  const open = port.session.document(uri);
  if (open) return open;
  try {
    const text = await port.readFile(uri);
    return text === null ? 'this file could not be read' : TextDocument.create(uri, '', 0, text);
  } catch (error) {
    return `this file could not be read: ${error instanceof Error ? error.message : error}`;
  }
}
