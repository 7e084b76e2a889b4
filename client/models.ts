// Models: asked by a command, permitted by a person, their keys in the secret store. Nothing here runs by itself.
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  ASK_EDITOR,
  type AskEditorParams,
  type AskEditorResult,
  DISAGREEMENTS,
  type Disagreement,
  JUDGE,
  type JudgeParams,
  type JudgeResult,
  KEY,
  type KeyParams,
  type KeyResult,
  PERMIT,
  type PermitParams,
  type PermitResult,
} from '../server/protocol';
import { documentToAskAbout, requestWithProgress, type Steps } from './asking';
import { reveal } from './documents';
import { askEditor } from './language-model';
import { slipsOf } from './notes';
import { reason, type Server } from './server';

const consents = 'hence.permitted';
const secretOf = (origin: string) => `hence.key:${origin}`;

export type Models = {
  /** Answers the server's questions on a client that has just been made. */
  answer(client: BaseLanguageClient): void;
  /** From the command: what is in front, with progress that can be cancelled. */
  ask(server: Server): Promise<JudgeResult | undefined>;
  judge(server: Server, document: vscode.TextDocument, token: vscode.CancellationToken, progress?: Steps): Promise<JudgeResult>;
  /** Questions of the server's are answered while `work` goes on. */
  during<T>(work: () => Promise<T>): Promise<T>;
  setKey(): Promise<void>;
  withdraw(): Promise<void>;
  showDisagreements(server: Server): Promise<void>;
  /** Puts a yes-or-no question; tests answer it themselves. */
  confirm: (message: string, detail: string, yes: string) => Promise<boolean>;
};

export function createModels(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): Models {
  /** Commands under way: without one, no question of the server's is answered. */
  let asking = 0;
  const permitted = () => context.globalState.get<Readonly<Record<string, string>>>(consents, {});
  const workspace = () => vscode.workspace.workspaceFile?.toString() ?? vscode.workspace.workspaceFolders?.[0]?.uri.toString() ?? '';

  async function permit({ address, sends, reach, warning }: PermitParams): Promise<PermitResult> {
    if (asking === 0 || !vscode.workspace.isTrusted) return { granted: false };
    const key = `${URL.canParse(address) && address.startsWith('http') ? new URL(address).origin : address} ${workspace()}`;
    if (permitted()[key]) return { granted: true };
    const where = address.startsWith('http') ? `${new URL(address).host} (${reach})` : 'a language model of the editor';
    const detail = [
      `Sent: ${sends}.`,
      warning,
      'Asked once for this address and workspace; “Withdraw Permissions to Ask Models” takes it back.',
    ];
    const granted = await models.confirm(`Send solutions to ${where}?`, detail.filter(Boolean).join('\n\n'), 'Send');
    if (granted) await context.globalState.update(consents, { ...permitted(), [key]: new Date().toISOString().slice(0, 10) });
    log.info(`Sending to ${where} was ${granted ? 'permitted' : 'not permitted'}.`);
    return { granted };
  }

  const models: Models = {
    answer(client) {
      client.onRequest(PERMIT, permit);
      client.onRequest(KEY, async ({ origin }: KeyParams): Promise<KeyResult> => {
        return { key: asking === 0 ? null : ((await context.secrets.get(secretOf(origin))) ?? null) };
      });
      client.onRequest(ASK_EDITOR, async (params: AskEditorParams, token: vscode.CancellationToken): Promise<AskEditorResult> => {
        return asking === 0 ? { failure: 'consent', message: 'nobody asked for it' } : askEditor(params, token);
      });
    },

    async ask(server) {
      const document = await documentToAskAbout(['critic.url', 'prm.url']);
      if (!document) return undefined;
      const options = { location: vscode.ProgressLocation.Notification, title: 'Asking models', cancellable: true };
      return vscode.window.withProgress(options, async (progress, token) => models.judge(server, document, token, progress));
    },

    judge: (server, document, token, progress = { report: () => {} }) => models.during(() => judged(server, document, progress, token)),

    async during(work) {
      asking++;
      try {
        return await work();
      } finally {
        asking--;
      }
    },

    async setKey() {
      const settings = vscode.workspace.getConfiguration('hence');
      const origins = ['critic.url', 'prm.url']
        .map(key => settings.get<string>(key, ''))
        .filter(url => url.startsWith('http') && URL.canParse(url));
      const choices = [...new Set(origins.map(url => new URL(url).origin))];
      if (!choices.length)
        return void vscode.window.showInformationMessage('Set hence.critic.url or hence.prm.url first: a key belongs to an address.');
      const origin = choices.length === 1 ? choices[0] : await vscode.window.showQuickPick(choices, { title: 'Key for which address?' });
      if (!origin) return;
      const prompt = `Kept in the secret store and sent to ${origin} only. Empty: forget it.`;
      const key = await vscode.window.showInputBox({ title: `Key for ${origin}`, prompt, password: true, ignoreFocusOut: true });
      if (key === undefined) return;
      if (key.trim() === '') await context.secrets.delete(secretOf(origin));
      else await context.secrets.store(secretOf(origin), key.trim());
    },

    async withdraw() {
      await context.globalState.update(consents, undefined);
      vscode.window.setStatusBarMessage('Hence: models are asked for permission again', 4000);
    },

    async showDisagreements(server) {
      const found = await server.request<Disagreement[]>(DISAGREEMENTS);
      if (!found.length) return void vscode.window.showInformationMessage('Proofs and models do not disagree in the open documents.');
      const items = found.map(one => ({
        label: one.why,
        description: `step ${one.step + 1}`,
        detail: `${one.title} · ${vscode.workspace.asRelativePath(vscode.Uri.parse(one.uri))}`,
        one,
      }));
      const picked = await vscode.window.showQuickPick(items, { title: 'Disagreements, what to read first', matchOnDetail: true });
      if (picked) await reveal(vscode.Uri.parse(picked.one.uri), picked.one);
    },

    async confirm(message, detail, yes) {
      return (await vscode.window.showWarningMessage(message, { modal: true, detail }, yes)) === yes;
    },
  };
  return models;
}

async function judged(
  server: Server,
  document: vscode.TextDocument,
  progress: Steps,
  token: vscode.CancellationToken,
): Promise<JudgeResult> {
  try {
    const params: JudgeParams = { uri: document.uri.toString(), slips: await slipsOf(document) };
    const result = await requestWithProgress<JudgeResult>(server, JUDGE, params, token, progress);
    tell(result, token.isCancellationRequested);
    return result;
  } catch (error) {
    const trouble = token.isCancellationRequested ? 'cancelled' : reason(error);
    const result = { asked: 0, objections: 0, unknown: 0, account: '', notes: [], trouble };
    tell(result, token.isCancellationRequested);
    return result;
  }
}

function tell({ asked, objections, unknown, account, notes, trouble }: JudgeResult, cancelled: boolean): void {
  for (const note of notes) void vscode.window.showWarningMessage(`Hence: ${note}`);
  if (trouble && !cancelled) void vscode.window.showErrorMessage(`Models could not be asked${asked ? ' to the end' : ''}: ${trouble}`);
  if (!asked) return;
  const doubts = objections ? `${objections} ${objections === 1 ? 'opinion objects' : 'opinions object'}` : 'no opinion objects';
  vscode.window.setStatusBarMessage(`Hence: ${doubts}${unknown ? `, ${unknown} could not say` : ''} · ${account}`, 8000);
}
