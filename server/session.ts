// Open documents → the latest snapshot of each. A change cancels the check that runs; nothing here knows LSP.
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis, check, Finding, Memo, Settings } from './core';
import { type After, drive, type Pace } from './pace';
import type { Status } from './protocol';

/** How long, in milliseconds, after the last keystroke the step being typed is left in peace. */
export const QUIET = 1500;
/** Above this many UTF-16 units a check waits for a pause in typing, because parsing alone would be felt. */
const LARGE = 200_000;
const PAUSE = 250;

/** What is known about one version of one document. */
export type Snapshot = {
  readonly uri: string;
  readonly version: number;
  /** Grows with every check in the session: two snapshots of one version differ when settings did. */
  readonly serial: number;
  /** The text the analysis speaks of, with its line index; never edited. */
  readonly document: TextDocument;
  readonly analysis: Analysis;
  readonly settings: Settings;
};

/** Why a check is asked for. `command` overrides settings. */
export type Occasion = 'open' | 'change' | 'save' | 'settings' | 'command';

export type Port = Pace & {
  readonly after: After;
  readonly memo: Memo;
  readonly check: typeof check;
  readonly judge: (analysis: Analysis, settings: Settings) => Analysis;
  readonly settings: (uri: string) => Promise<Settings>;
  readonly onStatus: (status: Status) => void;
  /** What `diagnostics` answers for this document has changed; `asked` when no keystroke or opening caused it. */
  readonly onResult: (uri: string, asked: boolean) => void;
  readonly onError: (uri: string, error: unknown) => void;
};

type Run = { isCancellationRequested: boolean; done: Promise<void> };

type Entry = {
  document: TextDocument;
  snapshot?: Snapshot;
  run?: Run;
  /** A check that was asked for and has not come to its end yet. */
  owed?: Occasion;
  /** Where the last edit ended, until it has been quiet for a while. */
  caret?: number;
  hush?: () => void;
  /** `checking` was announced and neither `ready` nor `failed` has followed. */
  announced: boolean;
};

export type Session = ReturnType<typeof createSession>;

