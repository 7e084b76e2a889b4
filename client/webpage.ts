// A page of ours in a webview: scripts and styles that were built here, under the panel's policy.
import * as vscode from 'vscode';
import { contentSecurityPolicy } from './csp';
import { createNonce, panelRoot } from './page';

/** `name`: of the script and the stylesheet in dist/. */
export function webPage(webview: vscode.Webview, extension: vscode.Uri, name: string, title: string): string {
  const address = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(panelRoot(extension), file)).toString();
  const nonce = createNonce();
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(webview.cspSource, nonce)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${address(`${name}.css`)}">
<title>${title}</title>
</head>
<body>
<div id="root"></div>
<script nonce="${nonce}" src="${address(`${name}.js`)}"></script>
</body>
</html>`;
}
