// Plain text: "Problem:", "Solution:", "Q:" and "A:", "Step 1", numbered lines, or one line a step as pupils write.
import type { Format } from '../model';
import { bareRelationOf } from './evidence';
import { guarded } from './guard';
import { type Markup, readDrawings, readTags } from './markup';
import { names } from './names';
import { makePage, plainText } from './page';
import { readSolutions, unclosed } from './sections';

const comment = /\[hence-ignore[^\]\n]{0,200}\]/g;

export const text: Format = {
  ...names.text,
  score(source) {
    const lines = source
      .slice(0, 4096)
      .split('\n')
      .filter(line => line.trim());
    if (!lines.length) return 0;
    const related = lines.filter(line => bareRelationOf(line) !== 'none').length;
    return Math.min(0.5, 0.1 + (related / lines.length) * 0.6);
  },
  parse(source) {
    return guarded('text', source, () => {
      const markup: Markup = { holes: [], cuts: [], formulas: [] };
      for (const match of source.matchAll(comment)) markup.holes.push({ start: match.index, end: match.index + match[0].length });
      if (source.includes('<')) readTags(source, markup);
      readDrawings(source, markup);
      const page = makePage(plainText(source), 'plain', markup.holes, markup.cuts);
      const solutions = readSolutions(page);
      return { solutions, problems: unclosed(page, solutions) };
    });
  },
  comment: body => `[${body}]`,
};
