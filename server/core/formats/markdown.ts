// Markdown: notes, homework, transcripts of a model.
import type { Format } from '../model';
import { guarded } from './guard';
import { readMarkup } from './markup';
import { names } from './names';
import { makePage, plainText } from './page';
import { readSolutions, unclosed } from './sections';

export const markdown: Format = {
  ...names.markdown,
  score(text) {
    const head = text.slice(0, 4096);
    let score = 0;
    if (/^#{1,6} \S/m.test(head)) score += 0.4;
    if (/\*\*[^*\n]+\*\*|^[-*] \S|^\d+\. \S/m.test(head)) score += 0.2;
    if (/^(?:```|~~~)|\]\(|^> /m.test(head)) score += 0.15;
    if (/\$[^$\n]+\$|\\[([]|<\/?(?:think|step)/.test(head)) score += 0.15;
    return /\\(?:documentclass|begin\{document\})/.test(head) ? 0 : score;
  },
  parse(text) {
    return guarded('markdown', text, () => {
      const { holes, cuts, formulas } = readMarkup(text);
      const page = makePage(plainText(text), 'markdown', holes, cuts, formulas);
      const solutions = readSolutions(page);
      return { solutions, problems: unclosed(page, solutions) };
    });
  },
  comment: body => `<!-- ${body} -->`,
};
