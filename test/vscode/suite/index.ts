// Entry for both hosts: a module whose `run` VS Code calls inside the extension host.
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as util from 'node:util';
import Mocha from 'mocha';

const alone = ['restricted', 'models'];

export async function run(): Promise<void> {
  // The extension host shares the disk with the runner, which prints this file.
  const log = process.env.MOCHA_LOG;
  if (log)
    (Mocha.reporters.Base as { consoleLog: unknown }).consoleLog = (...args: unknown[]) =>
      fs.appendFileSync(log, `${util.format(...args)}\n`);
  const suite = process.env.HENCE_SUITE ?? 'main';
  const mocha = new Mocha({ ui: 'tdd', timeout: 20_000, color: false, grep: process.env.MOCHA_GREP });
  const files = fs
    .readdirSync(__dirname)
    .filter(name => name.endsWith('.test.js'))
    // Two suites want a window of their own.
    .filter(name => (alone.includes(suite) ? name === `${suite}.test.js` : !alone.some(one => name === `${one}.test.js`)));
  for (const file of files.sort()) mocha.addFile(path.join(__dirname, file));
  let total = 0;
  const failures = await new Promise<number>(resolve => mocha.run(resolve).on('test end', () => total++));
  if (process.env.MOCHA_RESULT) fs.writeFileSync(process.env.MOCHA_RESULT, JSON.stringify({ total, failures }));
  if (failures) throw new Error(`${failures} of ${total} tests failed`);
  if (!total) throw new Error('no tests ran');
}
