// `hence calibrate`: the threshold at which step scores find the labelled first wrong steps best, model by model.
import type { Scored } from '../batch/score';
import type { TaskSpec } from '../batch/tasks';
import { type Calibration, calibrate, type Labelled, layoutFor } from '../models/prm';
import { measure } from '../models/prm/calibrate';
import { oneLine, plain } from './colour';
import { exit, type Io } from './io';
import { type Asked, openModels } from './models';
import { isGiven, type Misuse, type Options } from './options';
import { type Request, readRequest } from './request';
import { resultsOf, troubleWords } from './results';

type Calibrated = {
  readonly by: string;
  /** Asked in this run, else the scores stood in the file. */
  readonly asked: boolean;
  readonly best: Calibration;
  /** At the threshold that holds without a calibration. */
  readonly now: Calibration;
};

/** Exit code 3 where there is nothing to calibrate on, or something could not be read; 4 where the model failed. */
export async function runCalibrate(options: Options, io: Io): Promise<number | Misuse> {
  const given = await readRequest(options, io);
  if ('misuse' in given) return given;
  // No threshold: a model that is asked step by step would stop at the first step below it.
  const request = given.models?.config.prm ? withoutThreshold(given) : given;
  const asked = request.models && (await openModels(options, request.models, io));
  if (asked && 'failure' in asked) {
    await io.stderr.write(`hence: ${oneLine(asked.failure)}\n`);
    return exit.backend;
  }
  const { items, left, unreadable } = await gather(options, request, asked, io);
  if (io.signal?.aborted) return exit.interrupted;
  const { model = '', layout = 'auto' } = request.models?.config.prm ?? {};
  const own = layoutFor(model, layout)?.threshold ?? 0;
  const found: Calibrated[] = [...items].flatMap(([by, labelled]) => {
    const best = shortest(labelled, calibrate(labelled));
    const now = asked ? own : request.settings.rewardThreshold;
    return best ? [{ by, asked: asked !== undefined, best, now: measure(labelled, now) }] : [];
  });
  const without = [...items.keys()].filter(by => !found.some(one => one.by === by));
  if (options.format === 'json') await io.stdout.write(`${JSON.stringify({ calibrations: found, left_out: left })}\n`);
  else await io.stdout.write(found.map(calibrationText).join('\n'));

  const said = [
    ...without.map(by => `${by}: a threshold needs wrong and right solutions; all of these are labelled alike`),
    ...(items.size === 0 ? ['no solution has both a label and a score for every step'] : []),
    ...(left > 0 && items.size > 0 ? [`${left} without a label or without a score for every step: left out`] : []),
  ];
  for (const line of said) await io.stderr.write(`hence: ${oneLine(line)}\n`);
  if (asked && (!isGiven(options, 'quiet') || asked.broken())) await io.stderr.write(plain(asked.report()));
  if (asked?.broken()) return exit.backend;
  return unreadable || found.length === 0 ? exit.unreadable : exit.clean;
}

/** The same figures at a threshold with as few digits as will do: it is to be typed. */
function shortest(labelled: readonly Labelled[], best: Calibration | undefined): Calibration | undefined {
  for (let digits = 2; best && digits < 17; digits++) {
    const rounded = measure(labelled, Number(best.threshold.toPrecision(digits)));
    if (rounded.f1 === best.f1) return rounded;
  }
  return best;
}

function withoutThreshold(request: Request): Request {
  const models = request.models!;
  const prm = { ...models.config.prm!, threshold: Number.NEGATIVE_INFINITY };
  return { ...request, models: { ...models, config: { ...models.config, prm } } };
}

/** Labels and scores by who scored: of the model that is asked, else of the file. */
async function gather(options: Options, request: Request, asked: Asked | undefined, io: Io) {
  const view = { settings: request.settings, inherited: false, timing: false };
  const task: TaskSpec = { kind: 'score', view };
  const items = new Map<string, Labelled[]>();
  let [left, unreadable] = [0, false];
  for await (const result of resultsOf(options, request, io, task, asked?.judge)) {
    if (result.type === 'trouble') {
      unreadable ||= result.level === 'error';
      await io.stderr.write(`hence: ${troubleWords(result)}\n`);
    }
    if (result.type !== 'solution') continue;
    const { labels, rewards, told } = result.data as Scored;
    const label = labels?.first_error;
    const scored = asked ? (told ?? []) : rewards;
    if (label === undefined || scored.length === 0) left++;
    else for (const { by, scores } of scored) items.set(by, [...(items.get(by) ?? []), { scores, label }]);
  }
  return { items, left, unreadable };
}

function calibrationText({ by, asked, best, now }: Calibrated): string {
  const { threshold } = best;
  const key = asked ? 'prm.threshold' : 'rewardThreshold';
  return [
    `${oneLine(by)}  threshold ${threshold}`,
    `  ${figures(best)}`,
    `  ${figures(now)} at ${now.threshold}, which holds without a setting`,
    `  on ${best.wrong} wrong and ${best.right} right solutions; ${asked ? `--threshold ${threshold}, or ` : ''}"hence.${key}": ${threshold}`,
    '',
  ].join('\n');
}

function figures({ wrongAccuracy, rightAccuracy, f1 }: Calibration): string {
  const share = (value = 0) => `${(100 * value).toFixed(1)} %`;
  return `wrong ${share(wrongAccuracy)} · right ${share(rightAccuracy)} · F1 ${share(f1)}`;
}
