// `hence verifiers`.
import { verifiers } from '../core/verifiers';
import { opinionSources } from '../models';
import { oneLine, paint, wantsColour } from './colour';
import { exit, type Io } from './io';
import type { Misuse, Options } from './options';

export async function listVerifiers(options: Options, io: Io): Promise<number | Misuse> {
  const list = [...verifiers, ...opinionSources].map(verifier => ({
    id: verifier.id,
    about: verifier.about,
    examples: 'examples' in verifier ? [...verifier.examples] : [],
  }));
  if (options.format === 'json') {
    await io.stdout.write(`${JSON.stringify(list, null, 2)}\n`);
    return exit.clean;
  }
  const { bold, dim } = paint(wantsColour(options.color, io.stdout.isTTY, io.env));
  const blocks = list.map(({ id, about, examples }) => {
    const drawn = examples.map(example =>
      example
        .trimEnd()
        .split('\n')
        .map(line => `    ${line}`)
        .join('\n'),
    );
    return `${bold(id)}  ${oneLine(about)}\n${drawn.map(example => `${dim(example)}\n`).join('\n')}`;
  });
  await io.stdout.write(blocks.join('\n'));
  return exit.clean;
}
