// The command line without the process: arguments and streams in, an exit code out.
import { version } from '../../package.json';
import { oneLine } from './colour';
import { commands } from './commands';
import { exit, type Io } from './io';
import { helpText, type Misuse, readOptions } from './options';

/** Runs one command and answers the exit code. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const options = readOptions(argv);
  if ('misuse' in options) return complain(options, io);
  try {
    if (options.command === 'help') await io.stdout.write(helpText(options.paths[0]));
    else if (options.command === 'version') await io.stdout.write(`${version}\n`);
    else {
      const run = await commands[options.command]!.load();
      const done = await run(options, io);
      return typeof done === 'number' ? done : complain(done, io);
    }
  } catch (error) {
    // Whoever read the report has seen enough (`| head`).
    if ((error as NodeJS.ErrnoException)?.code !== 'EPIPE') throw error;
  }
  return exit.clean;
}

async function complain({ misuse }: Misuse, io: Io): Promise<number> {
  await io.stderr.write(`hence: ${oneLine(misuse)}\nSee hence --help.\n`);
  return exit.misuse;
}
