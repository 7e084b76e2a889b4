// Numbers written plainly, exactly: 1,234.5 and -3/4.

export type Rational = { readonly numerator: bigint; readonly denominator: bigint };

export function parseRational(text: string): Rational | undefined {
  const [, sign, whole, fraction = '', under] =
    /^([-+−]?)(\d{1,3}(?:,\d{3})+|\d{1,30})?(?:\.(\d{1,30}))?(?:\/(\d{1,30}))?$/.exec(text) ?? [];
  if (whole === undefined && fraction === '') return undefined;
  if (under !== undefined && (fraction !== '' || /^0+$/.test(under))) return undefined;
  const digits = BigInt((whole ?? '0').replaceAll(',', '') + fraction);
  return {
    numerator: sign === '-' || sign === '−' ? -digits : digits,
    denominator: under === undefined ? 10n ** BigInt(fraction.length) : BigInt(under),
  };
}

/** A whole number with a comma between thousands. A locale of the machine's would take longer to load than a page to check. */
export function grouped(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}
