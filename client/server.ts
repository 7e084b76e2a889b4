// The language server's lifetime: started when first needed, restarted on request, its state known at all times.
import * as vscode from 'vscode';
import type { BaseLanguageClient, CloseHandlerResult, LanguageClientOptions } from 'vscode-languageclient';
import { READ_FILE, type ReadFileParams, type ReadFileResult, STATUS, type Status, THEME, type ThemeParams } from '../server/protocol';
import { configuredLanguages, selector } from './documents';
import type { Health } from './words';

/** Makes the client of one edition. Its library is large, so it is loaded when it is first needed. */
export type MakeClient = (options: LanguageClientOptions) => Promise<BaseLanguageClient>;

export type Server = vscode.Disposable & {
  /** The running client; starts the server first where needed. Rejects with the reason where it cannot start. */
  ensure(): Promise<BaseLanguageClient>;
  restart(): Promise<void>;
  request<R>(method: string, params?: unknown, token?: vscode.CancellationToken): Promise<R>;
  /** The client, if it was ever started. */
  client(): BaseLanguageClient | undefined;
  health(): Health;
  status(uri: string): Status | undefined;
  readonly onHealth: vscode.Event<Health>;
  readonly onStatus: vscode.Event<Status>;
};

/** More crashes than this within three minutes, and the server stays down until somebody asks for it. */
const maxCrashes = 3;

/** `prepare` is told of each client before it starts. */
export function createServer(makeClient: MakeClient, log: vscode.LogOutputChannel, prepare: (client: BaseLanguageClient) => void): Server {
  const onHealth = new vscode.EventEmitter<Health>();
  const onStatus = new vscode.EventEmitter<Status>();
  const statuses = new Map<string, Status>();
  let health: Health = { state: 'idle' };
  let client: BaseLanguageClient | undefined;
  let starting: Promise<BaseLanguageClient> | undefined;
  let crashes: number[] = [];
  /** Counts the times the server was stopped. */
  let generation = 0;
  let disposed = false;

  const tell = (next: Health) => {
    health = next;
    onHealth.fire(next);
  };

  const closed = async (): Promise<CloseHandlerResult> => {
    const { CloseAction } = await import('vscode-languageclient');
    crashes = [...crashes.filter(at => Date.now() - at < 180_000), Date.now()];
    statuses.clear();
    if (crashes.length <= maxCrashes) {
      log.warn('The server ended unexpectedly; starting it again.');
      return { action: CloseAction.Restart, handled: true };
    }
    log.error(`The server ended ${crashes.length} times within three minutes and stays down. "Hence: Restart Server" starts it again.`);
    tell({ state: 'failed', why: 'the server ended unexpectedly' });
    return { action: CloseAction.DoNotRestart, handled: true };
  };

  const make = async () => {
    const { ErrorAction, RevealOutputChannelOn, State } = await import('vscode-languageclient');
    const made = await makeClient({
      documentSelector: selector(configuredLanguages()),
      outputChannel: log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationFailedHandler: () => false,
      errorHandler: { error: () => ({ action: ErrorAction.Continue, handled: true }), closed },
      markdown: { isTrusted: false, supportHtml: false },
    });
    made.onNotification(STATUS, (status: Status) => {
      statuses.set(status.uri, status);
      if (status.state === 'failed') log.error(`${status.uri}: ${status.message ?? 'the check failed'}`);
      onStatus.fire(status);
    });
    prepare(made);
    made.onRequest(READ_FILE, ({ uri }: ReadFileParams) => readFile(uri, log));
    made.onDidChangeState(({ newState }) => {
      if (newState === State.Running) {
        tell({ state: 'running' });
        sendTheme(made);
      } else if (newState === State.Starting) tell({ state: 'starting' });
    });
    return made;
  };

  const stop = async () => {
    const old = client;
    generation++;
    client = starting = undefined;
    statuses.clear();
    // A client that never came up rejects `stop`; there is nothing left to stop then.
    if (old) await old.dispose().catch(error => log.warn(`The server did not stop cleanly: ${reason(error)}`));
  };

  const begin = async (): Promise<BaseLanguageClient> => {
    await stop();
    const mine = generation;
    const made = await make();
    if (disposed) throw new Error('the extension was switched off');
    // Somebody stopped the server while it was being made; what counts is what was asked for last.
    if (mine !== generation) return ensure();
    client = made;
    await made.start();
    return made;
  };

  const ensure = (): Promise<BaseLanguageClient> => {
    if (!starting || health.state === 'failed') {
      starting = begin().catch(error => {
        tell({ state: 'failed', why: reason(error) });
        log.error(`The server could not be started: ${reason(error)}`);
        throw error;
      });
      tell({ state: 'starting' });
    }
    return starting;
  };

  const sendTheme = (to: BaseLanguageClient | undefined) => {
    const params: ThemeParams = { kind: themeKind(vscode.window.activeColorTheme.kind) };
    if (to && health.state === 'running') to.sendNotification(THEME, params).catch(error => log.warn(reason(error)));
  };

  const listening = vscode.Disposable.from(
    vscode.window.onDidChangeActiveColorTheme(() => sendTheme(client)),
    // The selector is fixed when a client is made, so new languages need a new one. Other settings the server asks for itself.
    vscode.workspace.onDidChangeConfiguration(event => {
      if (client && event.affectsConfiguration('hence.languages')) restart().catch(() => {});
    }),
  );

  const restart = async () => {
    crashes = [];
    await stop();
    await ensure();
  };

  return {
    ensure,
    restart,
    async request<R>(method: string, params?: unknown, token?: vscode.CancellationToken) {
      const running = await ensure();
      // An absent token would be sent along as one more parameter.
      return token ? running.sendRequest<R>(method, params, token) : running.sendRequest<R>(method, params);
    },
    client: () => client,
    health: () => health,
    status: uri => statuses.get(uri),
    onHealth: onHealth.event,
    onStatus: onStatus.event,
    dispose: () => {
      disposed = true;
      listening.dispose();
      void stop();
    },
  };
}

async function readFile(uri: string, log: vscode.LogOutputChannel): Promise<ReadFileResult> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.parse(uri)));
  } catch (error) {
    log.warn(`${uri} could not be read: ${reason(error)}`);
    return null;
  }
}

export function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function themeKind(kind: vscode.ColorThemeKind): ThemeParams['kind'] {
  return kind === vscode.ColorThemeKind.Light || kind === vscode.ColorThemeKind.HighContrastLight ? 'light' : 'dark';
}
