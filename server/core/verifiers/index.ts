// The verifiers, one line each, in the order of precedence for a claim.
import { answer } from './answer';
import { arithmetic } from './arithmetic';
import { bound } from './bound';
import { calculus } from './calculus';
import { calendar } from './calendar';
import { carried } from './carried';
import { clock } from './clock';
import { comparison } from './comparison';
import { congruence } from './congruence';
import { counterexample } from './counterexample';
import { counting } from './counting';
import { equation } from './equation';
import { extreme } from './extreme';
import { fact } from './fact';
import { figure } from './figure';
import { inequality } from './inequality';
import { matrix } from './matrix';
import { plugIn } from './plugin';
import { putBack } from './putback';
import { quantity } from './quantity';
import { remainder } from './remainder';
import { restated } from './restated';
import { rewrite } from './rewrite';
import { sets } from './sets';
import { system } from './system';
import { units } from './units';
import type { Verifier } from './verifier';

export const verifiers: readonly Verifier[] = [
  sets,
  matrix,
  arithmetic,
  units,
  rewrite,
  restated,
  plugIn,
  quantity,
  equation,
  inequality,
  system,
  putBack,
  carried,
  remainder,
  congruence,
  calculus,
  counting,
  fact,
  calendar,
  clock,
  counterexample,
  figure,
  bound,
  extreme,
  comparison,
  answer,
];
export type { Verifier } from './verifier';
