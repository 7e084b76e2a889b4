// A checklist for grading: yes-or-no questions from a rubric or a reference, each answered by itself (TICK, arXiv 2410.03608).
import type { Opinion } from '../../core';
import { flag, interview, list, text, texts } from '../asking';
import { asData, frame, harmless } from '../transcript';
import type { Asking, ModelVerifier } from '../verifier';

export function checklistVerifier(asking: Asking, rubric?: string): ModelVerifier {
  const { chat, secret } = asking;
  return {
    id: 'checklist',
    about: 'Yes-or-no questions made of a rubric or of the reference solution, each answered by itself; the share of yes is the grade.',
    by: chat.by,
    speed: 'slow',
    version: 1,
    key: JSON.stringify([chat.by, rubric ?? '']),
    idle: ({ solution }) =>
      solution.steps.length === 0
        ? 'there is no step'
        : rubric || solution.reference
          ? undefined
          : 'there is neither a rubric nor a reference to grade by',
    async judge({ solution }, signal): Promise<Opinion> {
      const source = rubric ?? solution.reference!.text;
      const { ask, dated } = interview(asking, signal);
      const made = await ask({
        prompt: 'checklist-make-1',
        parts: [
          'Make a checklist for grading solutions of this problem: short questions with yes or no as answer, where yes is good, each about one thing, none about style. Take them from the text below and from nothing else. At most ten.',
          `Problem:\n${harmless(solution.problem?.text ?? '')}`,
          `${rubric ? 'Rubric' : 'Reference'}:\n${harmless(source)}`,
        ],
        properties: { questions: list(text) },
      });
      const questions = texts(made.questions, 10);
      const base = { verifier: 'checklist', by: chat.by, first: null, objections: [] };
      if (questions.length === 0) return { ...base, why: 'no checklist could be made', ...dated() };
      const framed = await frame(solution, { secret });
      // One question a request: asked together, a model answers the whole and not the parts.
      const answers = await Promise.all(
        questions.map(question =>
          ask({
            prompt: 'checklist-answer-1',
            parts: [`${asData(framed)}`, framed.text, `Question: ${harmless(question)}`],
            properties: { why: text, yes: flag },
          }),
        ),
      );
      const checklist = questions.map((item, i) => ({ item, passed: answers[i]!.yes === true }));
      const failed = checklist.filter(({ passed }) => !passed);
      const score = 1 - failed.length / checklist.length;
      const step = solution.steps.length - 1;
      return {
        ...base,
        checklist,
        objections: failed.map(({ item }) => ({ step, hint: true, message: `Not met: ${item}`, score, threshold: 1 })),
        ...dated(),
      };
    },
  };
}
