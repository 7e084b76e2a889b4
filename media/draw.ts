// What is on screen → a list of shapes: rectangles, lines of text, drawings. SVG and PNG are both written from it, so that
// a picture is what was seen, in the theme it was seen in.

export type Shape =
  | {
      readonly kind: 'rect';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly radius: number;
      readonly fill?: string;
      readonly stroke?: string;
      readonly line: number;
      readonly dash: readonly number[];
    }
  | {
      readonly kind: 'text';
      readonly x: number;
      /** Of the baseline. */
      readonly y: number;
      readonly text: string;
      readonly fill: string;
      readonly size: number;
      readonly family: string;
      readonly weight: string;
      readonly italic: boolean;
      /** Kerning may not move it: where it ends on screen. */
      readonly width: number;
      readonly strike: boolean;
    }
  | {
      readonly kind: 'path';
      readonly d: string;
      /** From the path's own units to pixels: scale, then shift. */
      readonly scale: readonly [number, number];
      readonly shift: readonly [number, number];
      readonly fill?: string;
      readonly stroke?: string;
      readonly line: number;
      readonly dash: readonly number[];
      readonly round: boolean;
    };

export type Picture = { readonly width: number; readonly height: number; readonly ground: string; readonly shapes: readonly Shape[] };

/** More shapes than this are no picture any more. */
const most = 60_000;

/** Reads the drawn element. Throws where it is too large for a picture. */
export function read(root: HTMLElement): Picture {
  const frame = root.getBoundingClientRect();
  const shapes: Shape[] = [];
  const visit = (element: Element) => {
    const style = getComputedStyle(element);
    if (
      style.display === 'none' ||
      style.visibility === 'hidden' ||
      element.classList.contains('katex-mathml') ||
      element.classList.contains('spoken')
    )
      return;
    if (shapes.length > most) throw new Error('there is too much to draw');
    if (element instanceof SVGSVGElement) {
      drawing(element, frame, shapes);
      return;
    }
    box(element, style, frame, shapes);
    for (const child of element.childNodes) {
      if (child instanceof Element) visit(child);
      else if (child instanceof Text && child.data.trim() !== '') words(child, style, frame, shapes);
    }
  };
  visit(root);
  return {
    width: Math.ceil(frame.width),
    height: Math.ceil(frame.height),
    ground: getComputedStyle(document.body).backgroundColor,
    shapes,
  };
}

function seen(colour: string): string | undefined {
  return colour === 'transparent' || /,\s*0\)$/.test(colour) || /\/\s*0\)$/.test(colour) ? undefined : colour;
}

function box(element: Element, style: CSSStyleDeclaration, frame: DOMRect, shapes: Shape[]): void {
  const fill = seen(style.backgroundColor);
  const sides = (['Top', 'Right', 'Bottom', 'Left'] as const).map(side => ({
    width: style[`border${side}Style`] === 'none' ? 0 : Number.parseFloat(style[`border${side}Width`]),
    colour: seen(style[`border${side}Color`]),
    dashed: style[`border${side}Style`] === 'dashed',
  }));
  const shown = sides.filter(side => side.width > 0 && side.colour);
  if (!fill && shown.length === 0) return;
  const { left, top, width, height } = element.getBoundingClientRect();
  if (width === 0 && height === 0) return;
  const x = left - frame.left;
  const y = top - frame.top;
  const radius = Math.min(Number.parseFloat(style.borderTopLeftRadius) || 0, height / 2, width / 2);
  const plain = { kind: 'rect', radius: 0, line: 0, dash: [] } as const;
  const first = sides[0]!;
  const even = sides.every(side => side.width === first.width && side.colour === first.colour);
  const edge = even ? first.width : Math.min(...sides.map(side => side.width));
  const half = edge / 2;
  const stroke = edge > 0 ? (sides.find(side => side.width === edge)?.colour ?? undefined) : undefined;
  if (fill || stroke)
    shapes.push({
      kind: 'rect',
      x: x + half,
      y: y + half,
      width: Math.max(0, width - edge),
      height: Math.max(0, height - edge),
      radius: Math.max(0, radius - half),
      ...(fill ? { fill } : {}),
      ...(stroke ? { stroke } : {}),
      line: edge,
      dash: first.dashed && edge > 0 ? [4, 3] : [],
    });
  if (even) return;
  // A thicker side, a fraction's bar: rectangles of their own.
  const [up, right, down, near] = sides as [(typeof sides)[0], (typeof sides)[0], (typeof sides)[0], (typeof sides)[0]];
  const bar = (side: (typeof sides)[0], at: { x: number; y: number; width: number; height: number }) => {
    if (side.width > edge && side.colour) shapes.push({ ...plain, ...at, fill: side.colour });
  };
  bar(up, { x, y, width, height: up.width });
  bar(down, { x, y: y + height - down.width, width, height: down.width });
  bar(near, { x, y, width: near.width, height });
  bar(right, { x: x + width - right.width, y, width: right.width, height });
}

