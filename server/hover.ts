// What is known about the mathematics under the pointer: verdict, both sides typeset, witness, premises, slip, repair.
import { type Hover, MarkupKind } from 'vscode-languageserver';
import { rangeOf, stepName } from './convert';
import type { Checked, Finding, Op, Shown, SolutionAnalysis, Span, Step, Witness } from './core';
import type { Images } from './images';
import { type Markup, markdown, plain } from './markup';
import type { Mender } from './mend';
import type { Snapshot } from './session';

/** Findings, repairs and premises shown at most: a hover is read at a glance. */
const MOST = 3;
const PREMISES = 6;

type Side = { readonly left: Shown; readonly op: Op; readonly right: Shown };

/** What a hover is about: findings where there are any, else the claim. */
type Topic = { readonly one: SolutionAnalysis; readonly findings: readonly Finding[]; readonly claim?: Checked; readonly span: Span };

/**
 * The hover at `offset`, or null where nothing was claimed. Without `images`, or where they are late, formulas are read
 * as text.
 */
export async function hoverOf(
  snapshot: Snapshot,
  offset: number,
  markdownAllowed: boolean,
  mend: Mender['mended'],
  images?: Images,
): Promise<Hover | null> {
  const found = topicAt(snapshot, offset);
  if (!found) return null;
  const topic = { ...found, findings: found.findings.map(finding => mend(snapshot, found.one, finding)) };
  const style = markdownAllowed ? markdown : plain;
  const formulas = images ? formulasOf(topic) : [];
  const typeset = new Map<string, string>();
  if (images && formulas.length > 0) {
    const made = await images.get(formulas);
    for (const [i, uri] of made.entries()) if (uri) typeset.set(formulas[i]!, uri);
  }
  const write = writer(snapshot, topic.one, style, typeset);
  const paragraphs = topic.findings.length > 0 ? topic.findings.flatMap(write.finding) : write.claim(topic.claim!);
  const value = paragraphs.filter(Boolean).join('\n\n');
  return {
    contents: { kind: markdownAllowed ? MarkupKind.Markdown : MarkupKind.PlainText, value },
    range: rangeOf(snapshot.document, topic.span),
  };
}

/** The formulas hovers over this snapshot's findings will want, the most wanted first. */
export function formulasAhead(snapshot: Snapshot, most: number, mend: Mender['mended']): string[] {
  const wanted = new Set<string>();
  for (const one of snapshot.analysis.solutions) {
    for (const finding of one.findings) {
      if (wanted.size >= most) return [...wanted].slice(0, most);
      if (finding.standing !== 'root') continue;
      for (const tex of formulasOf({ one, findings: [mend(snapshot, one, finding)], span: finding.span })) wanted.add(tex);
    }
  }
  return [...wanted].slice(0, most);
}

function topicAt(snapshot: Snapshot, offset: number): Topic | undefined {
  const covers = (span: Span) => span.start <= offset && offset <= span.end;
  const size = (span: Span) => span.end - span.start;
  for (const one of snapshot.analysis.solutions) {
    if (!covers(one.solution.span)) continue;
    const findings = one.findings.filter(finding => covers(finding.span)).sort((a, b) => size(a.span) - size(b.span));
    if (findings.length > 0) return { one, findings: findings.slice(0, MOST), span: findings[0]!.span };
    const [claim] = one.claims.filter(each => covers(each.span)).sort((a, b) => size(a.span) - size(b.span));
    if (claim) return { one, findings: [], claim, span: claim.span };
  }
  return undefined;
}

function formulasOf(topic: Topic): string[] {
  return topic.findings.flatMap(({ claim, repairs }) => [
    ...(claim ? [texOf(claim)] : []),
    ...repairs.slice(0, MOST).flatMap(repair => (repair.shown ? [repair.shown.tex] : [])),
  ]);
}

