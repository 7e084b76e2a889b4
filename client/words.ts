// What a person reads of a server's state and a document's status. No editor in here.
import type { Status } from '../server/protocol';

export type Health = { readonly state: 'idle' | 'starting' | 'running' } | { readonly state: 'failed'; readonly why: string };

export type Shown = { readonly text: string; readonly detail: string; readonly busy: boolean; readonly failed: boolean };

/** What a person reads for a server in this state and a document with this status. */
export function describe(health: Health, status: Status | undefined): Shown {
  if (health.state === 'failed') return { text: '$(error) Failed', detail: health.why, busy: false, failed: true };
  if (health.state === 'idle') return { text: 'Not started', detail: 'starts with the first solution', busy: false, failed: false };
  if (health.state === 'starting') return { text: 'Starting', detail: '', busy: true, failed: false };
  if (!status) return { text: 'Ready', detail: '', busy: false, failed: false };
  if (status.state === 'failed') return { text: '$(error) Failed', detail: status.message ?? '', busy: false, failed: true };
  if (status.state === 'checking') {
    const text = status.total > 1 ? `Checking ${Math.min(status.done + 1, status.total)} of ${status.total}` : 'Checking';
    return { text, detail: '', busy: true, failed: false };
  }
  if (status.total === 0) return { text: 'No solution here', detail: '', busy: false, failed: false };
  const { claims, checked } = status.coverage;
  const coverage = claims === 0 ? 'nothing to check' : `${checked} of ${claims} claims checked`;
  const solutions = status.total === 1 ? '' : `${status.total} solutions, `;
  const verdict = verdictOf(status);
  return { text: `${verdict} · ${coverage}`, detail: `${solutions}${Math.round(status.ms)} ms`, busy: false, failed: false };
}

function verdictOf({ wrong, total, coverage }: Status): string {
  if (wrong > 0) return total === 1 ? '$(error) An error was found' : `$(error) ${wrong} wrong of ${total}`;
  return coverage.checked > 0 ? '$(checklist) No error found' : '$(circle-outline) Not checked';
}
