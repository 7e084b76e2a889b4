// What ties the panel to the text: a place marked while the mouse rests on its node, and the other way.
import * as vscode from 'vscode';
import type { Span } from '../server/protocol';
import { configuredLanguages, rangeOf, selector } from './documents';

export type Marker = vscode.Disposable & {
  /** Marks the place in every visible editor of the document, or nothing. */
  mark(uri: string, version: number, span: Span | undefined): void;
};

export function createMarker(): Marker {
  const look = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor('editor.hoverHighlightBackground'),
    borderRadius: '3px',
    overviewRulerColor: new vscode.ThemeColor('editorOverviewRuler.rangeHighlightForeground'),
    overviewRulerLane: vscode.OverviewRulerLane.Center,
  });
  return {
    mark(uri, version, span) {
      for (const editor of vscode.window.visibleTextEditors) {
        const own = editor.document.uri.toString() === uri && editor.document.version === version;
        editor.setDecorations(look, own && span ? [rangeOf(editor.document, span)] : []);
      }
    },
    dispose: () => look.dispose(),
  };
}

/** Hears where the mouse rests in documents that may hold a solution. It adds nothing to the hover itself. */
export function watchMouse(heard: (document: vscode.TextDocument, offset: number) => void): vscode.Disposable {
  return vscode.languages.registerHoverProvider(selector(configuredLanguages()) as vscode.DocumentSelector, {
    provideHover(document, position) {
      heard(document, document.offsetAt(position));
      return undefined;
    },
  });
}
