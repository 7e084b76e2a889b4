// The style sheet of a page with the fonts that the page uses, and no others: a page stays as small as its formulas allow.

/** What in a page calls for a face: family, style, weight, and how its use shows. */
const faces: readonly (readonly [family: string, italic: boolean, bold: boolean, used: RegExp])[] = [
  ['KaTeX_Main', false, false, /class="katex/],
  ['KaTeX_Main', false, true, /mathbf|textbf/],
  ['KaTeX_Main', true, false, /textit|mathit/],
  ['KaTeX_Main', true, true, /textboldit/],
  ['KaTeX_Math', true, false, /mathnormal|mathdefault/],
  ['KaTeX_Math', true, true, /boldsymbol/],
  ['KaTeX_AMS', false, false, /amsrm|mathbb|textbb/],
  ['KaTeX_Caligraphic', false, false, /mathcal/],
  ['KaTeX_Caligraphic', false, true, /mathcal/],
  ['KaTeX_Fraktur', false, false, /mathfrak|textfrak/],
  ['KaTeX_Fraktur', false, true, /mathboldfrak|textboldfrak/],
  ['KaTeX_SansSerif', false, false, /mathsf|textsf/],
  ['KaTeX_SansSerif', false, true, /boldsf/],
  ['KaTeX_SansSerif', true, false, /itsf/],
  ['KaTeX_Script', false, false, /mathscr|textscr/],
  ['KaTeX_Typewriter', false, false, /mathtt|texttt/],
  ['KaTeX_Size1', false, false, /size1|small-op|accent/],
  ['KaTeX_Size2', false, false, /size2|large-op/],
  ['KaTeX_Size3', false, false, /size3/],
  ['KaTeX_Size4', false, false, /size4|delimsizinginner/],
];

/** `style` without the faces that `html` does not use. */
export function styleFor(style: string, html: string): string {
  return style.replace(anyFace, face => (usesOf(face)?.test(html) ? face : ''));
}

/** The faces that a page written piece by piece turns out to need. */
export function gatherFaces(style: string): { see(html: string): void; css(): string } {
  const unseen = new Set(style.match(anyFace) ?? []);
  const seen: string[] = [];
  return {
    see(html) {
      for (const face of unseen) {
        if (!usesOf(face)?.test(html)) continue;
        seen.push(face);
        unseen.delete(face);
      }
    },
    css: () => seen.join('\n'),
  };
}

const anyFace = /@font-face\s*\{[^}]*\}/g;

function usesOf(face: string): RegExp | undefined {
  const family = /font-family:\s*["']?(KaTeX_\w+)/.exec(face)?.[1];
  const [italic, bold] = [/font-style:\s*italic/.test(face), /font-weight:\s*(?:700|bold)/.test(face)];
  return faces.find(known => known[0] === family && known[1] === italic && known[2] === bold)?.[3];
}
