// The typesetting worker: TeX in, one self-contained SVG out. Everything MathJax stays behind this door.
import { parentPort } from 'node:worker_threads';
import { liteAdaptor } from 'mathjax-full/js/adaptors/liteAdaptor.js';
import { RegisterHTMLHandler } from 'mathjax-full/js/handlers/html.js';
import { TeX } from 'mathjax-full/js/input/tex.js';
import { mathjax } from 'mathjax-full/js/mathjax.js';
import { SVG } from 'mathjax-full/js/output/svg.js';
import 'mathjax-full/js/input/tex/base/BaseConfiguration.js';
import 'mathjax-full/js/input/tex/ams/AmsConfiguration.js';
import 'mathjax-full/js/input/tex/boldsymbol/BoldsymbolConfiguration.js';
import 'mathjax-full/js/input/tex/cancel/CancelConfiguration.js';
import 'mathjax-full/js/input/tex/noundefined/NoUndefinedConfiguration.js';
import type { TypesetAnswer, TypesetOrder } from './typesetting';

/** One ex in pixels: MathJax measures in ex, an image needs a size that does not hang on the reader's font. */
const EX = 8;

const adaptor = liteAdaptor();
RegisterHTMLHandler(adaptor);
const page = mathjax.document('', {
  InputJax: new TeX({
    // No package that defines macros: what one formula defined would reach the next.
    packages: ['base', 'ams', 'boldsymbol', 'cancel', 'noundefined'],
    noundefined: { color: '' },
    maxMacros: 200,
    maxBuffer: 8 * 1024,
    formatError: (_jax: unknown, error: Error) => {
      throw error;
    },
  }),
  OutputJax: new SVG({ fontCache: 'local' }),
});

function typeset({ tex, display, color }: TypesetOrder): string {
  const node = page.convert(tex, { display, em: 16, ex: EX, containerWidth: 80 * EX });
  const svg = adaptor.innerHTML(node).replaceAll('currentColor', color);
  return svg
    .replace(/^(<svg[^>]*?) style="[^"]*"/, '$1')
    .replace(/^(<svg[^>]*? width=")([\d.]+)ex"/, (_all, head, ex) => `${head}${Math.ceil(Number(ex) * EX)}px"`)
    .replace(/^(<svg[^>]*? height=")([\d.]+)ex"/, (_all, head, ex) => `${head}${Math.ceil(Number(ex) * EX)}px"`);
}

parentPort?.on('message', (order: TypesetOrder) => {
  let answer: TypesetAnswer;
  try {
    answer = { svg: typeset(order) };
  } catch (error) {
    answer = { error: error instanceof Error ? error.message : String(error) };
  }
  // Equation numbers and labels start afresh.
  page.inputJax[0]?.reset();
  parentPort!.postMessage(answer);
});
parentPort?.postMessage('ready');
