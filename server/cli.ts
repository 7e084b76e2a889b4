// The command line's edge: the process, its streams and its signals. Loaded by cli/start.ts.
import { join } from 'node:path';
import { exit, type Out } from './cli/io';
import { main } from './cli/main';
import { budgets, tune } from './tuning';

const stop = new AbortController();
process.once('SIGINT', () => {
  stop.abort();
  // Ends a wait for more input.
  process.stdin.destroy();
});

function outOf(stream: NodeJS.WriteStream): Out {
  // A broken pipe is told to whoever writes; unheard, it would end the process with a trace.
  stream.on('error', () => {});
  return {
    isTTY: stream.isTTY === true,
    columns: stream.columns,
    write: text => new Promise((resolve, reject) => stream.write(text, error => (error ? reject(error) : resolve()))),
  };
}

let reading = false;

main(process.argv.slice(2), {
  get stdin() {
    reading = true;
    return process.stdin;
  },
  home: __dirname,
  thread: join(__dirname, 'thread.js'),
  programs: join(__dirname, 'programs.js'),
  stdout: outOf(process.stdout),
  stderr: outOf(process.stderr),
  cwd: process.cwd(),
  env: process.env,
  now: () => performance.now(),
  signal: stop.signal,
  brief: () => tune(budgets.page),
}).then(
  code => {
    process.exitCode = code;
    // Input that nobody wants any more must not keep the process waiting.
    if (reading) process.stdin.destroy();
  },
  error => {
    // A full disk is no fault of the program; a fault is reported with its trace.
    process.stderr.write(`hence: ${error?.syscall ? error.message : (error?.stack ?? error)}\n`);
    process.exitCode = exit.failed;
  },
);
