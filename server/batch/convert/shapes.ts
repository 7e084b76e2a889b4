// The shapes that step-labelled data sets have. Sources: the data sets' own documentation and files.
import { compact, firstRatedWrong, impliedRatings, isRecord, isText, isTexts, type Json, type Sample, type Shape, textOf } from './sample';

const idOf = (value: unknown) => (isText(value) || typeof value === 'number' ? value : undefined);

/** A correction, the first of several. */
function correctionOf(value: unknown): string | undefined {
  const first = textOf(Array.isArray(value) ? value[0] : value)?.trim();
  return first === undefined || first === '' || first === 'N/A' ? undefined : first;
}

/** arXiv 2412.06559: the index of the first wrong step from 0, -1 for none. */
const processbench: Shape = {
  id: 'processbench',
  about: 'ProcessBench: problem, steps, label (first wrong step from 0, -1 for none)',
  fits: record => isText(record.problem) && isTexts(record.steps) && (typeof record.label === 'number' || record.label === undefined),
  read: record => ({
    id: idOf(record.id),
    problem: record.problem as string,
    steps: record.steps as string[],
    label: typeof record.label === 'number' ? record.label : undefined,
    final: typeof record.final_answer_correct === 'boolean' ? record.final_answer_correct : undefined,
    reference: textOf(record.answer),
    correction: correctionOf(record.corrected_step),
  }),
  write: ({ id, problem, steps, label, ratings, final, reference, correction }) =>
    compact({
      id,
      problem,
      steps,
      final_answer_correct: final,
      label: label ?? (ratings && firstRatedWrong(ratings)),
      answer: reference,
      corrected_step: correction,
    }),
};

/** openai/prm800k: phase 2 ends at the first wrong step, where no completion is chosen. */
const prm800k: Shape = {
  id: 'prm800k',
  about: 'PRM800K (phase 2): question, label.steps[].completions[] with ratings -1, 0, 1; ends at the first wrong step',
  fits: record => isRecord(record.question) && isRecord(record.label) && Array.isArray(record.label.steps),
  read(record) {
    const question = record.question as Json;
    const steps: string[] = [];
    const ratings: (number | null)[] = [];
    let correction: string | undefined;
    for (const step of (record.label as { steps: Json[] }).steps) {
      const options = (Array.isArray(step.completions) ? step.completions : []) as Json[];
      const chosen = typeof step.chosen_completion === 'number' ? options[step.chosen_completion] : undefined;
      const human = isRecord(step.human_completion) ? step.human_completion : undefined;
      const pick = chosen ?? (options.length > 0 && !human ? options[0] : human);
      if (!pick || !isText(pick.text)) continue;
      steps.push(pick.text);
      ratings.push(typeof pick.rating === 'number' ? pick.rating : null);
      if (pick.rating === -1) correction ??= textOf(human?.text ?? options.find(option => option.rating === 1)?.text);
    }
    return {
      id: idOf(record.id),
      problem: textOf(question.problem) ?? '',
      steps,
      ratings,
      label: firstRatedWrong(ratings),
      reference: textOf(question.ground_truth_answer),
      correction,
    };
  },
  write(sample) {
    const ratings = impliedRatings(sample) ?? sample.steps.map(() => null);
    const wrong = ratings.findIndex(rating => rating !== null && rating < 0);
    const steps = wrong < 0 ? sample.steps : sample.steps.slice(0, wrong + 1);
    return compact({
      id: sample.id,
      question: compact({ problem: sample.problem, ground_truth_answer: sample.reference }),
      label: {
        steps: steps.map((text, i) => ({
          completions: [
            { text, rating: ratings[i], flagged: false },
            ...(i === wrong && sample.correction !== undefined ? [{ text: sample.correction, rating: 1, flagged: false }] : []),
          ],
          human_completion: null,
          chosen_completion: i === wrong ? null : 0,
        })),
        finish_reason: wrong < 0 ? 'solution' : 'found_error',
      },
    });
  },
};

/** dvlab-research/MR-GSM8K: steps are counted from 1, and "N/A" stands where there is none. */
const mrGsm8k: Shape = {
  id: 'mr-gsm8k',
  about: 'MR-GSM8K: question, model_output_steps, model_output_solution_first_error_step (from 1, or "N/A")',
  fits: record => isText(record.question) && isTexts(record.model_output_steps),
  read(record) {
    const first = Number(record.model_output_solution_first_error_step);
    const right = record.model_output_solution_correctness === 'correct';
    return {
      id: idOf(record.uuid),
      problem: record.question as string,
      steps: record.model_output_steps as string[],
      label: Number.isInteger(first) && first > 0 ? first - 1 : right ? -1 : undefined,
      final: isText(record.model_output_answer_correctness) ? record.model_output_answer_correctness === 'correct' : undefined,
      reference: textOf(record.ground_truth_answer),
      correction: textOf(record.model_output_solution_first_error_correction),
    };
  },
  write({ id, problem, steps, label, ratings, final, reference, correction }) {
    const first = label ?? (ratings && firstRatedWrong(ratings));
    const word = (right: boolean | undefined) => (right === undefined ? undefined : right ? 'correct' : 'incorrect');
    return compact({
      uuid: id,
      question: problem,
      ground_truth_answer: reference,
      model_output_steps: steps,
      model_output_answer_correctness: word(final),
      model_output_solution_correctness: word(first === undefined ? undefined : first < 0),
      model_output_solution_first_error_step: first === undefined ? undefined : first < 0 ? 'N/A' : first + 1,
      model_output_solution_first_error_correction: correction,
    });
  },
};

