// Runs one of the project's scripts as a person would, from the project's folder.
import { spawn } from 'node:child_process';

export type Run = { readonly code: number; readonly output: string };

/** Runs `node` with the arguments; stdout and stderr come back in the order they were written. */
export function runScript(args: readonly string[], env: Record<string, string> = {}): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', data => (output += data));
    child.stderr.on('data', data => (output += data));
    child.once('error', reject);
    child.once('close', code => resolve({ code: code ?? -1, output }));
  });
}

/**
 * Runs a script that drives a real editor; a failure is tried once more. An editor under load opens and closes things of
 * its own, while a fault of ours shows twice. `tell` gets the first failure in full.
 */
export async function runEditor(args: readonly string[], tell: (text: string) => void): Promise<Run> {
  const first = await runScript(args);
  if (first.code === 0) return first;
  tell(`first try failed:\n${first.output}`);
  return runScript(args);
}
