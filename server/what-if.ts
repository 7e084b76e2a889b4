// hence/whatIf: what would follow if a step were right.
import type { CancellationToken } from 'vscode-languageserver';
import { changeOf, type Memo, replay } from './core';
import type { WhatIfParams, WhatIfResult } from './protocol';
import type { Session } from './session';

/** Nothing is edited: the answer says what would be. */
export async function whatIf(session: Session, params: WhatIfParams, token: CancellationToken, memo: Memo): Promise<WhatIfResult> {
  const { uri, solution: id, step, repair, text } = params;
  const snapshot = await session.current(uri, token);
  const nothing = (reason: string): WhatIfResult => ({ uri, version: snapshot?.version ?? 0, replay: null, reason });
  if (!snapshot) return nothing('this document could not be checked');
  const one = snapshot.analysis.solutions.find(({ solution }) => solution.id === id);
  if (!one) return nothing('there is no such solution');
  const at = step ?? one.firstError;
  const finding = one.findings.find(({ standing, number }) => standing === 'root' && number === at);
  const correction = text !== undefined ? { step: at, text } : finding && { finding, repair };
  if (!correction) return nothing('this step is not proved wrong');
  const found = replay(one, correction, snapshot.settings, { memo, token });
  if (!found) return nothing('no correction is known for this step');
  const changes = found.steps.map(({ number, edits, after }) => changeOf(one.solution.steps[number]!, { edits, corrected_step: after }));
  return { uri, version: snapshot.version, replay: found, changes };
}
