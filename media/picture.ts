// Shapes → an SVG text, or a PNG painted with the page's own fonts.
import type { Picture, Shape } from './draw';

/** SVG 1.1 with text as text. Fonts of formulas are named; whoever keeps the file puts them in (see `fontsOf`). */
export function svgOf({ width, height, ground, shapes }: Picture): string {
  const body = shapes.map(shapeOf).join('\n');
  const frame = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${frame}>\n<rect width="${width}" height="${height}" fill="${plain(ground)}"/>\n${body}\n</svg>\n`;
}

/** Base64 of a PNG, two pixels for one; smaller where the picture is larger than a canvas may be. */
export function pngOf(picture: Picture): string {
  const largest = 8000;
  const scale = Math.min(2, largest / picture.width, largest / picture.height);
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(picture.width * scale);
  canvas.height = Math.ceil(picture.height * scale);
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('there is no canvas');
  pen.scale(scale, scale);
  pen.fillStyle = picture.ground;
  pen.fillRect(0, 0, picture.width, picture.height);
  for (const shape of picture.shapes) {
    pen.save();
    paint(pen, shape);
    pen.restore();
  }
  const url = canvas.toDataURL('image/png');
  return url.slice(url.indexOf(',') + 1);
}

function shapeOf(shape: Shape): string {
  switch (shape.kind) {
    case 'rect': {
      const { x, y, width, height, radius } = shape;
      return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"${radius ? ` rx="${round(radius)}"` : ''}${pens(shape)}/>`;
    }
    case 'path': {
      const { d, scale, shift, round: capped } = shape;
      const cap = capped ? ' stroke-linecap="round" stroke-linejoin="round"' : '';
      return `<path d="${escaped(d)}" transform="matrix(${round(scale[0])} 0 0 ${round(scale[1])} ${round(shift[0])} ${round(shift[1])})"${pens(shape)}${cap}/>`;
    }
    case 'text': {
      const { x, y, text, fill, size, family, weight, italic, width, strike } = shape;
      const font = `font-family="${escaped(family)}" font-size="${round(size)}"${weight === '400' ? '' : ` font-weight="${weight}"`}${italic ? ' font-style="italic"' : ''}`;
      const length = text.length > 1 ? ` textLength="${round(width)}"` : '';
      return `<text x="${round(x)}" y="${round(y)}" ${font} fill="${plain(fill)}"${length}${strike ? ' text-decoration="line-through"' : ''} xml:space="preserve">${escaped(text)}</text>`;
    }
  }
}

function pens({ fill, stroke, line, dash }: Exclude<Shape, { kind: 'text' }>): string {
  const drawn = stroke && line > 0 ? ` stroke="${plain(stroke)}" stroke-width="${round(line)}"` : '';
  return ` fill="${fill ? plain(fill) : 'none'}"${drawn}${drawn && dash.length ? ` stroke-dasharray="${dash.join(' ')}"` : ''}`;
}

function paint(pen: CanvasRenderingContext2D, shape: Shape): void {
  if (shape.kind === 'text') {
    pen.font = `${shape.italic ? 'italic' : 'normal'} ${shape.weight} ${shape.size}px ${shape.family}`;
    pen.fillStyle = shape.fill;
    pen.fillText(shape.text, shape.x, shape.y);
    if (shape.strike) pen.fillRect(shape.x, shape.y - shape.size * 0.3, shape.width, 1);
    return;
  }
  const path = new Path2D();
  if (shape.kind === 'rect') path.roundRect(shape.x, shape.y, shape.width, shape.height, shape.radius);
  else {
    pen.translate(...shape.shift);
    pen.scale(...shape.scale);
    path.addPath(new Path2D(shape.d));
    if (shape.round) pen.lineCap = pen.lineJoin = 'round';
  }
  if (shape.fill) {
    pen.fillStyle = shape.fill;
    pen.fill(path);
  }
  if (shape.stroke && shape.line > 0) {
    pen.strokeStyle = shape.stroke;
    pen.lineWidth = shape.line;
    pen.setLineDash([...shape.dash]);
    pen.stroke(path);
  }
}

let pixel: CanvasRenderingContext2D | null | undefined;

/** A colour as programs other than browsers know it: `#rrggbb`, or with an opacity `rgba(…)`. */
function plain(colour: string): string {
  if (/^(?:#|rgb)/.test(colour)) return colour;
  if (pixel === undefined) {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 1;
    pixel = canvas.getContext('2d', { willReadFrequently: true });
  }
  if (!pixel) return colour;
  pixel.clearRect(0, 0, 1, 1);
  pixel.fillStyle = colour;
  pixel.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = pixel.getImageData(0, 0, 1, 1).data;
  return a === 255 ? `rgb(${r},${g},${b})` : `rgba(${r},${g},${b},${(a! / 255).toFixed(2)})`;
}

const round = (value: number): number => Math.round(value * 100) / 100;

function escaped(text: string): string {
  return text
    .replace(/[&<>"]/g, c => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!)
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '');
}
