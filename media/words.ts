// What the panel says beside what the protocol's tables say. Colour and icon only repeat it.
import { type Edge, edgeReasons, type Shown } from '../server/protocol';

export function coverageWords({ claims, checked }: { readonly claims: number; readonly checked: number }): string {
  return claims === 0 ? '' : `${checked} of ${claims} checked`;
}

/** What an edge carries: the value or symbol itself where it is named, else the kind of thing. */
export function edgeWords(edges: readonly Edge[]): string {
  const named = [...new Set(edges.filter(edge => edge.why !== 'adjacent' && edge.label).map(edge => edge.label))];
  return named.length > 0 ? named.join(', ') : edgeReasons[edges[0]!.why];
}

export function slipWords({ name, detail }: { readonly name: string; readonly detail?: string }): string {
  return detail || name.replaceAll('_', ' ');
}

export function score(value: number): string {
  return value.toFixed(2);
}

/** "1 step", "3 steps". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** About how many characters a formula is wide. */
export function plainLength({ text, tex }: Shown): number {
  return tex
    ? tex
        .replace(/\\(?:text|mathrm)\{([^}]*)\}/g, '$1')
        .replace(/\\[a-zA-Z]+/g, '#')
        .replace(/[{}^_]/g, '').length
    : Math.min(40, text.length);
}