/** The open documents of one client. */
export function createSession(port: Port) {
  const entries = new Map<string, Entry>();
  let serial = 0;

  function start(entry: Entry, occasion: Occasion): void {
    if (entry.run) entry.run.isCancellationRequested = true;
    const run: Run = { isCancellationRequested: false, done: Promise.resolve() };
    entry.run = run;
    run.done = work(entry, occasion, run).finally(() => {
      if (entry.run === run) entry.run = undefined;
    });
  }

  async function work(entry: Entry, occasion: Occasion, run: Run): Promise<void> {
    const { uri } = entry.document;
    const started = port.now();
    const say = (state: Status['state'], done: number, total: number, analysis?: Analysis, message?: string) => {
      entry.announced = state === 'checking';
      const wrong = analysis ? wrongs(analysis) : 0;
      const coverage = analysis?.coverage ?? { claims: 0, checked: 0 };
      port.onStatus({ uri, version: entry.document.version, state, done, total, wrong, coverage, ms: port.now() - started, message });
    };
    try {
      const settings = await port.settings(uri);
      if (run.isCancellationRequested) return;
      if (!due(entry, occasion, settings)) {
        if (!entry.owed && !covers(entry, settings) && entry.snapshot) {
          entry.snapshot = undefined;
          port.onResult(uri, occasion === 'settings');
        }
        if (entry.announced) say('ready', 0, 0, entry.snapshot?.analysis);
        return;
      }
      if (occasion === 'change' && entry.document.getText().length > LARGE) await pause(PAUSE, run);
      if (run.isCancellationRequested) return;
      const { version, languageId } = entry.document;
      const text = entry.document.getText();
      say('checking', 0, 0);
      const source = { text, languageId, name: uri };
      const steps = port.check(source, settings, { memo: port.memo, token: run });
      const proved = await drive(steps, run, port, at => say('checking', at.done, at.total));
      if (!proved || run.isCancellationRequested) return;
      const analysis = port.judge(proved, settings);
      const asked = occasion === 'settings' || occasion === 'command' || occasion === 'save' || entry.owed === 'command';
      entry.owed = undefined;
      const document = TextDocument.create(uri, languageId, version, text);
      entry.snapshot = { uri, version, serial: ++serial, document, analysis, settings };
      port.onResult(uri, asked);
      say('ready', analysis.solutions.length, analysis.solutions.length, analysis);
    } catch (error) {
      if (run.isCancellationRequested) return;
      entry.owed = undefined;
      port.onError(uri, error);
      say('failed', 0, 0, undefined, error instanceof Error ? error.message : String(error));
    }
  }

  /** Whether a check is to run now; keeps in mind what was asked for while an earlier one was cancelled. */
  function due(entry: Entry, occasion: Occasion, settings: Settings): boolean {
    if (occasion === 'command' || entry.owed === 'command') entry.owed = 'command';
    else if (!covers(entry, settings)) entry.owed = undefined;
    else if (settings.run === 'onType') entry.owed = occasion;
    else if (settings.run === 'onSave' && occasion !== 'change') entry.owed = occasion;
    else if (settings.run === 'onCommand' && occasion === 'settings' && entry.snapshot) entry.owed = occasion;
    return entry.owed !== undefined;
  }

  function pause(ms: number, run: Run): Promise<void> {
    return run.isCancellationRequested ? Promise.resolve() : new Promise(resolve => port.after(ms, resolve));
  }

  function release(entry: Entry): void {
    entry.hush?.();
    entry.hush = undefined;
    const held = withheld(entry);
    entry.caret = undefined;
    if (held !== undefined && !entry.run) port.onResult(entry.document.uri, true);
  }

  /** The id of the step being typed, when the snapshot is of the text as it stands. */
  function withheld(entry: Entry): string | undefined {
    const { caret, snapshot } = entry;
    if (caret === undefined || !snapshot || snapshot.version !== entry.document.version) return undefined;
    const { solutions } = snapshot.analysis;
    const around = solutions.find(one => one.solution.span.start <= caret && caret <= one.solution.span.end);
    return around?.solution.steps.findLast(step => step.span.start <= caret && caret <= step.span.end)?.id;
  }

  return {
    open(document: TextDocument): void {
      const entry: Entry = { document, announced: false };
      entries.set(document.uri, entry);
      start(entry, 'open');
    },

    /** `caret` is the offset the edit ended at, in the new text. */
    change(document: TextDocument, caret: number): void {
      const entry = entries.get(document.uri);
      if (!entry) return;
      entry.document = document;
      entry.caret = caret;
      entry.hush?.();
      entry.hush = port.after(QUIET, () => release(entry));
      start(entry, 'change');
    },

    save(uri: string): void {
      const entry = entries.get(uri);
      if (!entry) return;
      release(entry);
      if (entry.snapshot?.version !== entry.document.version) start(entry, 'save');
    },

    close(uri: string): void {
      const entry = entries.get(uri);
      if (!entry) return;
      entries.delete(uri);
      entry.hush?.();
      if (entry.run) entry.run.isCancellationRequested = true;
      const { version } = entry.document;
      if (entry.announced)
        port.onStatus({ uri, version, state: 'ready', done: 0, total: 0, wrong: 0, coverage: { claims: 0, checked: 0 }, ms: 0 });
    },

    /** Gives up every check and timer. */
    dispose(): void {
      for (const entry of entries.values()) {
        entry.hush?.();
        if (entry.run) entry.run.isCancellationRequested = true;
      }
      entries.clear();
    },

    /** Settings have changed: every open document is looked at again. */
    refresh(): void {
      for (const entry of entries.values()) start(entry, 'settings');
    },

    /** Checks now, whatever the settings say. Undefined when the check failed, was cancelled, or the document is not open. */
    async verify(uri: string, token: Cancel): Promise<Snapshot | undefined> {
      const entry = entries.get(uri);
      if (!entry) return undefined;
      release(entry);
      start(entry, 'command');
      return this.current(uri, token);
    },

    /**
     * The snapshot once no check runs for the document. It is of an older version where settings leave changes unchecked.
     * Undefined when there is none, or when `token` was cancelled first.
     */
    async ready(uri: string, token: Cancel): Promise<Snapshot | undefined> {
      for (let entry = entries.get(uri); entry?.run; entry = entries.get(uri)) {
        await Promise.race([entry.run.done, cancelled(token)]);
        if (token.isCancellationRequested) return undefined;
      }
      return entries.get(uri)?.snapshot;
    },

    /** `ready`, if it speaks of the text as it stands. */
    async current(uri: string, token: Cancel): Promise<Snapshot | undefined> {
      const snapshot = await this.ready(uri, token);
      return snapshot?.version === entries.get(uri)?.document.version ? snapshot : undefined;
    },

    /** The findings to show now: all but those that touch the step being typed. `mark` changes when they do. */
    showing(snapshot: Snapshot): { mark: string; findings: readonly Finding[] } {
      const entry = entries.get(snapshot.uri);
      const step = entry?.snapshot === snapshot ? withheld(entry) : undefined;
      const all = snapshot.analysis.solutions.flatMap(solution => solution.findings);
      const findings = step === undefined ? all : all.filter(finding => finding.step !== step && finding.root !== step);
      return { mark: `${snapshot.serial}${all.length === findings.length ? '' : `-${step}`}`, findings };
    },

    document(uri: string): TextDocument | undefined {
      return entries.get(uri)?.document;
    },

    /** The latest of every open document that has one. */
    snapshots(): readonly Snapshot[] {
      return [...entries.values()].flatMap(({ snapshot }) => snapshot ?? []);
    },

    snapshot(uri: string): Snapshot | undefined {
      return entries.get(uri)?.snapshot;
    },
  };
}

export type Cancel = { readonly isCancellationRequested: boolean; onCancellationRequested(listener: () => void): unknown };

function cancelled(token: Cancel): Promise<void> {
  return token.isCancellationRequested ? Promise.resolve() : new Promise(resolve => token.onCancellationRequested(() => resolve()));
}

function covers(entry: Entry, settings: Settings): boolean {
  return settings.enable && settings.languages.includes(entry.document.languageId);
}

/** Solutions that hold a step proved wrong. */
export function wrongs(analysis: Analysis): number {
  return analysis.solutions.filter(one => one.firstError >= 0).length;
}
