// A solution mended by a model: asked for by a command, shown as a diff, applied by a person or not at all.
import * as vscode from 'vscode';
import { REFINE, type RefineParams, type RefineResult } from '../server/protocol';
import { applyEdits } from './apply';
import { documentToAskAbout, requestWithProgress, type Steps } from './asking';
import type { Models } from './models';
import { slipsOf } from './notes';
import { reason, type Server } from './server';

type Mode = RefineParams['mode'];

/** What came of it; `applied` only where a person said so. */
export type Refined = { readonly outcome?: RefineResult['outcome']; readonly applied: boolean; readonly trouble?: string };

export type Refining = vscode.Disposable & {
  /** From the command: the solution at the caret. Undefined where the person changed their mind. */
  refine(server: Server): Promise<Refined | undefined>;
  run(server: Server, editor: vscode.TextEditor, mode: Mode, token: vscode.CancellationToken, progress?: Steps): Promise<Refined>;
  /** Which way to mend; tests answer in place of the person. */
  choose: () => Thenable<Mode | undefined>;
  /** Tells what came of it and offers a button; true where it was pressed. Tests answer it themselves. */
  offer: (message: string, doubtful: boolean, button?: string) => Thenable<boolean>;
};

const scheme = 'hence-proposal';
/** Proposals that can still be looked at. */
const kept = 20;

export function createRefining(models: Models): Refining {
  const pages = new Map<string, string>();
  let made = 0;
  const page = (content: string, path: string) => {
    const uri = vscode.Uri.from({ scheme, path, query: String(++made) });
    pages.set(uri.toString(), content);
    if (pages.size > kept) pages.delete(pages.keys().next().value!);
    return uri;
  };
  const registration = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: uri => pages.get(uri.toString()) ?? 'This proposal is no longer kept.\n',
  });

  const refining: Refining = {
    async refine(server) {
      const document = await documentToAskAbout(['critic.url']);
      const editor = vscode.window.activeTextEditor;
      if (!document || editor?.document !== document) return undefined;
      const mode = await refining.choose();
      if (!mode) return undefined;
      const options = { location: vscode.ProgressLocation.Notification, title: 'Refining', cancellable: true };
      return vscode.window.withProgress(options, (progress, token) => refining.run(server, editor, mode, token, progress));
    },

    async run(server, { document, selection }, mode, token, progress = { report: () => {} }) {
      const uri = document.uri.toString();
      const params: RefineParams = { uri, offset: document.offsetAt(selection.active), mode, slips: await slipsOf(document) };
      let result: RefineResult;
      try {
        result = await models.during(() => requestWithProgress<RefineResult>(server, REFINE, params, token, progress));
      } catch (error) {
        return { applied: false, trouble: token.isCancellationRequested ? 'cancelled' : reason(error) };
      }
      const { outcome, proposal, trouble } = result;
      if (token.isCancellationRequested) return { applied: false, trouble: 'cancelled' };
      if (trouble !== undefined) {
        void vscode.window.showErrorMessage(`The solution could not be refined: ${trouble}`);
        return { applied: false, trouble };
      }
      for (const note of result.notes) void vscode.window.showWarningMessage(`Hence: ${note}`);
      const said = `${result.said[0]!.toUpperCase()}${result.said.slice(1)}.`;
      if (!proposal) {
        void refining.offer(said, outcome !== 'right');
        return { outcome, applied: false };
      }
      const writable = proposal.edits.length > 0;
      const left = writable ? document.uri : page(proposal.before ?? '', document.uri.path);
      const right = page(proposal.after, document.uri.path);
      await vscode.commands.executeCommand('vscode.diff', left, right, `${result.title}: as it is ↔ proposed by ${result.by}, not applied`);
      const wanted = await refining.offer(said, outcome !== 'accepted', writable ? 'Apply' : undefined);
      const applied =
        wanted && writable && (await applyEdits({ uri, version: result.version }, proposal.edits, `Proposed by ${result.by}`));
      if (wanted && !applied) vscode.window.setStatusBarMessage('Hence: the proposal was not applied', 4000);
      return { outcome, applied };
    },

    async choose() {
      const ways: (vscode.QuickPickItem & { readonly mode: Mode })[] = [
        {
          mode: 'fix',
          label: 'Fix and Continue',
          detail: 'Keep the steps before the first wrong one, put it right, and carry on from there.',
        },
        { mode: 'fresh', label: 'Fresh and Restart', detail: 'Solve the problem from the start, another way.' },
      ];
      const title = 'Refine this solution with a model; nothing is applied by itself';
      return (await vscode.window.showQuickPick(ways, { title, matchOnDetail: true }))?.mode;
    },

    async offer(message, doubtful, button) {
      const show = doubtful ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
      if (button !== undefined) return (await show(message, button)) === button;
      void show(message);
      return false;
    },

    dispose: () => registration.dispose(),
  };
  return refining;
}
