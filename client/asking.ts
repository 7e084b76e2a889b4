// What every command that asks models does: look whether it may, and show how far it is.
import * as vscode from 'vscode';
import { isRelevant } from './documents';
import type { Server } from './server';

export type Steps = vscode.Progress<{ message?: string; increment?: number }>;

/** The document in front, if models may be asked about it; else the person is told why not. `settings` name addresses; one must be set. */
export async function documentToAskAbout(settings: readonly string[]): Promise<vscode.TextDocument | undefined> {
  const tell = (message: string) => void vscode.window.showInformationMessage(message);
  const document = vscode.window.activeTextEditor?.document;
  if (!document || !isRelevant(document)) return tell('Open a solution first: Markdown, LaTeX, plain text, JSON or JSONL.') as undefined;
  if (!vscode.workspace.isTrusted) return tell('Models are asked in trusted folders only.') as undefined;
  const configuration = vscode.workspace.getConfiguration('hence');
  if (settings.some(key => configuration.get(key))) return document;
  const open = await vscode.window.showInformationMessage('No model is set.', 'Open Settings');
  if (open) await vscode.commands.executeCommand('workbench.action.openSettings', settings.map(key => `hence.${key}`).join(' '));
  return undefined;
}

let runs = 0;

/** A request whose progress is shown; it can be cancelled. */
export async function requestWithProgress<R>(
  server: Server,
  method: string,
  params: object,
  token: vscode.CancellationToken,
  progress: Steps,
): Promise<R> {
  const client = await server.ensure();
  const { WorkDoneProgress } = await import('vscode-languageclient');
  const workDoneToken = `hence-ask-${++runs}`;
  let reached = 0;
  const listening = client.onProgress(WorkDoneProgress.type, workDoneToken, value => {
    if (value.kind === 'end') return;
    const percentage = value.percentage ?? reached;
    progress.report({ message: value.message, increment: percentage - reached });
    reached = percentage;
  });
  try {
    return await client.sendRequest<R>(method, { ...params, workDoneToken }, token);
  } finally {
    listening.dispose();
  }
}
