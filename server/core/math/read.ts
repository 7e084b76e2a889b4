// A formula as it is shown, read back.
import type { Shown } from '../model';
import type { Expr } from './expr';
import { lex } from './lex';
import { readings } from './parse';

/** The first reading of a shown formula; undefined where it has none. */
export function readShown({ tex, text }: Shown): Expr | undefined {
  const written = tex || text;
  const end = written.length + 1;
  const toks = lex(`$${written}$`, [{ span: { start: 0, end: end + 1 }, inner: { start: 1, end }, display: false }]);
  return readings(toks, 0, toks.length)[0];
}
