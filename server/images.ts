// Formulas as images for hovers: kept once typeset, never waited for long.
import type { After } from './pace';

/** Milliseconds a hover waits for its formulas; what is late is there the next time. */
export const PATIENCE = 300;
/** Milliseconds after a check before formulas are typeset ahead of being asked for. */
const IDLE = 400;
/** Formulas kept. */
const KEPT = 300;
/** UTF-16 units of one image above which the formula is shown as text: hovers cut Markdown at 100,000. */
const HEAVY = 40_000;

export type Typeset = (tex: string, display: boolean, color: string) => Promise<string | undefined>;

export type Images = ReturnType<typeof createImages>;

/** Data URIs of typeset formulas, in `color()` as it is when asked. */
export function createImages(typeset: Typeset, after: After, color: () => string) {
  const kept = new Map<string, Promise<string | undefined>>();
  let callOff = () => {};

  function order(tex: string): Promise<string | undefined> {
    const key = `${color()} ${tex}`;
    const known = kept.get(key);
    if (known) {
      kept.delete(key);
      kept.set(key, known);
      return known;
    }
    const made = typeset(tex, true, color()).then(
      svg => (svg && svg.length <= HEAVY ? dataUri(svg) : undefined),
      () => undefined,
    );
    kept.set(key, made);
    if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
    return made;
  }

  return {
    /** The images of `formulas` in their order; undefined for each that fails or is not there within `PATIENCE`. */
    async get(formulas: readonly string[]): Promise<readonly (string | undefined)[]> {
      let late: () => void = () => {};
      const deadline = new Promise<undefined>(resolve => {
        late = after(PATIENCE, () => resolve(undefined));
      });
      const images = await Promise.all(formulas.map(tex => Promise.race([order(tex), deadline])));
      late();
      return images;
    },

    /** Typesets these, one by one, when it has been idle for a moment; takes the place of what was to come before. */
    ahead(formulas: readonly string[]): void {
      callOff();
      if (formulas.length === 0) return;
      let wanted = true;
      const timer = after(IDLE, async () => {
        for (const tex of formulas) if (wanted) await order(tex);
      });
      callOff = () => {
        wanted = false;
        timer();
      };
    },
  };
}

function dataUri(svg: string): string {
  const bytes = new TextEncoder().encode(svg);
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return `data:image/svg+xml;base64,${btoa(binary)}`;
}
