// The language server: one line per handler. Where it runs, and what it may touch, is the host's business.
import {
  CancellationToken,
  CodeActionKind,
  type Connection,
  DidChangeConfigurationNotification,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type InitializeParams,
  type InitializeResult,
  LSPErrorCodes,
  ResponseError,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { type Abilities, readAbilities } from './abilities';
import { actionsOf, FIX_ALL } from './actions';
import { type Configuration, createConfiguration } from './configuration';
import { diagnosticsOf, summariesOf } from './convert';
import { type Analysis, check, createMemo, detect, type Memo, type Settings, type Solution, type StepVerdict } from './core';
import type { Datasets } from './datasets';
import { listenToDatasets } from './datasets-requests';
import { trackEdits } from './edits';
import { type CarryData, carriedEdit } from './fixes';
import { formulasAhead, hoverOf } from './hover';
import { createImages, type Typeset } from './images';
import { createJudging, disagreementsIn, type ModelEdge } from './judging';
import { createMender } from './mend';
import { withOpinions } from './models';
import { definitionOf, linksOf, referencesOf } from './navigation';
import { flatten, foldingOf, lensesOf, symbolsOf } from './outline';
import { type After, after, breath, type Pace } from './pace';
import {
  COMPARE,
  type CompareParams,
  DISAGREEMENTS,
  JUDGE,
  type JudgeParams,
  REFINE,
  REPORT,
  type RefineParams,
  type ReportParams,
  SETTINGS,
  SOLUTIONS,
  type SolutionsParams,
  STATUS,
  THEME,
  type ThemeParams,
  TREE,
  type TreeParams,
  VERIFY,
  VERIFY_FILES,
  type VerifyFilesParams,
  type VerifyParams,
  type VerifyResult,
  WHAT_IF,
  type WhatIfParams,
} from './protocol';
import { compareFor, reportFor, solutionsFor, treeFor, verifyFiles } from './requests';
import { createSession, type Session, type Snapshot } from './session';
import { whatIf } from './what-if';

/** What the server needs from where it runs. The optional parts have a default that is right everywhere. */
export type Host = {
  /** The text of a file that is not open; null where it cannot be read. */
  readFile(uri: string): Promise<string | null>;
  /** TeX to SVG in the given colour; undefined where it fails. Absent where nothing can typeset. */
  readonly typeset?: Typeset;
  /** Milliseconds on a clock that never goes back. */
  now(): number;
  readonly after?: After;
  readonly breathe?: Pace['breathe'];
  /** Data sets on disk. Absent where there is no disk. */
  readonly datasets?: Datasets;
  readonly memo?: Memo;
  readonly check?: typeof check;
  /** What asking models takes; absent where none can be asked. */
  readonly models?: ModelEdge;
};

/** Ink for formulas: legible on a light and on a dark page until the client names its theme. */
const INK = { dark: '#d4d4d4', light: '#1f1f1f', unknown: '#808080' } as const;
/** Formulas typeset ahead of the first hover. */
const AHEAD = 12;

/** Entries of the memo: a dataset of a few megabytes, checked again after an edit, must find itself in it. */
const REMEMBERED = 100_000;

/** Installs every handler on the connection and listens. */
export function startServer(connection: Connection, host: Host): void {
  const edits = trackEdits();
  const documents = new TextDocuments(edits);
  const judging = createJudging(connection, host.models, () => configuration);
  const engine = {
    check: host.check ?? check,
    judge: (analysis: Analysis, settings: Settings) => withOpinions(analysis, settings, judging.recall),
    now: () => host.now(),
    breathe: host.breathe ?? breath(),
  };
  const wait = host.after ?? after;
  let abilities: Abilities;
  let configuration: Configuration;
  let session: Session;
  let ink: string = INK.unknown;
  let refreshing = false;
  const memo = host.memo ?? createMemo(REMEMBERED);
  const mender = createMender(memo, engine);
  const images = host.typeset && createImages(host.typeset, wait, () => ink);

  function initialize(params: InitializeParams): InitializeResult {
    abilities = readAbilities(params);
    configuration = createConfiguration(connection, abilities.configuration, params.initializationOptions);
    session = createSession({
      ...engine,
      after: wait,
      memo,
      settings: uri => configuration.of(uri),
      onStatus: status => send(connection.sendNotification(STATUS, status)),
      onResult: show,
      onError: (uri, error) => log(`Checking ${uri} failed`, error),
    });
    return {
      serverInfo: { name: 'hence' },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL], resolveProvider: true },
        definitionProvider: true,
        referencesProvider: true,
        documentLinkProvider: { resolveProvider: false },
        codeLensProvider: { resolveProvider: false },
        documentSymbolProvider: true,
        foldingRangeProvider: true,
        ...(abilities.pull
          ? { diagnosticProvider: { identifier: 'hence', interFileDependencies: false, workspaceDiagnostics: false } }
          : {}),
      },
    };
  }

  /** Brings the document's diagnostics to the client, by the one way the client offers. */
  function show(uri: string, asked: boolean): void {
    const snapshot = session.snapshot(uri);
    if (!abilities.pull) {
      const diagnostics = snapshot ? diagnosticsOf(snapshot, session.showing(snapshot).findings, abilities) : [];
      send(connection.sendDiagnostics({ uri, version: snapshot?.version, diagnostics }));
    }
    if (asked) refresh();
    if (snapshot) void ahead(snapshot);
  }

  /** Corrections, and formulas for hovers, before they are asked for: after the diagnostics are out. */
  async function ahead(snapshot: Snapshot): Promise<void> {
    try {
      await mender.ahead(snapshot);
      if (session.snapshot(snapshot.uri) !== snapshot || !snapshot.settings.hoverMath) return;
      images?.ahead(formulasAhead(snapshot, AHEAD, mender.mended));
    } catch (error) {
      log('Searching for corrections failed', error);
    }
  }

  /** Asks the client to ask again; requests in one turn are one. */
  function refresh(): void {
    if (refreshing) return;
    refreshing = true;
    void engine.breathe().then(() => {
      refreshing = false;
      if (abilities.pull) send(connection.languages.diagnostics.refresh());
      if (abilities.lensRefresh) send(connection.sendRequest('workspace/codeLens/refresh'));
    });
  }

  async function pull(uri: string, previous: string | undefined, token: CancellationToken): Promise<DocumentDiagnosticReport> {
    const snapshot = await session.ready(uri, token);
    if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
    if (!snapshot) return { kind: DocumentDiagnosticReportKind.Full, items: [] };
    const { mark, findings } = session.showing(snapshot);
    if (mark === previous) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId: mark };
    return { kind: DocumentDiagnosticReportKind.Full, resultId: mark, items: diagnosticsOf(snapshot, findings, abilities) };
  }

  async function verify(uri: string, token: CancellationToken): Promise<VerifyResult> {
    const snapshot = await session.verify(uri, token);
    if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
    if (!snapshot && session.document(uri)) throw new ResponseError(LSPErrorCodes.RequestFailed, 'this document could not be checked');
    return { solutions: snapshot ? summariesOf(snapshot.document, snapshot.analysis) : [] };
  }

  /** Solutions and verdicts of the text as it stands; only read, not checked, where settings leave it unchecked. */
  async function outline(
    uri: string,
    token: CancellationToken,
  ): Promise<{ solutions: readonly Solution[]; verdicts: Map<string, StepVerdict> }> {
    const snapshot = await session.current(uri, token);
    const statuses = snapshot?.analysis.solutions.flatMap(one => one.steps) ?? [];
    const verdicts = new Map(statuses.map(status => [status.step, status.verdict]));
    return { solutions: snapshot ? snapshot.analysis.solutions.map(one => one.solution) : await readOnly(uri, token), verdicts };
  }

  async function readOnly(uri: string, token: CancellationToken): Promise<readonly Solution[]> {
    const document = session.document(uri);
    const settings = await configuration.of(uri);
    if (!document || token.isCancellationRequested || !settings.enable || !settings.languages.includes(document.languageId)) return [];
    const text = document.getText();
    return detect({ text, languageId: document.languageId, name: uri })?.parse(text, { macros: settings.macros }).solutions ?? [];
  }

  async function hover(snapshot: Snapshot | undefined, at: { line: number; character: number }) {
    if (!snapshot) return null;
    const typeset = abilities.editor && abilities.markdown && snapshot.settings.hoverMath ? images : undefined;
    const found = await hoverOf(snapshot, snapshot.document.offsetAt(at), abilities.markdown, mender.mended, typeset);
    return session.document(snapshot.uri)?.version === snapshot.version ? found : null;
  }

  function log(what: string, error: unknown): void {
    connection.console.error(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }

  /** A handler that answers `otherwise` when `handle` throws: one broken request must not take the server along. */
  function safely<P, R>(
    otherwise: R,
    handle: (params: P, token: CancellationToken) => Promise<R>,
  ): (params: P, token: CancellationToken) => Promise<R> {
    return async (params, token) => {
      try {
        return await handle(params, token);
      } catch (error) {
        if (error instanceof ResponseError) throw error;
        log('A request failed', error);
        return otherwise;
      }
    };
  }

  /** What cannot be sent any more is not missed: the client has gone, or does not know the request. */
  function send(sending: Promise<unknown>): void {
    sending.catch(() => {});
  }

  type In = { readonly textDocument: { readonly uri: string } };

  connection.onInitialize(initialize);
  connection.onInitialized(() => {
    if (abilities.configurationEvents) send(connection.client.register(DidChangeConfigurationNotification.type, { section: 'hence' }));
  });
  connection.onShutdown(() => session.dispose());
  connection.onDidChangeConfiguration(({ settings }) => {
    configuration.changed(settings);
    session.refresh();
    refresh();
  });
  connection.onNotification(THEME, ({ kind }: ThemeParams) => {
    ink = INK[kind] ?? INK.unknown;
  });

  documents.onDidOpen(({ document }) => session.open(document));
  documents.onDidChangeContent(({ document }) => {
    // An opened document is announced here too, but nothing was edited.
    const caret = edits.take(document.uri);
    if (caret !== undefined) session.change(document, caret);
  });
  documents.onDidSave(({ document }) => session.save(document.uri));
  documents.onDidClose(({ document: { uri } }) => {
    session.close(uri);
    configuration.forget(uri);
    if (!abilities.pull) send(connection.sendDiagnostics({ uri, diagnostics: [] }));
  });

  connection.languages.diagnostics.on(({ textDocument, previousResultId }, token) => pull(textDocument.uri, previousResultId, token));
  connection.onHover(
    safely(null, async ({ textDocument, position }, token) => hover(await session.current(textDocument.uri, token), position)),
  );
  connection.onCodeAction(
    safely([], async (params, token) => {
      const snapshot = await session.current(params.textDocument.uri, token);
      return snapshot ? actionsOf(snapshot, params, abilities, mender) : [];
    }),
  );
  connection.onCodeActionResolve(async (action, token) => {
    const data = action.data as CarryData | undefined;
    const snapshot = data && (await session.current(data.uri, token));
    return snapshot ? { ...action, edit: carriedEdit(snapshot, data, abilities, memo, token) } : action;
  });
  connection.onDefinition(
    safely([], async ({ textDocument, position }, token) => {
      const snapshot = await session.current(textDocument.uri, token);
      return snapshot ? definitionOf(snapshot, position) : [];
    }),
  );
  connection.onReferences(
    safely([], async ({ textDocument, position, context }, token) => {
      const snapshot = await session.current(textDocument.uri, token);
      return snapshot ? referencesOf(snapshot, position, context.includeDeclaration) : [];
    }),
  );
  connection.onDocumentLinks(
    safely([], async ({ textDocument }, token) => {
      const snapshot = await session.current(textDocument.uri, token);
      return snapshot ? linksOf(snapshot) : [];
    }),
  );
  connection.onCodeLens(
    safely([], async ({ textDocument }, token) => {
      const snapshot = await session.ready(textDocument.uri, token);
      return snapshot?.settings.codeLens ? lensesOf(snapshot.document, snapshot.analysis.solutions) : [];
    }),
  );
  connection.onDocumentSymbol(
    safely<In, ReturnType<typeof symbolsOf> | ReturnType<typeof flatten>>([], async ({ textDocument: { uri } }, token) => {
      const { solutions, verdicts } = await outline(uri, token);
      const document = session.document(uri);
      const symbols = document && !token.isCancellationRequested ? symbolsOf(document, solutions, verdicts) : [];
      return abilities.nestedSymbols ? symbols : flatten(symbols, uri);
    }),
  );
  connection.onFoldingRanges(
    safely([], async ({ textDocument: { uri } }, token) => {
      const { solutions } = await outline(uri, token);
      const document = session.document(uri);
      return document && !token.isCancellationRequested ? foldingOf(document, solutions) : [];
    }),
  );

  connection.onRequest(TREE, (params: TreeParams, token: CancellationToken) => treeFor(session, params, token, mender));
  connection.onRequest(COMPARE, (params: CompareParams, token: CancellationToken) => compareFor(session, params, token));
  connection.onRequest(SOLUTIONS, (params: SolutionsParams, token: CancellationToken) => solutionsFor(session, params, token, mender));
  connection.onRequest(REPORT, (params: ReportParams, token: CancellationToken) => reportFor(session, params, token, mender));
  connection.onRequest(WHAT_IF, (params: WhatIfParams, token: CancellationToken) => whatIf(session, params, token, memo));
  connection.onRequest(VERIFY, ({ uri }: VerifyParams, token: CancellationToken) => verify(uri, token));
  connection.onRequest(VERIFY_FILES, (params: VerifyFilesParams, token: CancellationToken) =>
    verifyFiles(connection, { ...engine, session, configuration, readFile: uri => host.readFile(uri) }, params, token),
  );
  connection.onRequest(JUDGE, async (params: JudgeParams, token: CancellationToken) => {
    const result = await judging.judge(session, params, token);
    // The proofs are in the memo: this only brings the opinions in.
    if (result.asked > 0 && session.document(params.uri)) await session.verify(params.uri, CancellationToken.None);
    return result;
  });
  connection.onRequest(REFINE, (params: RefineParams, token: CancellationToken) => judging.refine(session, params, token));
  connection.onRequest(DISAGREEMENTS, () => disagreementsIn(session.snapshots()));
  connection.onRequest(SETTINGS, () => configuration.of());

  listenToDatasets(connection, host.datasets, () => configuration.of());

  documents.listen(connection);
  connection.listen();
}
