// A page in a webview: one script, one stylesheet, and a policy that lets nothing else in.
import * as vscode from 'vscode';
import { contentSecurityPolicy } from './csp';

/** Where the pages' scripts, styles and fonts are; nothing outside may be loaded. */
export function panelRoot(extension: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extension, 'dist');
}

/** A page of ours. `name`: of the script and the stylesheet in dist/. */
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

function createNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
