// The editor's own language models. They have no system role, no probabilities and no forms; consent and quota are the editor's.
import * as vscode from 'vscode';
import type { AskEditorParams, AskEditorResult } from '../server/protocol';
import { reason } from './server';

/** Asks one model once. A refusal or a lack is an answer, too. */
export async function askEditor({ model: wanted, messages }: AskEditorParams, token: vscode.CancellationToken): Promise<AskEditorResult> {
  try {
    const all = await vscode.lm.selectChatModels();
    const model = wanted === '' ? all[0] : all.find(one => [one.id, one.family, one.name, `${one.vendor}/${one.family}`].includes(wanted));
    if (!model) {
      const names = all.map(one => `${one.vendor}/${one.family}`).join(', ');
      return {
        failure: 'setup',
        message: names ? `the editor has no model ${wanted}; it has ${names}` : 'the editor offers no language model',
      };
    }
    const turns = messages.map(({ role, content }) =>
      role === 'user' ? vscode.LanguageModelChatMessage.User(content) : vscode.LanguageModelChatMessage.Assistant(content),
    );
    const room = model.maxInputTokens;
    const needed = (await Promise.all(turns.map(turn => model.countTokens(turn, token)))).reduce((sum, n) => sum + n, 0);
    if (room > 0 && needed > room) return { failure: 'setup', message: `the question needs ${needed} tokens; ${model.name} holds ${room}` };
    const response = await model.sendRequest(turns, { justification: 'You asked Hence what this model thinks of a solution.' }, token);
    let text = '';
    // The stream itself may throw, half way.
    for await (const part of response.text) text += part;
    if (token.isCancellationRequested) return { failure: 'cancelled', message: 'cancelled' };
    return { text };
  } catch (error) {
    return failureOf(error, token);
  }
}

function failureOf(error: unknown, token: vscode.CancellationToken): AskEditorResult {
  if (token.isCancellationRequested || error instanceof vscode.CancellationError) return { failure: 'cancelled', message: 'cancelled' };
  const code = error instanceof vscode.LanguageModelError ? error.code : '';
  if (code === 'NoPermissions') return { failure: 'consent', message: 'the editor was not permitted to use its language model' };
  if (code === 'Blocked')
    return { failure: 'quota', message: `the language model is blocked, most likely because its quota is used up: ${reason(error)}` };
  if (code === 'NotFound') return { failure: 'setup', message: 'the language model is gone' };
  return { failure: 'cut', message: `the language model failed: ${reason(error)}` };
}
