// Blocks gathered into the steps a person would count.
import type { Maths, Span, Step, Text } from '../model';
import type { Block } from './blocks';
import { hasRelation } from './evidence';
import { bareFormula, continues, isDisplay, opensWithDisplay } from './lines';
import { formulasIn, formulasOf, type Page, slice, trimmed } from './page';
import { roleOf } from './roles';

export type Piece = { readonly start: number; readonly end: number; readonly label?: string };

type Growing = { first: Block; last: Block; end: number; label?: string; blocks: number; bullets: boolean };

/** Gathers the blocks of one solution into pieces; marks and ends are no text and only separate. */
export function gather(page: Page, blocks: readonly Block[]): Piece[] {
  const lastStep = blocks.findLastIndex(b => b.kind === 'step');
  const pieces: Growing[] = [];
  let current: Growing | undefined;
  for (const [i, block] of blocks.entries()) {
    if (block.kind === 'mark' || block.kind === 'end') {
      current = undefined;
      continue;
    }
    if (!current || opens(page, block, current, lastStep >= 0, i > lastStep)) {
      current = { first: block, last: block, end: block.end, label: block.label ?? labelOf(block), blocks: 1, bullets: false };
      pieces.push(current);
    } else {
      if (block.kind === 'bullet') current.bullets = true;
      current.last = block;
      current.end = block.end;
      current.blocks++;
    }
  }
  return pieces.map(p => ({ start: p.first.start, end: p.end, label: p.label }));
}

const labelOf = (block: Block) => (block.kind === 'heading' ? block.title : undefined);

/** Whether `block` starts a step of its own beside `current`. */
function opens(page: Page, block: Block, current: Growing, explicit: boolean, final: boolean): boolean {
  const { first, last } = current;
  const alone = current.blocks === 1 && isTitle(page, first);
  switch (block.kind) {
    case 'heading':
    case 'step':
      return true;
    case 'case':
      return !alone || first.kind !== 'label';
    case 'answer':
      return true;
  }
  if (first.kind === 'step')
    return block.gap && block.level === 0 && block.kind === 'paragraph' && !alone && final && concludes(page, block);
  if (alone && (block.kind === 'paragraph' || block.kind === 'bullet')) return false;
  const inList = first.kind === 'item' || first.kind === 'bullet' || first.kind === 'case';
  const nested = inList && (page.mode === 'tex' ? block.level > first.level : block.level >= first.level + 2);
  switch (block.kind) {
    case 'item':
      return !nested;
    case 'label':
      return !nested || explicit;
    case 'bullet':
      return !(nested || current.bullets || endsWith(page, last, ':'));
  }
  if (nested || (page.mode === 'tex' && inList && block.level === first.level && block.level > 0)) return false;
  if (!block.gap && first.kind !== 'paragraph' && first.kind !== 'answer') return false;
  return !glued(page, block, last);
}

/** A heading, a bold label or a line that ends in a colon, and nothing else. */
function isTitle(page: Page, block: Block): boolean {
  if (block.kind === 'heading') return true;
  const text = page.text.slice(block.start, block.end);
  if (text.includes('\n')) return false;
  if (block.kind === 'label') return /^(\*\*|__)[^*_]*\1\s*:?$/.test(text);
  if (block.kind === 'answer') return /^[\W_]*(?:the\s+)?(?:final\s+)?answer\W*$/i.test(text);
  return block.kind === 'step' || block.kind === 'item' ? !hasRelation(text) : false;
}