function writer(snapshot: Snapshot, one: SolutionAnalysis, style: Markup, typeset: ReadonlyMap<string, string>) {
  const steps = new Map(one.solution.steps.map(step => [step.id, step]));
  const linkTo = (label: string, span: Span) => {
    // Cells of notebooks have a fragment of their own, which a line would take the place of.
    if (snapshot.uri.includes('#')) return style.text(label);
    const { start } = rangeOf(snapshot.document, span);
    return style.link(label, `${snapshot.uri}#L${start.line + 1},${start.character + 1}`);
  };
  const linkToStep = (id: string | undefined, span?: Span) => {
    const step = id === undefined ? undefined : steps.get(id);
    if (step) return linkTo(stepName(step), span ?? step.span);
    const problem = span ?? one.solution.problem?.span;
    return problem ? linkTo('the problem', problem) : style.text('the problem');
  };
  const formula = (tex: string, text: string) => {
    const image = typeset.get(tex);
    return image ? style.image(image, text) : '';
  };

  /** What the claim uses, else what its step uses, as links. That a step merely comes next is no use of it. */
  function uses(step: string, claim: Checked | undefined): string {
    const own = claim?.premises ?? [];
    // An edge's span is where the step uses it, a premise's where it comes from.
    const sources = own.length > 0 ? own : one.edges.filter(edge => edge.to === step).map(edge => ({ ...edge, span: edge.at }));
    const links = sources
      .filter(({ why }) => why !== 'adjacent')
      .map(({ from, span, label }) => {
        const link = linkToStep(from, span);
        return label ? `${link}: ${style.code(label)}` : link;
      });
    const each = [...new Set(links)];
    if (each.length === 0) return '';
    return `Uses ${each.slice(0, PREMISES).join(', ')}${each.length > PREMISES ? ` and ${each.length - PREMISES} more` : ''}.`;
  }

  /** Where the numbers of a claim come from: a lens, and no judgement. */
  function numbers(step: string, span: Span): string {
    const sources = one.steps.find(status => status.step === step)?.sources ?? [];
    const own = sources.filter(s => span.start <= s.span.start && s.span.end <= span.end && s.from !== step);
    const each = own.map(s => {
      const from =
        s.from === 'constant' ? style.text(s.note ?? 'constant') : s.from === 'none' ? style.text('nowhere') : linkToStep(s.from, s.at);
      return `${style.code(s.text)} ${s.from === 'constant' ? `(${from})` : `from ${from}`}`;
    });
    const all = [...new Set(each)];
    return all.length
      ? `Numbers: ${all.slice(0, PREMISES).join(', ')}${all.length > PREMISES ? ` and ${all.length - PREMISES} more` : ''}.`
      : '';
  }

  function finding(it: Finding): string[] {
    const step = steps.get(it.step);
    const claim = one.claims.find(each => each.step === it.step && each.span.start === it.span.start && each.span.end === it.span.end);
    return [
      title(it, step),
      it.standing === 'inherited' && it.root ? `${style.text(it.message)} ${linkToStep(it.root)}` : style.text(it.message),
      it.claim ? formula(texOf(it.claim), textOf(it.claim)) : '',
      it.claim ? style.code(textOf(it.claim)) : '',
      it.witness ? witness(it.witness, it.message) : '',
      it.slip ? slip(it.slip) : '',
      ...it.repairs.slice(0, MOST).map(repair => {
        const correction = repair.shown ? formula(repair.shown.tex, repair.shown.text) || style.code(repair.shown.text) : '';
        const told = it.message.startsWith(repair.explanation.replace(/\.$/, ''));
        return [style.strong('Correction:'), told && correction ? '' : style.text(repair.explanation), correction]
          .filter(Boolean)
          .join(' ');
      }),
      uses(it.step, claim),
      numbers(it.step, it.span),
      said(it),
    ];
  }

  function title(it: Finding, step: Step | undefined): string {
    const name = step ? stepName(step) : `Step ${it.number + 1}`;
    if (it.standing === 'root') return style.strong(`✗ ${name} does not follow`);
    if (it.standing === 'inherited') return style.strong(`↳ ${name} follows from a wrong step`);
    return style.strong(it.standing === 'opinion' ? `? ${name} is doubted` : `ⓘ ${name}`);
  }

  function witness({ at, left, op, right, premise, note }: Witness, message: string): string {
    const values = at.map(({ name, value }) => style.code(`${name} = ${value.text}`)).join(', ');
    const sides =
      op === '='
        ? `the left side is ${style.code(left.text)}, the right side is ${style.code(right.text)}`
        : `the claim reads ${style.code(`${left.text} ${op} ${right.text}`)}`;
    const given = premise
      ? `; the line before holds there (${style.code(`${premise.left.text} ${premise.op} ${premise.right.text}`)})`
      : '';
    const told = message.includes(left.text) && message.includes(right.text) && at.every(({ value }) => message.includes(value.text));
    const line = told ? '' : `${at.length > 0 ? `At ${values} ${sides}` : capital(sides)}${given}.`;
    return [line, note ? `${style.text(capital(note))}.` : ''].filter(Boolean).join(' ');
  }

  function slip({ name, detail }: NonNullable<Finding['slip']>): string {
    const group = name.replaceAll('_', ' ');
    // That a wrong number is a slip of calculation says nothing new.
    if (!detail && name === 'calculation') return '';
    return `Likely slip: ${style.strong(detail ?? group)}${detail && detail !== group ? ` (${style.text(group)})` : ''}`;
  }

  function said(it: Finding): string {
    if (it.opinion) return style.text(`Said by ${it.opinion.by}: ${it.opinion.score}, threshold ${it.opinion.threshold}`);
    if (it.standing === 'root') return style.text(`Refuted by the verifier ${it.verifier}`);
    return style.text(`Noted by the verifier ${it.verifier}`);
  }

  function claim(it: Checked): string[] {
    const { outcome } = it;
    if (outcome.outcome === 'fails')
      return [style.text(`does not hold (${it.verifier}): ${outcome.message}`), uses(it.step, it), numbers(it.step, it.span)];
    const needs = outcome.needs?.map(n => `Needs ${style.code(`${n.left.text} ${n.op} ${n.right.text}`)}: ${style.text(n.why)}.`) ?? [];
    if (outcome.outcome === 'unknown') return [style.text(`not checked: ${outcome.why}`), ...needs];
    const note = [it.verifier, outcome.note].filter(Boolean).join(', ');
    return [
      style.text(`holds${outcome.arrow && outcome.arrow !== '=' ? ` ${outcome.arrow}` : ''} (${note})`),
      ...needs,
      uses(it.step, it),
      numbers(it.step, it.span),
    ];
  }

  return { finding, claim };
}

function textOf({ left, op, right }: Side): string {
  return `${left.text} ${op} ${right.text}`;
}

const relations: Readonly<Record<Op, string>> = {
  '=': '=',
  '≈': '\\approx',
  '≠': '\\ne',
  '<': '<',
  '≤': '\\le',
  '>': '>',
  '≥': '\\ge',
  '≡': '\\equiv',
  '∈': '\\in',
  '∉': '\\notin',
};

function texOf({ left, op, right }: Side): string {
  return `${left.tex} ${relations[op]} ${right.tex}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
