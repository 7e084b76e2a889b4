// The panel's page: one script, one stylesheet, and a policy that lets nothing else in.
import * as vscode from 'vscode';
import { contentSecurityPolicy } from './csp';

/** Where the panel's script, styles and fonts are; nothing outside may be loaded. */
export function panelRoot(extension: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extension, 'dist');
}

export function panelPage(webview: vscode.Webview, extension: vscode.Uri): string {
  const root = panelRoot(extension);
  const address = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(root, name)).toString();
  const nonce = createNonce();
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(webview.cspSource, nonce)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${address('panel.css')}">
<title>Reasoning Tree</title>
</head>
<body>
<div id="root"></div>
<script nonce="${nonce}" src="${address('panel.js')}"></script>
</body>
</html>`;
}

export function createNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