/** A run of text, line by line, as the browser broke it. */
function words(node: Text, style: CSSStyleDeclaration, frame: DOMRect, shapes: Shape[]): void {
  const range = document.createRange();
  const fill = seen(style.color);
  if (!fill) return;
  const size = Number.parseFloat(style.fontSize);
  const measure = fontBox(style);
  const add = (from: number, to: number) => {
    range.setStart(node, from);
    range.setEnd(node, to);
    const rect = range.getBoundingClientRect();
    const text = node.data.slice(from, to).replace(/\s+/g, ' ');
    if (rect.width === 0 || text.trim() === '') return;
    const lead = text.length - text.trimStart().length;
    const { ascent, descent } = measure;
    const y = rect.top + (rect.height * ascent) / (ascent + descent) - frame.top;
    shapes.push({
      kind: 'text',
      x: rect.left - frame.left,
      y,
      text: lead > 0 && from === 0 ? text.trimStart() : text,
      fill,
      size,
      family: style.fontFamily,
      weight: style.fontWeight,
      italic: style.fontStyle === 'italic',
      width: rect.width,
      strike: style.textDecorationLine.includes('line-through'),
    });
  };
  range.selectNodeContents(node);
  if (range.getClientRects().length <= 1) {
    add(0, node.data.length);
    return;
  }
  let start = 0;
  let line: number | undefined;
  for (let i = 0; i < node.data.length; i++) {
    range.setStart(node, i);
    range.setEnd(node, i + 1);
    const rect = range.getClientRects()[0];
    if (!rect || rect.width === 0) continue;
    if (line !== undefined && rect.top > line + rect.height / 2) {
      add(start, i);
      start = i;
    }
    line = rect.top;
  }
  add(start, node.data.length);
}

let canvas: CanvasRenderingContext2D | null | undefined;
const fonts = new Map<string, { ascent: number; descent: number }>();

/** How a font's line box divides at the baseline. */
function fontBox({ fontStyle, fontWeight, fontSize, fontFamily }: CSSStyleDeclaration): { ascent: number; descent: number } {
  const font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`;
  let known = fonts.get(font);
  if (!known) {
    canvas ??= document.createElement('canvas').getContext('2d');
    if (!canvas) return { ascent: 0.8, descent: 0.2 };
    canvas.font = font;
    const { fontBoundingBoxAscent: ascent, fontBoundingBoxDescent: descent } = canvas.measureText('x');
    fonts.set(font, (known = { ascent, descent }));
  }
  return known;
}

/** An SVG inside the page: icons, lines, roots. Paths and rectangles are taken, with their place on screen. */
function drawing(svg: SVGSVGElement, frame: DOMRect, shapes: Shape[]): void {
  for (const element of svg.querySelectorAll<SVGGraphicsElement>('path, circle, rect')) {
    if (element.closest('defs')) continue;
    const style = getComputedStyle(element);
    const matrix = element.getScreenCTM();
    const d = outline(element);
    if (!matrix || !d) continue;
    const stroke = style.stroke === 'none' ? undefined : seen(style.stroke);
    const fill = style.fill === 'none' ? undefined : seen(style.fill);
    if (!stroke && !fill) continue;
    shapes.push({
      kind: 'path',
      d,
      scale: [matrix.a, matrix.d],
      shift: [matrix.e - frame.left, matrix.f - frame.top],
      ...(fill ? { fill } : {}),
      ...(stroke ? { stroke } : {}),
      line: Number.parseFloat(style.strokeWidth) || 1,
      dash: style.strokeDasharray === 'none' ? [] : style.strokeDasharray.split(/[ ,]+/).map(Number.parseFloat),
      round: style.strokeLinecap === 'round',
    });
    const tip = element.getAttribute('marker-end');
    if (tip && stroke) shapes.push(...arrowHead(element as SVGPathElement, matrix, frame, tip.includes('tainted') ? 14 : 11, stroke));
  }
}

function outline(element: SVGGraphicsElement): string | null {
  const number = (name: string) => Number.parseFloat(element.getAttribute(name) ?? '0');
  if (element instanceof SVGCircleElement) {
    const [x, y, r] = [number('cx'), number('cy'), number('r')];
    return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
  }
  if (element instanceof SVGRectElement)
    return `M${number('x')} ${number('y')}h${number('width')}v${number('height')}h${-number('width')}Z`;
  return element.getAttribute('d');
}

function arrowHead(path: SVGPathElement, matrix: DOMMatrix, frame: DOMRect, size: number, fill: string): Shape[] {
  const length = path.getTotalLength();
  const end = path.getPointAtLength(length);
  const before = path.getPointAtLength(Math.max(0, length - 1));
  const angle = Math.atan2(end.y - before.y, end.x - before.x);
  const corner = (turn: number) => `${end.x - size * Math.cos(angle + turn)} ${end.y - size * Math.sin(angle + turn)}`;
  const d = `M${end.x} ${end.y}L${corner(0.46)}L${corner(-0.46)}Z`;
  return [
    {
      kind: 'path',
      d,
      scale: [matrix.a, matrix.d],
      shift: [matrix.e - frame.left, matrix.f - frame.top],
      fill,
      line: 0,
      dash: [],
      round: false,
    },
  ];
}
