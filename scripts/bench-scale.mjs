// npm run bench:scale [-- --records 1000000 --jobs 2 --data DIR]: a long stream of records through `hence check`, with its
// speed and memory on the way. The records are real ones, over and over, each under an id of its own.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    records: { type: 'string', default: '1000000' },
    jobs: { type: 'string', default: String(availableParallelism()) },
    data: { type: 'string', default: '../shared/data' },
    only: { type: 'string' },
    nice: { type: 'boolean' },
  },
});
const data = path.resolve(values.data);
if (!existsSync(data)) {
  console.log(`bench: no data in ${values.data}: nothing to measure`);
  process.exit(0);
}
const only = values.only?.split(',');
const lines = readdirSync(data)
  .filter(name => name.endsWith('.jsonl') && (!only || only.some(part => name.includes(part))))
  .flatMap(name => readFileSync(path.join(data, name), 'utf8').trimEnd().split('\n'));
const total = Number(values.records);
const words = ['dist/cli.js', 'check', '-', '--as', 'jsonl', '--format', 'jsonl', '--jobs', values.jobs];
const child = values.nice
  ? spawn('nice', ['-n', '15', process.execPath, ...words], { stdio: ['pipe', 'pipe', 'inherit'] })
  : spawn(process.execPath, words, { stdio: ['pipe', 'pipe', 'inherit'] });

let rows = 0;
let bytes = 0;
child.stdout.on('data', chunk => {
  bytes += chunk.length;
  for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) rows++;
});
const memory = () => {
  const status = existsSync(`/proc/${child.pid}/status`) ? readFileSync(`/proc/${child.pid}/status`, 'utf8') : '';
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
};
const seconds = () => {
  const stat = existsSync(`/proc/${child.pid}/stat`) ? readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1].split(' ') : [];
  return (Number(stat[11] ?? 0) + Number(stat[12] ?? 0)) / 100;
};
const began = performance.now();
let peak = 0;
let cpu = 0;
const watch = setInterval(() => {
  peak = Math.max(peak, memory());
  cpu = Math.max(cpu, seconds());
}, 250);

console.log('| records | seconds | records a second | processor seconds | MB |\n|--:|--:|--:|--:|--:|');
const marks = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 1].map(part => Math.round(part * total));
const tell = () => {
  while (marks.length > 0 && rows >= marks[0]) {
    const s = (performance.now() - began) / 1000;
    const processor = Math.max(cpu, seconds());
    console.log(`| ${marks.shift()} | ${s.toFixed(0)} | ${(rows / s).toFixed(0)} | ${processor.toFixed(0)} | ${memory().toFixed(0)} |`);
  }
};
const telling = setInterval(tell, 100);

for (let i = 0; i < total; i++) {
  const line = lines[i % lines.length].replace(/^\{\s*"id":\s*"/, `{"id": "${i}-`);
  if (!child.stdin.write(`${line}\n`)) await new Promise(resolve => child.stdin.once('drain', resolve));
}
child.stdin.end();
await new Promise(resolve => child.once('close', resolve));
clearInterval(watch);
clearInterval(telling);
const s = (performance.now() - began) / 1000;
console.log(
  `\n${rows} rows of ${total} in ${s.toFixed(0)} s: ${(rows / s).toFixed(0)} a second with ${values.jobs} threads, ${(rows / cpu).toFixed(0)} a processor second; at most ${peak.toFixed(0)} MB; ${(bytes / 2 ** 20).toFixed(0)} MB written; load ${loadavg()[0].toFixed(1)}`,
);
