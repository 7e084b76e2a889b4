import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { Typesetter } from '../../server/typesetting';
import { eggs } from './documents';
import { connect } from './harness';

/** The worker as it ships; `node esbuild.mjs` builds it. */
const script = resolve('dist/typeset.js');
const scratch = mkdtempSync(join(tmpdir(), 'typeset-'));
after(() => rmSync(scratch, { recursive: true, force: true }));

/** A worker that never comes back from the TeX `loop`, dies of `die`, and else echoes. */
function trap(): string {
  const path = join(scratch, 'trap.cjs');
  writeFileSync(
    path,
    `const { parentPort } = require('node:worker_threads');
     parentPort.on('message', ({ tex }) => {
       if (tex === 'loop') for (;;);
       if (tex === 'die') process.exit(1);
       parentPort.postMessage({ svg: '<svg>' + tex + '</svg>' });
     });
     parentPort.postMessage('ready');`,
  );
  return path;
}

test('TeX becomes one self-contained image in the given colour, sized in pixels', async () => {
  const typesetter = new Typesetter(script);
  const svg =
    (await typesetter.typeset('\\frac{1}{2} + \\sqrt{x^2} \\ne \\cancel{y}', false, '#123456')) ?? assert.fail('nothing was typeset');
  assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="\d+px" height="\d+px"/);
  assert.match(svg, /#123456/);
  assert.doesNotMatch(svg, /currentColor|<script|<foreignObject|https?:\/\/(?!www\.w3\.org)/);
  const outside = [...svg.matchAll(/xlink:href="([^"]*)"/g)].filter(([, target]) => !target!.startsWith('#'));
  assert.deepEqual(outside, []);
  await typesetter.dispose();
});

test('broken TeX is nothing, an unknown command is shown, and one formula cannot change the next', async () => {
  const typesetter = new Typesetter(script);
  assert.equal(await typesetter.typeset('\\frac{', false, '#000'), undefined);
  assert.ok(await typesetter.typeset('\\unheard{x}', false, '#000'));
  const before = await typesetter.typeset('\\sqrt{x}', false, '#000');
  await typesetter.typeset('\\def\\sqrt#1{y} \\sqrt{x}', false, '#000');
  await typesetter.typeset('\\newcommand{\\sqrt}{y}', false, '#000');
  const shape = (svg?: string) => svg?.replace(/MJX-\d+/g, '');
  assert.equal(shape(await typesetter.typeset('\\sqrt{x}', false, '#000')), shape(before));
  assert.equal(await typesetter.typeset('x'.repeat(2001), false, '#000'), undefined);
  assert.equal(typesetter.started, 1);
  await typesetter.dispose();
});

test('a formula that takes too long is killed with its worker; those behind it are served by a new one', async () => {
  const typesetter = new Typesetter(trap(), { deadline: 100 });
  const orders = ['a', 'loop', 'b', 'die', 'c'].map(tex => typesetter.typeset(tex, false, ''));
  assert.deepEqual(await Promise.all(orders), ['<svg>a</svg>', undefined, '<svg>b</svg>', undefined, '<svg>c</svg>']);
  assert.equal(typesetter.started, 3);
  await typesetter.dispose();
});

test('very heavy TeX meets the deadline of the real worker', async () => {
  const typesetter = new Typesetter(script, { deadline: 25, length: 100_000 });
  const heavy = '\\left('.repeat(2000) + 'x'.repeat(20_000) + '\\right)'.repeat(2000);
  assert.equal(await typesetter.typeset(heavy, false, ''), undefined);
  await typesetter.dispose();
});

test('a worker that does not come up fails its orders, not the server', async () => {
  const typesetter = new Typesetter(join(scratch, 'missing.cjs'));
  assert.equal(await typesetter.typeset('x', false, ''), undefined);
  assert.equal(await typesetter.typeset('y', false, ''), undefined);
  await typesetter.dispose();
});

test('an idle worker is let go', async () => {
  const typesetter = new Typesetter(trap(), { idle: 1 });
  assert.ok(await typesetter.typeset('a', false, ''));
  while (typesetter.alive) await new Promise(setImmediate);
  assert.ok(await typesetter.typeset('b', false, ''));
  assert.equal(typesetter.started, 2);
  await typesetter.dispose();
});

test('a hover answers in words while the typesetter hangs, and is ready before it is asked for otherwise', async t => {
  const uri = 'file:///eggs.md';
  const hanging = new Typesetter(trap(), { deadline: 100 });
  const client = await connect(t, { host: { typeset: (_tex, display, color) => hanging.typeset('loop', display, color) } });
  await client.open(uri, eggs);
  const position = client.range(uri, '36 - 5 = 32').start;
  const hover = await client.connection.sendRequest<{ contents: { value: string } }>('textDocument/hover', {
    textDocument: { uri },
    position,
  });
  assert.match(hover.contents.value, /Step 2 does not follow/);
  assert.doesNotMatch(hover.contents.value, /data:/);
  await hanging.dispose();

  const real = new Typesetter(script);
  let typeset = 0;
  let all: () => void = () => {};
  const ahead = new Promise<void>(resolve => {
    all = resolve;
  });
  const second = await connect(t, {
    host: {
      typeset: async (...order) => {
        const svg = await real.typeset(...order);
        typeset++;
        all();
        return svg;
      },
    },
  });
  await second.open(uri, eggs);
  await second.settled(uri);
  assert.equal(typeset, 0, 'nothing is typeset while work is to be done');
  second.timers.advance(1000);
  await ahead;
  const ready = await second.connection.sendRequest<{ contents: { value: string } }>('textDocument/hover', {
    textDocument: { uri },
    position,
  });
  assert.match(ready.contents.value, /!\[36 - 5 = 32 eggs\]\(data:image\/svg\+xml;base64,/);
  await real.dispose();
});
