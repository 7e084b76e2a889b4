// What Spark's pipe and Ray's workers do to a command: parts of any size and order go in, rows come out. Neither is run here.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clusterPlace, recipe } from './place';

const place = clusterPlace(200);

type Row = { id?: string; line: number | null; key: string; span?: unknown };

/** What does not depend on where in its part a record stands. */
function said(row: string): string {
  return row
    .replace(/"line":\d+,("column":\d+,)?/g, '')
    .replace(/"key":"[^"]*"/, '')
    .replace(/"(start|end)":\d+/g, '')
    .replace(/Record \d+/, 'Record');
}

/** Parts of `lines` of all sizes from none on, shuffled; the same each time. */
function partsOf(lines: readonly string[]): string[][] {
  const parts: string[][] = [[]];
  let seed = 7;
  const next = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  for (let at = 0; at < lines.length; ) {
    const size = Math.floor(next() ** 3 * 90);
    parts.push(lines.slice(at, at + size));
    at += size;
  }
  return parts
    .map(part => [next(), part] as const)
    .sort(([a], [b]) => a - b)
    .map(([, part]) => part);
}

test('a pipe gives a row for each line of its part, in order, and nothing else, however the lines are parted', {
  timeout: 120_000,
}, async t => {
  t.after(place.remove);
  const spark = /pipe\("([^"]+)"\)/.exec(recipe('Spark'))![1]!;
  const whole = await place.sh(spark, {}, place.read('data.jsonl'));
  const rows = whole.out.trimEnd().split('\n');
  assert.equal(rows.length, place.lines.length);
  const parts = partsOf(place.lines);
  assert.ok(parts.length > 8 && parts.some(part => part.length === 0));
  const found: string[] = [];
  for (const part of parts) {
    // Lines of a pipe end with a line break, but for the last of some.
    const { out, err } = await place.sh(spark, {}, part.join('\n') + (found.length % 2 ? '\n' : ''));
    assert.equal(err, '');
    const own = out === '' ? [] : out.trimEnd().split('\n');
    assert.equal(own.length, part.length);
    const ids = part.map(line => (line.includes('"torn"') ? undefined : JSON.parse(line).id));
    assert.deepEqual(
      own.map(row => (JSON.parse(row) as Row).id),
      ids,
    );
    found.push(...own);
  }
  assert.deepEqual(found.map(said).sort(), rows.map(said).sort());

  // A shell inside a list of words, as Java starts it.
  const [, scala] = /Seq\("sh", "-c",\s*"([^"]+)"/.exec(recipe('Spark', 'scala'))!;
  const piped = await place.sh(scala!, {}, `${place.lines.join('\n')}\n`);
  assert.deepEqual([whole.code, piped.code, piped.out], [3, 0, whole.out]);
  const refused = await place.sh(scala!.replace('--as jsonl', '--as nothing'), {}, '');
  assert.equal(refused.code, 1);

  const python = await place.sh('python3 --version');
  if (python.code !== 0) {
    t.diagnostic('python3 is not installed: the function for Ray is not run');
    return;
  }
  const text = recipe('Ray Data');
  const check = /^import subprocess[\s\S]*?(?=\nray\.data)/m
    .exec(text)![0]
    .replace('import subprocess, ray', 'import json, subprocess, sys');
  const call = 'print(json.dumps([check({"text": part})["row"] for part in json.load(sys.stdin)]))';
  const { code, out, err } = await place.sh(`python3 -c '${check}\n${call}'`, {}, JSON.stringify(parts));
  assert.equal(code, 0, err);
  const byPart = JSON.parse(out) as string[][];
  assert.deepEqual(
    byPart.map(part => part.length),
    parts.map(part => part.length),
  );
  assert.deepEqual(byPart.flat().map(said).sort(), rows.map(said).sort());
});