/** arXiv 2501.03124: a right solution that was made wrong; every wrong step is named, counted from 1. */
const prmbench: Shape = {
  id: 'prmbench',
  about: 'PRMBench: modified_question, modified_process, error_steps (every wrong step, from 1)',
  fits: record => isTexts(record.modified_process) && Array.isArray(record.error_steps),
  read(record) {
    const steps = record.modified_process as string[];
    const wrong = record.error_steps as unknown[];
    const ratings = steps.map((_, i) => (wrong.includes(i + 1) ? -1 : 1));
    const problem = [record.modified_question, record.question, record.original_question].find(text => isText(text) && text.trim() !== '');
    return { id: idOf(record.idx), problem: textOf(problem) ?? '', steps, ratings, label: firstRatedWrong(ratings) };
  },
  write(sample) {
    const ratings = impliedRatings(sample);
    if (!ratings) return 'nothing says which of its steps are right';
    return compact({
      idx: sample.id,
      modified_question: sample.problem,
      modified_process: sample.steps,
      error_steps: ratings.flatMap((rating, i) => (rating !== null && rating < 0 ? [i + 1] : [])),
    });
  },
};

/** TRL's stepwise supervision: a truth value for each completion. */
const trl: Shape = {
  id: 'trl',
  about: 'TRL stepwise supervision: prompt, completions, labels (true and false)',
  fits: record => isText(record.prompt) && isTexts(record.completions) && Array.isArray(record.labels),
  read(record) {
    const ratings = (record.labels as unknown[]).map(value => (typeof value === 'boolean' ? (value ? 1 : -1) : null));
    const steps = record.completions as string[];
    return { id: idOf(record.id), problem: record.prompt as string, steps, ratings, label: firstRatedWrong(ratings) };
  },
  write(sample) {
    const ratings = impliedRatings(sample);
    if (!ratings) return 'nothing says which of its steps are right';
    return compact({
      id: sample.id,
      prompt: sample.problem,
      completions: sample.steps,
      labels: ratings.map(rating => (rating === null ? null : rating >= 0)),
    });
  },
};

const opening = "Let's think step by step.";

/** arXiv 2406.18629: the steps before the first wrong one as one text, that one as rejected, a right one as chosen. */
const stepDpo: Shape = {
  id: 'step-dpo',
  about: 'Step-DPO: prompt, initial_reason_steps, chosen, rejected: one pair for each solution with a correction',
  fits: record => isText(record.prompt) && isText(record.chosen) && isText(record.rejected),
  read(record) {
    const before = textOf(record.initial_reason_steps) ?? '';
    const parts = before.split(/^Step \d+:/m).slice(1, -1);
    const steps = parts.map(part => part.trim());
    return {
      id: idOf(record.id),
      problem: record.prompt as string,
      steps: [...steps, (record.rejected as string).trim()],
      label: steps.length,
      reference: textOf(record.answer),
      correction: (record.chosen as string).trim(),
    };
  },
  write({ id, problem, steps, label, ratings, reference, correction }) {
    const first = label ?? (ratings && firstRatedWrong(ratings));
    if (first === undefined || first < 0) return 'no step of it is labelled wrong';
    if (correction === undefined) return 'nothing says what should stand in place of the wrong step';
    const bare = (text: string, i: number) => text.replace(new RegExp(`^Step ${i + 1}:\\s*`), '');
    const before = steps.slice(0, first).map((step, i) => `Step ${i + 1}: ${bare(step, i)}\n`);
    return compact({
      id,
      prompt: problem,
      initial_reason_steps: `${opening}\n${before.join('')}Step ${first + 1}:`,
      chosen: ` ${bare(correction, first)}`,
      rejected: ` ${bare(steps[first] ?? '', first)}`,
      answer: reference,
    });
  },
};

export const shapes: readonly Shape[] = [prm800k, mrGsm8k, prmbench, trl, stepDpo, processbench];

export function shapeOf(record: Json): Shape | undefined {
  return shapes.find(shape => shape.fits(record));
}

export type { Json, Sample, Shape };
