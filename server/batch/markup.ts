// Pages of HTML that need nothing but themselves.

export function escaped(text: string): string {
  return (
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      // What turns the writing direction would make a line read otherwise than it stands.
      .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd')
  );
}

export const styles = `:root{color-scheme:light dark;--ink:#1f1f1f;--paper:#fff;--dim:#616161;--line:#d8d8d8;--red:#b3261e;--amber:#8a5a00;--green:#1b6e3c;--blue:#0b5cad;--soft:#f5f5f5}
@media(prefers-color-scheme:dark){:root{--ink:#dcdcdc;--paper:#1b1b1b;--dim:#9d9d9d;--line:#3a3a3a;--red:#f48771;--amber:#d7a64a;--green:#6fc28b;--blue:#6cb2f2;--soft:#252525}}
*{box-sizing:border-box}body{margin:0 auto;max-width:70rem;padding:1.5rem;font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}table{border-collapse:collapse;margin:.5rem 0 1rem;font-variant-numeric:tabular-nums}
th,td{padding:.25rem .75rem .25rem 0;border-bottom:1px solid var(--line);text-align:right;vertical-align:top}th{font-weight:600;color:var(--dim)}th:first-child,td:first-child{text-align:left}
td.text,th.text{text-align:left}.dim{color:var(--dim)}.root{color:var(--red)}.opinion{color:var(--amber)}.hint{color:var(--blue)}.ok{color:var(--green)}
details{border-bottom:1px solid var(--line);padding:.4rem 0}summary{cursor:pointer}pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--soft);padding:.5rem .75rem;margin:.3rem 0;border-radius:4px;font:13px/1.45 ui-monospace,monospace}
mark{background:none;color:inherit;text-decoration:underline wavy var(--red);text-underline-offset:.2em}`;

/** Up to the opening of the body. The policy lets nothing in but the page's own styles, and its script where it has one. */
export function pageHead(title: string, script?: { readonly hash: string }): string {
  const policy = `default-src 'none'; style-src 'unsafe-inline'${script ? `; script-src 'sha256-${script.hash}'` : ''}`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${styles}</style>
</head>
<body>
`;
}

export const pageFoot = '</body>\n</html>\n';
