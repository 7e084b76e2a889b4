// The panel's content security policy. Nothing inline, nothing from the network, nothing that was not built here.

/**
 * The policy for a page whose files come from `source` (a webview's `cspSource`, or an origin) and whose scripts carry `nonce`.
 * There is no `'unsafe-inline'`: styles that a typesetter computes are set through the CSSOM, which a policy does not forbid.
 */
export function contentSecurityPolicy(source: string, nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${source}`,
    `font-src ${source}`,
    `img-src ${source} data:`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
