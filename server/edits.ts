// Text synchronisation, and where the caret must be after an edit: LSP does not tell, but the last change does.
import { TextDocument } from 'vscode-languageserver-textdocument';

type Change = { readonly range?: { start: { line: number; character: number } }; readonly text: string };

/**
 * A store of carets beside the synchronisation of documents. `update` applies changes and keeps the offset the last one
 * ended at; `take` hands it out once.
 */
export function trackEdits() {
  const carets = new Map<string, number>();
  return {
    create: (uri: string, languageId: string, version: number, text: string) => TextDocument.create(uri, languageId, version, text),

    update(document: TextDocument, changes: Parameters<typeof TextDocument.update>[1], version: number): TextDocument {
      const last = changes[changes.length - 1] as Change | undefined;
      const before = last && !last.range ? document.getText() : '';
      const after = TextDocument.update(document, changes, version);
      if (last) carets.set(after.uri, last.range ? after.offsetAt(last.range.start) + last.text.length : endOfChange(before, last.text));
      return after;
    },

    take(uri: string): number | undefined {
      const caret = carets.get(uri);
      carets.delete(uri);
      return caret;
    },
  };
}

/** The offset in `after` where the part that differs from `before` ends: for clients that send whole texts. */
export function endOfChange(before: string, after: string): number {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let tail = 0;
  while (tail < shorter - start && before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)) tail++;
  return after.length - tail;
}
