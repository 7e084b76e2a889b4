// A page of blocks as problems with their solutions; a page that is no solution gives none.
import type { Problem, Solution, Text } from '../model';
import { type Block, blocksOf, unmark } from './blocks';
import { isDocumentationHeading, weigh } from './evidence';
import { statementIn } from './markers';
import { formulaAround, lineEndAt, type Page, placeOf, slice, trimmed } from './page';
import { gather, makeSteps } from './steps';

type Section = {
  title?: string;
  /** Where the section's first mark stands. */
  start: number;
  problem: Block[];
  body: Block[];
  /** A problem mark, a solution mark: how sure it is that this is a solution. */
  asked: boolean;
  solved: boolean;
  problemLevel: number;
  solutionLevel: number;
  /** The rest of the problem's own heading. */
  headline?: { readonly start: number; readonly end: number };
};

/** The solutions of a page, in document order, their ids counted from 1. */
export function readSolutions(page: Page): Solution[] {
  const blocks = blocksOf(page);
  const sections = divide(page, blocks);
  const steps = blocks.filter(b => b.kind === 'step').length;
  const headings = blocks.filter(b => b.kind === 'heading');
  const documentation = headings.filter(b => isDocumentationHeading(b.title ?? '')).length;
  const about = headings[0]?.level === 1 ? headings[0].title : undefined;
  const solutions: Solution[] = [];
  for (const section of sections) {
    const body = section.body.filter(b => b.kind !== 'mark' && b.kind !== 'end');
    if (!body.length) continue;
    const end = body.at(-1)!.end;
    const sure = section.asked && section.solved;
    if (!isReasoning(page, body[0]!.start, end, section.asked || section.solved || steps >= 2, sure, documentation)) continue;
    const id = String(solutions.length + 1);
    const problem = problemOf(page, section);
    const made = makeSteps(page, gather(page, section.body), id, problem?.text ?? '');
    if (!made.length || made.every(step => step.role === 'prose')) continue;
    const start = placeOf(page, section.start);
    const title = section.title ?? (sections.length === 1 ? about : undefined) ?? titleFrom(problem?.text ?? made[0]!.text.text);
    const span = { start: Math.min(start, problem?.span.start ?? start, made[0]!.span.start), end: made.at(-1)!.span.end };
    solutions.push(problem ? { id, title, span, problem, steps: made } : { id, title, span, steps: made });
  }
  return solutions;
}

/** A title from the first words of a text: at most 60 characters, cut at a word. */
export function titleFrom(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= 60) return line;
  const cut = line.slice(0, 60);
  return `${cut.slice(0, Math.max(20, cut.lastIndexOf(' ')))}…`;
}

/** Whether a body is mathematical reasoning: something related, and not mostly code or prose. */
function isReasoning(page: Page, start: number, end: number, marked: boolean, sure: boolean, documentation: number): boolean {
  const found = weigh(page, start, end);
  const strong = found.relations + found.computed;
  const any = found.relations + found.plain;
  if (documentation >= 2 && !sure) return false;
  if (marked && found.spoken > 0 && found.code === 0 && (any + found.formulas + found.spoken) * 8 >= found.lines) return true;
  if (found.code > any && found.code * 3 > found.lines) return false;
  if (sure) return (any > 0 || (found.formulas > 0 && found.code === 0)) && (any + found.formulas) * 20 >= found.lines;
  if (marked) return (any > 0 || found.formulas > 0) && found.code <= any && (any + found.formulas) * 12 >= found.lines;
  return strong > 0 && any * 8 >= found.lines && documentation === 0;
}

function problemOf(page: Page, section: Section): Text | undefined {
  const first = section.problem[0];
  const range = first ? { start: first.start, end: section.problem.at(-1)!.end } : section.headline;
  if (!range) return undefined;
  const span = trimmed(page, range.start, range.end);
  return span.end > span.start ? slice(page, span.start, span.end) : undefined;
}

/** Blocks as sections: at problem marks, else at solution marks, else one for the whole page. */
function divide(page: Page, blocks: readonly Block[]): Section[] {
  const sections: Section[] = [];
  const loose: Block[] = [];
  let open: Section | undefined;
  /** The problem has been closed by its markup: what follows is its solution. */
  let answering = false;
  const begin = (block: Block): Section => {
    answering = false;
    const section: Section = { start: block.start, problem: [], body: [], asked: false, solved: false, problemLevel: 8, solutionLevel: 8 };
    sections.push(section);
    return section;
  };
  for (let i = 0; i < blocks.length; i++) {
    const block = blocks[i]!;
    if (block.kind === 'mark' && block.mark === 'problem') {
      open = begin(block);
      open.asked = true;
      open.title = block.title;
      open.problemLevel = block.level;
      const rest = block.heading ? statementIn(block.title ?? '') : 0;
      if (block.heading && rest > 0 && rest < block.end - block.start) open.headline = { start: block.start + rest, end: block.end };
    } else if (block.kind === 'mark' && block.weak && open?.solved) {
      const next = blocks[i + 1];
      const joins = next && next.kind !== 'mark' && next.kind !== 'end';
      open.body.push(...unmark(page, joins ? [block, next] : [block]));
      if (joins) i++;
    } else if (block.kind === 'mark') {
      if (!open || open.solved) {
        const before: Section | undefined = open;
        open = begin(block);
        open.title = before?.title ? `${before.title}, ${block.title}` : undefined;
        open.asked = before?.asked ?? false;
        open.problem = before ? before.problem : loose.splice(0).filter(b => b.kind !== 'heading');
        open.headline = before?.headline;
        open.problemLevel = before?.problemLevel ?? 8;
        if (!before && open.problem[0]) open.start = open.problem[0].start;
      }
      open.solved = true;
      open.solutionLevel = block.level;
    } else if (block.kind === 'end') {
      if (block.mark === 'problem') answering = true;
      else if (block.mark === 'solution') open = undefined;
      else (open ? place(open) : loose).push(block);
    } else if (block.kind === 'heading' && open && closes(block, open)) {
      open = undefined;
    } else if (
      block.kind === 'answer' &&
      open &&
      !open.solved &&
      !open.body.length &&
      open.problem.length &&
      !answering &&
      isAnswerTitle(page, block)
    ) {
      open.solved = true;
      open.body.push(block);
    } else (open ? place(open) : loose).push(block);
  }
  for (const section of sections) if (!section.solved && !section.body.length) splitProblem(page, section);
  if (sections.length) return sections;
  const whole: Section = {
    start: loose[0]?.start ?? 0,
    problem: [],
    body: loose,
    asked: false,
    solved: false,
    problemLevel: 8,
    solutionLevel: 8,
  };
  if (loose.length) leadingProblem(page, whole);
  return loose.length ? [whole] : [];

  function place(section: Section): Block[] {
    return section.solved || answering ? section.body : section.problem;
  }
}

