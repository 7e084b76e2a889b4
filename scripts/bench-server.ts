// How long the built language server takes from its start to the answer to `initialize`, and the command line from its start to its end.
import { spawn, spawnSync } from 'node:child_process';

const median = (list: number[]): number => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]!;

/** Milliseconds until `initialize` is answered, over `runs` starts: median and worst. */
export async function timeServer(runs = 7): Promise<{ median: number; max: number }> {
  const times: number[] = [];
  for (let i = 0; i < runs; i++) times.push(await once());
  return { median: median(times), max: Math.max(...times) };
}

function once(): Promise<number> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(process.execPath, ['dist/server.js', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const body = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: { processId: process.pid, rootUri: null, capabilities: {} },
    });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    child.once('error', reject);
    child.stdout.once('data', () => {
      resolve(performance.now() - start);
      child.kill();
    });
  });
}

/** Milliseconds of `hence check` on one short file, over `runs` starts. */
export function timeCommand(file: string, runs = 7): { median: number; max: number } {
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    spawnSync(process.execPath, ['dist/cli.js', 'check', file], { stdio: 'ignore' });
    times.push(performance.now() - start);
  }
  return { median: median(times), max: Math.max(...times) };
}
