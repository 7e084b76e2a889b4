// `hence lint-labels`: contradictions between labels and mathematics, and between labels.
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { version } from '../../package.json';
import { findInputs, reason } from '../batch/inputs';
import type { Check, LintFinding, LintItem } from '../batch/lint';
import { createComparer } from '../batch/lint-across';
import { lintReport } from '../batch/lint-report';
import { runAll } from '../batch/run';
import { formatNames } from '../core/formats/names';
import { paint, wantsColour } from './colour';
import { gather } from './gather';
import { exit, type Io } from './io';
import { labelsPage } from './labels-page';
import { type Misuse, type Options, optionOf } from './options';
import { readingOf, readRequest } from './request';
import { styleBeside } from './style';

export async function lintLabels(options: Options, io: Io): Promise<number | Misuse> {
  const request = await readRequest(options, io);
  if ('misuse' in request) return request;
  const output = optionOf(options, 'output');
  let file: Awaited<ReturnType<typeof open>> | undefined;
  try {
    file = output === undefined ? undefined : await open(resolve(io.cwd, output), 'w');
  } catch (error) {
    return { misuse: `--output ${output}: ${reason(error)}` };
  }
  const out = file ? { isTTY: false, write: (text: string) => file.writeFile(text) } : io.stdout;
  try {
    const write = gather(out);
    const hues = paint(wantsColour(options.color, out.isTTY, io.env));
    const style = options.format === 'html' ? await styleBeside(io) : '';
    if (typeof style !== 'string') return style;
    const report = options.format === 'html' ? labelsPage(style) : lintReport(options.format as 'text' | 'jsonl' | 'sarif', version, hues);
    const counts = new Map<Check, number>();
    let records = 0;
    const tell = async (finding: LintFinding) => {
      counts.set(finding.check, (counts.get(finding.check) ?? 0) + 1);
      await write.add(report.finding(finding));
    };
    const { settings } = request;
    const view = { settings, inherited: false, timing: false };
    const walk = {
      cwd: io.cwd,
      extensions: formatNames.flatMap(format => format.extensions),
      except: output === undefined ? undefined : resolve(io.cwd, output),
      stdin: () => io.stdin,
    };
    const reading = readingOf(request, io);
    const plan = { ...request.plan, task: { kind: 'lint', view } } as const;
    const comparer = createComparer();
    await write.add(report.begin());
    for await (const result of runAll(findInputs(options.paths, walk), plan, { ...request.pool, reading })) {
      if (result.type === 'trouble') {
        const check = checkOf(result.message);
        await tell({ check, file: result.file, line: result.line ?? 0, id: '', message: result.message });
      } else if (result.type === 'solution') {
        records++;
        const item = result.data as LintItem;
        for (const finding of [...item.findings, ...comparer.add(result.file, item)]) await tell(finding);
      }
    }
    await write.add(report.finish(counts, records));
    await write.flush();
    if (io.signal?.aborted) return exit.interrupted;
    if (counts.has('unreadable')) return exit.unreadable;
    return counts.size > 0 ? exit.findings : exit.clean;
  } finally {
    await file?.close();
  }
}

/** What the readers say of labels that do not fit their steps is a finding; anything else is a record that was not read. */
function checkOf(message: string): Check {
  if (/holds \d+ (?:entries|numbers) for \d+ steps/.test(message)) return 'count-mismatch';
  return /names a step that is not there/.test(message) ? 'label-out-of-range' : 'unreadable';
}
