// Programs and formulas as evidence: what is computed counts, and what is claimed about it does not.
export { outvoted } from './evidence';
export { stepPrograms } from './steps';
export { translate } from './translate';
export { programs } from './whole';
