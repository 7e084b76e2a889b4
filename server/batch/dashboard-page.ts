// The dashboard as one page that needs nothing but itself: the script and styles of the editor's own dashboard, put inside.
import { createHash } from 'node:crypto';
import type { Dashboard } from './dashboard';

export function dashboardPage(dashboard: Dashboard, { script, styles }: { script: string; styles: string }): string {
  // Nothing in a script may look like the end of it.
  const code = script.replaceAll('</script', '<\\/script');
  const hash = (text: string) => createHash('sha256').update(text).digest('base64');
  const policy = `default-src 'none'; script-src 'sha256-${hash(code)}'; style-src 'sha256-${hash(styles)}'`;
  const data = JSON.stringify(dashboard).replaceAll('<', '\\u003c');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Hence: verdicts against labels</title>
<style>${styles}</style>
</head>
<body>
<div id="root"></div>
<script type="application/json" id="figures">${data}</script>
<script>${code}</script>
</body>
</html>
`;
}
