// Formulas. KaTeX writes into the document through the CSSOM, which a policy without 'unsafe-inline' allows.
import katex from 'katex';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { markColour, type Segment, type Shown } from '../server/protocol';

/** Longer formulas are shown as they are written. */
const longest = 4000;

/** Two commands for which KaTeX writes a style attribute into its MathML, which the policy would refuse. */
const safe: Readonly<Record<string, string>> = { '\\fcolorbox': '\\@secondoftwo{#1#2}{\\fbox{#3}}', '\\pmb': '\\boldsymbol{#1}' };

/** Formulas typeset at once after a tree arrives; the rest are when they come near the screen. */
const atOnce = 240;
let budget = atOnce;

/** Called when a new tree arrives. */
export function refillBudget(): void {
  budget = atOnce;
}

/** Typesets everything drawn meanwhile at once: for a picture. */
export function withoutBudget<T>(draw: () => T): T {
  const before = budget;
  budget = Number.POSITIVE_INFINITY;
  try {
    return draw();
  } finally {
    budget = before;
  }
}

/** Typesets `tex` into `element`, or shows its source there with the reason in the title. */
export function typeset(element: HTMLElement, tex: string, display: boolean): void {
  element.removeAttribute('title');
  element.classList.remove('source');
  if (tex.length > longest) {
    showSource(element, tex, `too long to typeset: ${tex.length} characters`);
    return;
  }
  const macros: Record<string, string> = { ...safe };
  let shown = tex;
  for (let attempt = 0; ; attempt++) {
    try {
      katex.render(shown, element, {
        displayMode: display,
        throwOnError: true,
        trust: false,
        strict: 'ignore',
        maxExpand: 200,
        maxSize: 20,
        macros: { ...macros },
      });
      fit(display ? element : (element.closest<HTMLElement>('.card .words') ?? element));
      return;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const mended = attempt < 4 ? mend(shown, reason, macros) : undefined;
      if (mended === undefined) {
        showSource(element, tex, reason);
        return;
      }
      shown = mended;
    }
  }
}

/**
 * What to try after a formula was refused, if anything: one unknown command, a price or a numbered line
 * does not cost the whole formula. An unknown command is shown by its name.
 */
function mend(tex: string, reason: string, macros: Record<string, string>): string | undefined {
  const unknown = /Undefined control sequence: (\\[a-zA-Z]+)/.exec(reason)?.[1];
  if (unknown && !macros[unknown]) {
    macros[unknown] = `\\texttt{\\textbackslash ${unknown.slice(1)}}`;
    return tex;
  }
  if (reason.includes("Can't use function '$'")) return tex.replace(/(?<!\\)\$/g, '\\$');
  if (reason.includes('\\tag works only in display')) return tex.replace(/\\tag\*?\{([^{}]*)\}/g, '\\quad(\\text{$1})');
  return undefined;
}

function showSource(element: HTMLElement, tex: string, reason: string): void {
  element.textContent = tex;
  element.title = reason.replace(/^KaTeX parse error: /, '');
  element.classList.add('source');
}

const waiting = new Set<HTMLElement>();

/** A formula wider than its place scrolls, and must then be reachable by keyboard. Measured together, once a frame. */
function fit(element: HTMLElement): void {
  if (waiting.size === 0) requestAnimationFrame(measure);
  waiting.add(element);
}

function measure(): void {
  const wide = [...waiting]
    .filter(element => element.isConnected)
    .map(element => [element, element.scrollWidth > element.clientWidth + 1] as const);
  waiting.clear();
  for (const [element, scrolls] of wide) {
    if (scrolls) element.tabIndex = 0;
    else element.removeAttribute('tabindex');
  }
}

window.addEventListener('resize', () => {
  for (const element of document.querySelectorAll<HTMLElement>('.formula.display, .card .words')) fit(element);
});

/** What a mark says of the characters under it. */
export type Kind = 'removed' | 'added';

/** Turns the colour that marks were typeset in into a class, so that the theme colours them. */
function dress(element: HTMLElement, kind: Kind): void {
  for (const glyph of element.querySelectorAll<HTMLElement>('.katex-html [style]')) {
    if (glyph.style.color !== markColour.css) continue;
    glyph.style.color = '';
    glyph.classList.add('changed', kind);
  }
}

const later = new WeakMap<Element, () => void>();
const near = new IntersectionObserver(
  entries => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      later.get(target)?.();
    }
  },
  // Of the view that scrolls, not of the window around it.
  { scrollMargin: '800px 0px' } as IntersectionObserverInit,
);

export function Formula({ tex, display = false, kind }: { readonly tex: string; readonly display?: boolean; readonly kind?: Kind }) {
  const ref = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const element = ref.current!;
    const set = () => {
      typeset(element, tex, display);
      if (kind) dress(element, kind);
    };
    if (budget > 0) {
      budget--;
      set();
      return;
    }
    element.textContent = tex;
    later.set(element, set);
    near.observe(element);
    return () => near.unobserve(element);
  }, [tex, display, kind]);
  return display ? <div ref={ref as never} class="formula display" /> : <span ref={ref as never} class="formula" />;
}

/** A formula that has a plain reading; typeset where there is TeX. */
export function ShownFormula({ shown }: { readonly shown: Shown }) {
  return shown.tex ? (
    <Formula tex={/\\[dc]?frac/.test(shown.tex) ? `\\displaystyle ${shown.tex}` : shown.tex} />
  ) : (
    <span class="formula">{shown.text}</span>
  );
}

/** A node's text: words as text nodes, formulas typeset. */
export function Runs({ segments, inline = false }: { readonly segments: readonly Segment[]; readonly inline?: boolean }) {
  return (
    <>
      {segments.map((segment, i) =>
        segment.kind === 'tex' ? (
          <Formula key={i} tex={segment.text} display={!inline && segment.display === true} />
        ) : (
          <span key={i}>{segment.text}</span>
        ),
      )}
    </>
  );
}

/** Runs with what a correction takes away or puts in marked. */
export function Changed({ segments, kind }: { readonly segments: readonly Segment[]; readonly kind: Kind }) {
  return (
    <>
      {segments.map((segment, i) =>
        segment.kind === 'tex' ? (
          <Formula key={i} tex={segment.marked ?? segment.text} kind={kind} />
        ) : (
          <MarkedText key={i} segment={segment} kind={kind} />
        ),
      )}
    </>
  );
}

function MarkedText({ segment: { text, marks = [] }, kind }: { readonly segment: Segment; readonly kind: Kind }) {
  const Tag = kind === 'removed' ? 'del' : 'ins';
  return (
    <span>
      {marks.map(({ start, end }, i) => (
        <span key={start}>
          {text.slice(marks[i - 1]?.end ?? 0, start)}
          {start < end && <Tag class={`changed ${kind}`}>{text.slice(start, end)}</Tag>}
        </span>
      ))}
      {text.slice(marks.at(-1)?.end ?? 0)}
    </span>
  );
}
