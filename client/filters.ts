// Which solutions the Hence view lists.
import { type DatasetVerdict, type SolutionSummary, slipsOfProofs } from '../server/protocol';

export type Filter = { readonly verdict?: DatasetVerdict; readonly slip?: string };

export const verdictNames: Readonly<Record<DatasetVerdict, string>> = {
  root: 'Proved wrong',
  opinion: 'Doubted by an opinion',
  disagreement: 'Disagreeing with the label',
  unlabelled: 'Without a label',
  none: 'No error found',
  unchecked: 'Not checked',
};

/** LEMMA's names of slips, as a person reads them. */
export const slipNames = [
  ...slipsOfProofs,
  'confusing_concept',
  'question_understanding',
  'adding_irrelevant_information',
  'nonsense_output',
] as const;

export function fits(solution: SolutionSummary, { verdict, slip }: Filter): boolean {
  const has = (standing: string) => solution.findings.some(finding => finding.standing === standing);
  if (slip !== undefined && !solution.findings.some(finding => finding.slip === slip)) return false;
  switch (verdict) {
    case undefined:
      return true;
    case 'root':
      return has('root');
    case 'opinion':
      return !has('root') && has('opinion');
    case 'disagreement':
      return solution.label !== undefined && solution.label !== solution.firstError;
    case 'unlabelled':
      return solution.label === undefined;
    case 'none':
      return !has('root') && !has('opinion') && solution.coverage.checked > 0;
    case 'unchecked':
      return !has('root') && !has('opinion') && solution.coverage.checked === 0;
  }
}

export function nameOf({ verdict, slip }: Filter): string | undefined {
  if (slip !== undefined) return `slip: ${slip.replaceAll('_', ' ')}`;
  return verdict && verdictNames[verdict].toLowerCase();
}
