// `hence report` as a program: pages, folders, and what it says of a wrong request.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

const cli = path.resolve('dist/cli.js');
let folder: string;
before(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hence-report-'));
  for (const name of ['systems.md', 'samples.jsonl']) cpSync(path.join('examples', name), path.join(folder, name));
});
after(() => rmSync(folder, { recursive: true }));

const report = (...args: string[]) => spawnSync(process.execPath, [cli, 'report', ...args], { cwd: folder, encoding: 'utf8' });
const read = (name: string) => readFileSync(path.join(folder, name), 'utf8');

test('a file becomes a page, by the ending of its name', () => {
  assert.equal(report('systems.md', '-o', 'out.html').status, 1, 'something in it is proved wrong');
  assert.match(read('out.html'), /Problem 3: Tickets[\s\S]*Step 3 does not follow/);
  assert.equal(report('systems.md', '-o', 'deep/out.md').status, 1);
  assert.match(read('deep/out.md'), /## Problem 3: Tickets/);
  assert.equal(report('systems.md', '-o', 'out.tex').status, 1);
  assert.match(read('out.tex'), /\\begin\{description\}/);
  assert.match(report('systems.md').stdout, /^<!DOCTYPE html>/);
});

test('a folder gets a page each, one style sheet, and an index that leads to all of them', () => {
  const { status, stderr } = report('.', '-o', 'class/');
  assert.equal(status, 1, stderr);
  const files = readdirSync(path.join(folder, 'class'));
  const index = read('class/index.html');
  const links = [...index.matchAll(/<a href="([^"]+\.html)"/g)].map(match => match[1]!);
  assert.ok(links.length >= 10);
  assert.equal(new Set(links).size, links.length);
  for (const link of links) assert.ok(existsSync(path.join(folder, 'class', link)), link);
  assert.equal(files.length, links.length + 2);
  assert.match(read(`class/${links[0]}`), /<link rel="stylesheet" href="report\.css">[\s\S]*<a href="index\.html">/);
});

test('what cannot be read is in the index and in the exit code; the rest is written', () => {
  writeFileSync(path.join(folder, 'bad.jsonl'), '{"id": "a", "problem": "p", "steps": ["$1 + 1 = 2$"]}\n{"id": "b", "steps": [\n');
  const { status, stderr } = report('bad.jsonl', '-o', 'bad/');
  assert.equal(status, 3);
  assert.match(stderr, /bad\.jsonl:2/);
  assert.match(read('bad/index.html'), /What could not be read[\s\S]*bad\.jsonl:2/);
});

test('a wrong request says what would be right', () => {
  assert.match(report('systems.md', '-o', 'out.pdf').stderr, /ends in \.html, \.md or \.tex, or is a folder/);
  assert.match(report('-o', 'x.html').stderr, /name the files or folders to report on/);
  assert.match(report('systems.md', '-o', 'systems.md').stderr, /is an input, too/);
});
