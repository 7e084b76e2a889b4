// What the client can do, read once from its initialize request.
import { type InitializeParams, MarkupKind } from 'vscode-languageserver';

export type Abilities = {
  /** Diagnostics are pulled. Only where they can also be refreshed: findings held back while typing must come out. */
  readonly pull: boolean;
  readonly lensRefresh: boolean;
  readonly configuration: boolean;
  readonly configurationEvents: boolean;
  readonly related: boolean;
  readonly tags: boolean;
  readonly documentChanges: boolean;
  readonly nestedSymbols: boolean;
  /** Edits may ask to be confirmed, in groups with a name. */
  readonly annotations: boolean;
  /** The edit of a quick fix may be worked out when it is chosen. */
  readonly resolveEdits: boolean;
  readonly markdown: boolean;
  /** The client's Markdown shows data-URI images and its editor has the extension's commands. */
  readonly editor: boolean;
};

export function readAbilities({ capabilities }: InitializeParams): Abilities {
  const { textDocument, workspace, general } = capabilities;
  const formats = textDocument?.hover?.contentFormat;
  return {
    pull: textDocument?.diagnostic !== undefined && workspace?.diagnostics?.refreshSupport === true,
    lensRefresh: workspace?.codeLens?.refreshSupport === true,
    configuration: workspace?.configuration === true,
    configurationEvents: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    related: (textDocument?.diagnostic?.relatedInformation ?? textDocument?.publishDiagnostics?.relatedInformation) === true,
    tags: (textDocument?.diagnostic?.tagSupport ?? textDocument?.publishDiagnostics?.tagSupport) !== undefined,
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    nestedSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    annotations: workspace?.workspaceEdit?.documentChanges === true && workspace.workspaceEdit.changeAnnotationSupport !== undefined,
    resolveEdits:
      textDocument?.codeAction?.dataSupport === true && (textDocument.codeAction.resolveSupport?.properties ?? []).includes('edit'),
    markdown: formats === undefined || formats.includes(MarkupKind.Markdown),
    // Markdown is rendered by marked in VS Code and its kin; a terminal would print the image's bytes.
    editor: general?.markdown?.parser === 'marked',
  };
}