const isAnswerTitle = (page: Page, block: Block) => /answer/i.test(page.text.slice(block.start, Math.min(block.end, block.start + 30)));

const aside = /^(?:notes?|references?|comments?|licen[cs]e|sources?|see also|remarks?|credits|further reading|discussion|appendix)\b/i;

/** A heading of the problem's own level, or above the solution's, ends the section; so does one that names an aside. */
function closes(heading: Block, section: Section): boolean {
  if (aside.test(heading.title ?? '') && heading.level <= section.solutionLevel) return true;
  if (section.problemLevel <= 6 && heading.level <= section.problemLevel)
    return section.problemLevel !== section.solutionLevel || heading.level < section.problemLevel;
  return section.solved && section.solutionLevel <= 6 && heading.level < section.solutionLevel;
}

/** A problem without a solution mark: its statement is what stands before the first step, else its first paragraph. */
function splitProblem(page: Page, section: Section): void {
  const blocks = section.problem;
  if (!blocks.length) return;
  if (section.headline) {
    section.problem = [];
    section.body = blocks;
    return;
  }
  let cut = blocks.findIndex(b => ['step', 'heading', 'answer', 'case', 'end'].includes(b.kind));
  if (cut <= 0) cut = 1;
  while (
    cut < blocks.length &&
    cut < 4 &&
    blocks[cut]!.kind === 'paragraph' &&
    /^(?:\$\$|\\\[)/.test(page.text.slice(blocks[cut]!.start)) &&
    /:\s*$/.test(page.text.slice(blocks[cut - 1]!.start, blocks[cut - 1]!.end))
  )
    cut++;
  section.problem = blocks.slice(0, cut);
  section.body = blocks.slice(cut);
}

const asks =
  /^(?:\W*(?:Solve|Find|Compute|Evaluate|Prove|Show that|Simplify|Determine|Calculate|Factor(?:ise|ize)?|Expand|Differentiate|Integrate|How (?:many|much|long|far|old)|What (?:is|are)|Write|Express)\b)|\?\s*$/;

/** The first paragraph of an unmarked page, or its title, is its problem where it asks something and more follows. */
function leadingProblem(page: Page, section: Section): void {
  const titled = section.body[0]?.kind === 'heading' && section.body[0].level === 1;
  const title = titled ? section.body[0]! : undefined;
  const blocks = titled ? section.body.slice(1) : section.body;
  section.body = blocks;
  const first = blocks[0];
  const asked = (block: Block) => asks.test(page.text.slice(block.start, block.end));
  if (first?.kind === 'paragraph' && blocks.length > 1 && blocks[1]!.kind !== 'end' && asked(first)) {
    let end = 1;
    while (end + 1 < blocks.length && endsOpen(page, blocks[end - 1]!) && blocks[end]!.kind === 'paragraph') end++;
    section.problem = blocks.slice(0, end);
    section.body = blocks.slice(end);
  } else if (title && asked(title) && /[\d=]/.test(title.title ?? '')) section.problem = [title];
}

const endsOpen = (page: Page, block: Block) => /:\s*$/.test(page.text.slice(Math.max(block.start, block.end - 4), block.end));

/** Displays that stand open in a page's solutions: each from its delimiter to where reading gave up. */
export function unclosed(page: Page, solutions: readonly Solution[]): Problem[] {
  if (!solutions.length) return [];
  const problems: Problem[] = [];
  const report = (start: number, end: number, what: string) => {
    const span = { start: placeOf(page, start), end: placeOf(page, end) };
    if (solutions.some(s => span.start >= s.span.start && span.start < s.span.end))
      problems.push({ span, code: 'unclosed-math', message: `${what} is not closed; reading stopped at the next blank line.` });
  };
  for (const { span, inner } of page.maths) {
    if (inner.start === span.start || inner.end !== span.end) continue;
    const opening = page.text.slice(span.start, inner.start);
    report(
      span.start,
      span.end,
      opening.startsWith('\\begin') ? `The environment ${opening.slice(6)}` : `The formula opened by ${opening}`,
    );
  }
  for (let at = page.text.indexOf('$$'); at >= 0; at = page.text.indexOf('$$', at + 2)) {
    const around = formulaAround(page, at + 1);
    if (around) at = Math.max(at, around.span.end - 2);
    else report(at, lineEndAt(page.text, at), 'The formula opened by $$');
  }
  return problems;
}
