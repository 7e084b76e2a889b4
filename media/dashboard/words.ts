// Figures as a person reads them.

export function percent(share: number | null): string {
  return share === null ? '–' : `${(100 * share).toFixed(1)} %`;
}

export function count(n: number): string {
  return n.toLocaleString('en-US');
}

export function number(x: number): string {
  return String(Number(x.toPrecision(4)));
}

export function nameOf(file: string): string {
  return file.split(/[/\\]/).at(-1)!;
}

export function stepRange(from: number, to: number | null): string {
  return to === null ? `${from} or more` : `${from}–${to}`;
}
