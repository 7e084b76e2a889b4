// Asking models in the editor: only when a command asks for it, only where the client permits it, and remembered by content.
import type { CancellationToken, Connection } from 'vscode-languageserver';
import type { Configuration } from './configuration';
import { createMemo, type Opinion, type Settings, type SolutionAnalysis } from './core';
import type { Recall } from './models';
import { disagreements } from './models/opinions';
import { configOf, editorAddress, type ModelHost, openRun, sends } from './models/run';
import { watchControls } from './models/selection';
import { describeAccount } from './models/transport/account';
import type { Chat, ChatRequest } from './models/transport/chat';
import { reachOf, warningOf } from './models/transport/endpoint';
import { ModelFailure } from './models/transport/failure';
import { contentOf } from './models/verifier';
import {
  ASK_EDITOR,
  type AskEditorParams,
  type AskEditorResult,
  type Disagreement,
  type JudgeParams,
  type JudgeResult,
  KEY,
  type KeyParams,
  type KeyResult,
  PERMIT,
  type PermitParams,
  type PermitResult,
  type RefineParams,
  type RefineResult,
} from './protocol';
import { refineOne, solutionOf } from './refining';
import type { Session, Snapshot } from './session';

/** What asking models needs of where the server runs. */
export type ModelEdge = Pick<ModelHost, 'fetch' | 'sleep' | 'random' | 'today' | 'sandbox'> & {
  readonly cache?: ModelHost['cache'];
  /** The environment, for the variable a setting names. */
  readonly env: Readonly<Record<string, string | undefined>>;
};

export type Judging = ReturnType<typeof createJudging>;

/** Opinions kept, by solution and by whom they were asked of. */
const kept = 5000;

export function createJudging(connection: Connection, edge: ModelEdge | undefined, configuration: () => Configuration) {
  const opinions = createMemo(kept);
  const asked = createMemo(kept);
  const keyOf = (analysis: SolutionAnalysis, { critic, prm }: Settings) => JSON.stringify([critic, prm, contentOf(analysis)]);

  const recall: Recall = (analysis, settings) =>
    settings.critic.url || settings.prm.url ? (opinions.get<Opinion[]>(keyOf(analysis, settings)) ?? []) : [];

  /** Asks about a document's solutions, or about one. Answers what came of it; what models said shows when it is checked again. */
  async function judge(session: Session, params: JudgeParams, token: CancellationToken): Promise<JudgeResult> {
    const nothing = (trouble: string): JudgeResult => ({ asked: 0, objections: 0, unknown: 0, account: '', notes: [], trouble });
    const snapshot = await session.current(params.uri, token);
    if (!snapshot) return nothing('this document could not be checked');
    const settings = await configuration().of(params.uri);
    const config = configOf(settings, params.slips);
    if (!config) return nothing('no model is set: see hence.critic.url and hence.prm.url');
    if (!edge) return nothing('models cannot be asked here');
    const wanted = snapshot.analysis.solutions.filter(one => params.solution === undefined || one.solution.id === params.solution);
    const stop = abortOn(token);
    const progress = connection.window.attachWorkDoneProgress(params.workDoneToken);
    progress.begin('Asking', 0, `0 of ${wanted.length}`, true);
    try {
      const run = await openRun(config, hostFor(edge, settings, token), asked, stop);
      let done = 0;
      const tally = { asked: 0, objections: 0, unknown: 0 };
      const controls = watchControls();
      let trouble: string | undefined;
      const work = wanted.map(async one => {
        try {
          const said = await run.opinions(one, stop);
          tally.asked++;
          controls.add(said);
          tally.objections += said.filter(({ objections }) => objections.some(({ hint }) => !hint)).length;
          tally.unknown += said.filter(({ why }) => why !== undefined).length;
          opinions.set(keyOf(one, settings), said);
        } catch (error) {
          trouble ??= wordsOf(error);
        }
        progress.report((100 * ++done) / wanted.length, `${done} of ${wanted.length}`);
      });
      await Promise.all(work);
      const untrusted = controls.words();
      const notes = untrusted ? [...run.notes, untrusted] : run.notes;
      return { ...tally, account: describeAccount(run.account()), notes, ...(trouble === undefined ? {} : { trouble }) };
    } catch (error) {
      return nothing(wordsOf(error));
    } finally {
      progress.done();
    }
  }

  /** Has the chat model mend one solution. Nothing is edited. */
  async function refine(session: Session, params: RefineParams, token: CancellationToken): Promise<RefineResult> {
    const nothing = (trouble: string): RefineResult => ({
      title: '',
      version: 0,
      by: '',
      said: '',
      reviews: [],
      account: '',
      notes: [],
      trouble,
    });
    const snapshot = await session.current(params.uri, token);
    if (!snapshot) return nothing('this document could not be checked');
    const settings = await configuration().of(params.uri);
    const config = configOf(settings, params.slips);
    if (!config?.critic) return nothing('no chat model is set: see hence.critic.url');
    if (!edge) return nothing('models cannot be asked here');
    const one = solutionOf(snapshot, params);
    if (!one)
      return nothing(snapshot.analysis.solutions.length ? 'put the caret into a solution' : 'there is no solution in this document');
    const stop = abortOn(token);
    const progress = connection.window.attachWorkDoneProgress(params.workDoneToken);
    progress.begin('Refining', undefined, undefined, true);
    try {
      const run = await openRun({ ...config, prm: undefined }, hostFor(edge, settings, token), asked, stop);
      return await refineOne(snapshot, one, run, config, params, stop);
    } catch (error) {
      return nothing(wordsOf(error));
    } finally {
      progress.done();
    }
  }

  function hostFor({ env, cache, ...host }: ModelEdge, settings: Settings, token: CancellationToken): ModelHost {
    const criticOrigin = URL.canParse(settings.critic.url) ? new URL(settings.critic.url).origin : undefined;
    const request = <R>(method: string, params: unknown): Promise<R> =>
      connection.sendRequest<R>(method, params, token).catch(() => {
        if (token.isCancellationRequested) throw new ModelFailure('cancelled', 'cancelled');
        throw new ModelFailure('consent', 'this editor cannot be asked for permission; use hence check --critic on the command line');
      });
    return {
      ...host,
      ...(settings.models.cache && cache ? { cache } : {}),
      async keyFor(origin) {
        const { key } = await request<KeyResult>(KEY, { origin } satisfies KeyParams);
        if (key) return key;
        const { keyVariable } = settings.models;
        return origin === criticOrigin && keyVariable ? env[keyVariable]?.trim() || undefined : undefined;
      },
      async permit(address) {
        const place = address === editorAddress ? {} : { reach: reachOf(address), warning: warningOf(address) };
        const { granted } = await request<PermitResult>(PERMIT, { address, sends, ...place } satisfies PermitParams);
        if (!granted) throw new ModelFailure('consent', 'nothing was sent: it was not permitted');
      },
      editorChat: model => editorChat(model, host.today, request),
    };
  }

  return { judge, refine, recall };
}