/** A paragraph that belongs to the one before it: a display after its sentence, a chain carried on, "where …". */
function glued(page: Page, block: Block, last: Block): boolean {
  if (endsWith(page, last, ':')) return true;
  const text = page.text.slice(block.start, Math.min(block.end, block.start + 400));
  if (!block.gap && last.kind === 'paragraph') return false;
  const lastDisplay = isDisplay(page, last.start, last.end);
  if (continues(text)) return true;
  if (opensWithDisplay(page, block.start)) return !lastDisplay || endsWith(page, last, ',') || sameLeftSide(page, last, block);
  if (endsWith(page, last, ',')) return true;
  if (endsInDisplay(page, last) && /^(?:[a-z]|\(?(?:where|with)\b)/.test(text) && !bareFormula(text.split('\n', 1)[0]!)) return true;
  const lastText = page.text.slice(Math.max(last.start, last.end - 200), last.end);
  return (
    !/[.!?]\W*$/.test(lastText) &&
    !hasRelation(lastText) &&
    !/\d/.test(lastText) &&
    bareFormula(text) &&
    formulasIn(page, block.start, block.start + 1).length > 0
  );
}

function endsInDisplay(page: Page, block: Block): boolean {
  const tail = trimmed(page, block.start, block.end);
  const formula = formulasIn(page, tail.end - 1, tail.end)[0];
  return formula?.display ?? false;
}

function sameLeftSide(page: Page, last: Block, block: Block): boolean {
  const left = (b: Block) => {
    const formula = formulasIn(page, b.start, b.start + 1)[0];
    return formula
      ? page.text
          .slice(formula.inner.start, Math.min(formula.inner.end, formula.inner.start + 300))
          .split('=')[0]!
          .replace(/[\s&]/g, '')
      : '';
  };
  const own = left(block);
  return own.length > 0 && own === left(last);
}

function endsWith(page: Page, block: Block, mark: ':' | ','): boolean {
  const tail = page.text.slice(Math.max(block.start, block.end - 8), block.end);
  return mark === ':' ? /:\s*(?:\*\*|__|\})?\s*$/.test(tail) : /,\s*(?:\$\$|\\\]|\$|\\\))?\s*$/.test(tail);
}

/** A paragraph after the last numbered step that concludes the whole rather than that step. */
function concludes(page: Page, block: Block): boolean {
  const text = page.text.slice(block.start, block.end);
  return roleOf(text, [], '') === 'answer' || /^(?:\*\*)?(?:Therefore|Thus|Hence|In conclusion|Conclusion)\b/.test(text);
}

/** Makes the steps of solution `id` from its pieces, numbered from 0. */
export function makeSteps(page: Page, pieces: readonly Piece[], id: string, problem: string): Step[] {
  const steps: Step[] = [];
  for (const piece of pieces) {
    const { start, end } = trimmed(page, piece.start, piece.end);
    if (end === start) continue;
    const fenced = formulasIn(page, start, end).filter(m => m.span.start === m.inner.start);
    const formulas = fenced.map(m => ({ start: indexIn(page, start, m.inner.start), end: indexIn(page, start, m.inner.end) }));
    steps.push(makeStep(slice(page, start, end), page.mode, id, steps.length, problem, piece.label, formulas));
  }
  return steps;
}

/** Where offset `at` of the page stands in the slice that begins at `start`. */
function indexIn(page: Page, start: number, at: number): number {
  let holes = 0;
  for (const hole of page.holes) if (hole.start >= start && hole.end <= at) holes += hole.end - hole.start;
  return at - start - holes;
}

/** Makes one step from its text. `formulas` are displays that no delimiter shows, as indices into the text. */
export function makeStep(
  text: Text,
  mode: Page['mode'],
  id: string,
  number: number,
  problem: string,
  label?: string,
  formulas: readonly Span[] = [],
): Step {
  let maths: Maths[] = formulasOf(text.text, mode);
  if (formulas.length)
    maths = [
      ...maths.filter(m => !formulas.some(f => m.span.start < f.end && f.start < m.span.end)),
      ...formulas.map(inner => ({ span: inner, inner, display: true })),
    ].sort((a, b) => a.span.start - b.span.start);
  const step = { id: `${id}/${number}`, span: text.span, number, role: roleOf(text.text, maths, problem), text, maths };
  return label === undefined ? step : { ...step, label };
}
