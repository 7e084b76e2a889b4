// All that can be switched on and off. Loads the engine.
import { verifiers } from '../core/verifiers';
import { opinionSources } from '../models';

export type Judge = { readonly id: string; readonly about: string };

export function judges(): Judge[] {
  return [...verifiers, ...opinionSources].map(({ id, about }) => ({ id, about }));
}

export const inherited: Judge = { id: 'inherited', about: 'A step that follows from a step that is proved wrong.' };