/** The editor's own models as a chat: words in, words out; what it cannot do is asked for in the prompt. */
function editorChat(model: string, today: () => string, request: <R>(method: string, params: unknown) => Promise<R>): Chat {
  return {
    by: model ? `${model} in the editor` : 'a model of the editor',
    async ask({ messages, schema, logprobs }: ChatRequest) {
      if (logprobs) throw new ModelFailure('setup', 'the language models of the editor give no probabilities');
      const form = schema ? `\n\nThe JSON object has this schema:\n${JSON.stringify(schema)}` : '';
      const turns = messages.map(({ role, content }, i) => ({
        role: role === 'assistant' ? ('assistant' as const) : ('user' as const),
        content: i === messages.length - 1 ? content + form : content,
      }));
      const answer = await request<AskEditorResult>(ASK_EDITOR, { model, messages: turns } satisfies AskEditorParams);
      if ('failure' in answer) throw new ModelFailure(answer.failure, answer.message);
      return { text: answer.text, finish: 'stop', usage: { prompt: 0, completion: 0 }, date: today() };
    },
  };
}

/** What a human should read first, over the documents given. */
export function disagreementsIn(snapshots: readonly Snapshot[]): Disagreement[] {
  const found = snapshots.flatMap(({ uri, document, analysis }) =>
    disagreements(analysis.solutions).flatMap(one => {
      const solution = analysis.solutions.find(other => other.solution.id === one.solution)?.solution;
      const step = solution?.steps[one.step];
      if (!solution || !step) return [];
      const { line, character } = document.positionAt(step.span.start);
      const end = document.positionAt(step.span.end);
      return { uri, title: solution.title, ...one, line, character, endLine: end.line, endCharacter: end.character };
    }),
  );
  return found.sort((a, b) => b.weight - a.weight);
}

function wordsOf(error: unknown): string {
  if (error instanceof ModelFailure) return error.message;
  return `something broke: ${error instanceof Error ? error.message : error}`;
}

function abortOn(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
