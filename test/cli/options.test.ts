import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { commands } from '../../server/cli/commands';
import { readConfig } from '../../server/cli/config';
import { flags, helpText, isGiven, type Options, optionOf, readOptions } from '../../server/cli/options';

function read(line: string): Options {
  const options = readOptions(line.split(' ').filter(word => word !== ''));
  assert.ok(!('misuse' in options), JSON.stringify(options));
  return options;
}

function misuse(line: string): string {
  const options = readOptions(line.split(' ').filter(word => word !== ''));
  assert.ok('misuse' in options, `${line} is taken`);
  return options.misuse;
}

test('paths and options stand in any order', () => {
  const one = read('check a.md --format jsonl b --quiet --output=out.jsonl --verifier identity=off --verifier carried=on');
  const other = read('-o out.jsonl -q --verifier=identity=off check --verifier carried=on -f jsonl a.md b');
  assert.deepEqual(one, other);
  assert.deepEqual(one.paths, ['a.md', 'b']);
  assert.deepEqual(one.given.verifier, ['identity=off', 'carried=on']);
  assert.deepEqual(
    [one.format, optionOf(one, 'output'), isGiven(one, 'quiet'), isGiven(one, 'timing'), one.color],
    ['jsonl', 'out.jsonl', true, false, 'auto'],
  );
});

test('after -- everything is a path, and - is standard input', () => {
  assert.deepEqual(read('check - --as text').paths, ['-']);
  assert.deepEqual(read('check -- --quiet').paths, ['--quiet']);
});

test('help and version win over everything else', () => {
  assert.equal(read('--help').command, 'help');
  assert.equal(read('check -h').command, 'help');
  assert.equal(read('help').command, 'help');
  assert.equal(read('-V').command, 'version');
});

test('what is wrong with a command line is said in words', () => {
  assert.equal(misuse(''), `say what to do: ${Object.keys(commands).slice(0, -1).join(', ')} or ${Object.keys(commands).at(-1)}`);
  assert.equal(misuse('chekc a.md'), 'unknown command chekc; did you mean check?');
  assert.equal(misuse('a.md'), 'unknown command a.md; to check a file: hence check FILE');
  assert.equal(misuse('check'), 'name the files or folders to check, or - for standard input');
  assert.equal(misuse('check a --fromat=json'), 'unknown option --fromat; did you mean --format?');
  assert.equal(misuse('check a --xyzzy'), 'unknown option --xyzzy');
  assert.equal(misuse('check a -x'), 'unknown option -x');
  assert.equal(misuse('check a --format'), '--format needs a value: FORMAT');
  assert.equal(misuse('check a --format yaml'), '--format is one of text, json, jsonl, sarif, csv, html; not yaml');
  assert.equal(misuse('check a --color blue'), '--color is auto, always or never; not blue');
  assert.equal(misuse('check a --quiet=yes'), '--quiet takes no value');
  assert.equal(misuse('verifiers --resume'), 'hence verifiers takes no --resume');
  assert.equal(misuse('check - -'), 'standard input (-) can be read once');
  assert.equal(misuse('verifiers a.md'), 'verifiers takes no paths; not a.md');
});

test('help names every command and exit code, and that of a command its options and no others, within 120 columns', () => {
  const help = helpText();
  for (const name of Object.keys(commands)) assert.ok(help.includes(`  ${name} `));
  for (const code of ['0', '1', '2', '3', '130']) assert.ok(help.includes(`\n  ${code} `));
  const named = new Set<string>();
  for (const [name, command] of Object.entries(commands)) {
    const own = helpText(name);
    assert.ok(own.startsWith(`Usage: hence ${name}`) && own.includes(command.about));
    const listed = [...own.matchAll(/^ {2}(?:-\w, | {4})--([\w-]+)/gm)].map(([, flag]) => flag!);
    assert.deepEqual(listed.toSorted(), [...command.flags, 'color', 'help', 'version'].toSorted(), name);
    for (const flag of listed) named.add(flag);
    assert.ok(`${help}${own}`.split('\n').every(line => line.length <= 120));
  }
  assert.deepEqual([...named].sort(), Object.keys(flags).sort());
  assert.deepEqual([read('convert --help').paths, read('help convert').paths, read('--help').paths], [['convert'], ['convert'], []]);
  assert.equal(helpText('no-such-command'), help);
});

const folder = mkdtempSync(join(tmpdir(), 'hence-config-'));
after(() => rmSync(folder, { recursive: true }));

async function config(text: string): Promise<unknown> {
  writeFileSync(join(folder, 'c.json'), text);
  return JSON.parse(JSON.stringify(await readConfig('c.json', folder)));
}

test('settings are read dotted, nested or bare, with comments', async () => {
  const wanted = { severity: { root: 'warning', hint: 'off' }, rewards: false };
  assert.deepEqual(
    await config('{"hence.severity.root": "warning", /* c */ "hence.severity.hint": "off", "hence.rewards": false,}'),
    wanted,
  );
  assert.deepEqual(await config('\ufeff{"severity": {"root": "warning", "hint": "off"}, "rewards": false}'), wanted);
  assert.deepEqual(await config('{"verifiers": {"identity": false}, "macros": {"\\\\R": "x"}}'), {
    verifiers: { identity: false },
    macros: { '\\R': 'x' },
  });
});

test("an editor's file may hold settings of others", async () => {
  assert.deepEqual(await config('{"editor.fontSize": 12, "files": {}, "hence.rewards": true}'), { rewards: true });
});

test('what a configuration gets wrong is named with its line', async () => {
  assert.deepEqual(await config('{\n "rewards": true,\n "reward": true\n}'), {
    misuse: 'c.json:3: unknown setting reward; did you mean rewards?',
  });
  assert.deepEqual(await config('{"severity": {\n"rot": "off"}}'), {
    misuse: 'c.json:2: unknown setting severity.rot; did you mean severity.root?',
  });
  assert.deepEqual(await config('{\n\n"rewards": "yes"}'), { misuse: 'c.json:3: rewards cannot be "yes"' });
  assert.deepEqual(await config('{"rewards": tru}'), { misuse: 'c.json:1: this is not JSON (invalid symbol)' });
  assert.deepEqual(await config('[]'), { misuse: 'c.json: expected an object of settings' });
  assert.deepEqual(await readConfig('missing.json', folder), { misuse: 'missing.json: no such file or folder' });
});
