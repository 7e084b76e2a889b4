// Corrections on demand: searched for when a hover, a quick fix or a tree asks, or ahead when nothing else is to do.
import {
  type Analysis,
  answerStands,
  type Finding,
  type Memo,
  type Settings,
  type SolutionAnalysis,
  type Token,
  withRepairsOf,
} from './core';
import type { Pace } from './pace';
import type { Snapshot } from './session';

/** Findings whose corrections are searched ahead of the first question. */
const AHEAD = 24;

/** Findings of one file whose corrections are searched for a list of many files. */
const LISTED = 200;

export type Mender = ReturnType<typeof createMender>;

/** `memo` is the one the documents were checked with: a step is read again beside what is known. */
export function createMender(memo: Memo, { breathe }: Pick<Pace, 'breathe'>) {
  let latest = 0;

  /** The finding with its slip and corrections. */
  function mended(snapshot: Snapshot, one: SolutionAnalysis, finding: Finding, token?: Token): Finding {
    return withRepairsOf(one, finding, snapshot.settings, { memo, token });
  }

  const whole = (snapshot: Snapshot, one: SolutionAnalysis, token: Token): Promise<SolutionAnalysis> =>
    withAllCorrections(one, snapshot.settings, { memo, token }, breathe);

  /** Searches for the first corrections of a snapshot while nobody asks; a newer snapshot ends it. */
  async function ahead(snapshot: Snapshot): Promise<void> {
    const mine = ++latest;
    const token = {
      get isCancellationRequested() {
        return mine !== latest;
      },
    };
    let left = AHEAD;
    for (const one of snapshot.analysis.solutions) {
      for (const finding of one.findings) {
        if (finding.standing !== 'root') continue;
        await breathe();
        if (token.isCancellationRequested || left-- <= 0) return;
        mended(snapshot, one, finding, token);
      }
    }
  }

  return { mended, whole, ahead, memo, breathe };
}

type Mending = { readonly memo: Memo; readonly token: Token };

/** A solution with all of its corrections; a breath is taken after each, so that a keystroke can come in between. */
export async function withAllCorrections(
  one: SolutionAnalysis,
  settings: Settings,
  host: Mending,
  breathe: Pace['breathe'],
): Promise<SolutionAnalysis> {
  const findings: Finding[] = [];
  for (const finding of one.findings) {
    findings.push(host.token.isCancellationRequested ? finding : withRepairsOf(one, finding, settings, host));
    if (finding.standing === 'root') await breathe();
  }
  const stands = host.token.isCancellationRequested ? undefined : answerStands(one, settings, host);
  return { ...one, findings, ...(stands && { answerStands: stands }) };
}

/** An analysis with the corrections of its first wrong steps, for a list that says which slips are the same. A breath is taken after each. */
export async function withCorrections(analysis: Analysis, settings: Settings, host: Mending, breathe: Pace['breathe']): Promise<Analysis> {
  let left = LISTED;
  const solutions: SolutionAnalysis[] = [];
  for (const one of analysis.solutions) {
    const findings: Finding[] = [];
    for (const finding of one.findings) {
      if (finding.standing !== 'root' || host.token.isCancellationRequested || left-- <= 0) {
        findings.push(finding);
        continue;
      }
      findings.push(withRepairsOf(one, finding, settings, host));
      await breathe();
    }
    solutions.push({ ...one, findings });
  }
  return { ...analysis, solutions };
}
