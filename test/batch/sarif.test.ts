import assert from 'node:assert/strict';
import { test } from 'node:test';
import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import type { SolutionEvent } from '../../server/batch/events';
import { openWindow } from '../../server/batch/place';
import { emptySummary } from '../../server/batch/report';
import { sarifReport } from '../../server/batch/sarif';
import { drawn, makeTask } from '../../server/batch/tasks';
import type { Finding, SolutionAnalysis } from '../../server/core/model';
import { defaults, type Settings } from '../../server/core/settings';

const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
addFormats(ajv);
const validate = ajv.compile(schema);

type Log = { runs: [{ tool: { driver: { rules: { id: string }[] } }; results: Result[]; invocations: Record<string, unknown>[] }] };
type Result = Record<string, unknown> & {
  level: string;
  partialFingerprints: Record<string, string>;
  locations: { physicalLocation: { artifactLocation: object; region: object } }[];
  codeFlows?: { threadFlows: { locations: { location: { message: { text: string } } }[] }[] }[];
};

const rules = [
  { id: 'equation', about: 'A line that does not follow from the one before.' },
  { id: 'inherited', about: 'A step that follows from a wrong one.' },
];

const text = '2x = 6\nx = 4\nSo x + 1 = 5\nand 2(x + 1) = 10\n';

/** A root in the second line, handed on through the third to the fourth. */
function event(before = '', file = 'a folder/täst.md'): SolutionEvent {
  const shift = before.length;
  const bodies = text.trimEnd().split('\n');
  const steps = bodies.map((body, number) => {
    const start = shift + text.indexOf(body);
    const span = { start, end: start + body.length };
    return { id: `1/${number}`, span, number, role: 'derived' as const, text: { text: body, span }, maths: [] };
  });
  const shown = (t: string) => ({ text: t, tex: t });
  const base = { solution: '1', related: [], repairs: [] };
  const inherit = (number: number): Finding => {
    const { id, span } = steps[number]!;
    return {
      ...base,
      step: id,
      number,
      code: 'inherited',
      verifier: 'equation',
      standing: 'inherited',
      span,
      message: 'from step 2',
      root: '1/1',
    };
  };
  const root: Finding = {
    ...base,
    step: '1/1',
    number: 1,
    code: 'equation',
    verifier: 'equation',
    standing: 'root',
    span: steps[1]!.span,
    message: 'x = 4 does not follow',
    slip: { name: 'calculation' },
    related: [{ span: steps[0]!.span, message: 'the equation it comes from', step: '1/0' }],
    repairs: [
      {
        slip: { name: 'calculation' },
        explanation: '6 : 2 is 3',
        edits: [{ start: steps[1]!.span.end - 1, end: steps[1]!.span.end, newText: '3' }],
        corrected_step: 'x = 3',
      },
    ],
  };
  const edge = (from: number, to: number) => ({
    from: `1/${from}`,
    to: `1/${to}`,
    why: 'symbol' as const,
    label: 'x',
    span: steps[to]!.span,
  });
  const analysis: SolutionAnalysis = {
    solution: { id: '1', title: '', span: { start: shift, end: shift + text.length }, steps },
    claims: [
      {
        step: '1/1',
        span: steps[1]!.span,
        kind: 'equation',
        verifier: 'equation',
        outcome: { outcome: 'fails', message: '', witness: { at: [], left: shown('3'), op: '=', right: shown('4') } },
        left: shown('x'),
        op: '=',
        right: shown('4'),
        premises: [{ from: '1/0', span: steps[0]!.span, why: 'equation', label: '2x = 6' }],
      },
    ],
    findings: [root, inherit(2), inherit(3)],
    steps: [],
    edges: [edge(0, 1), edge(1, 2), edge(2, 3)],
    firstError: 1,
    firstOpinion: -1,
    coverage: { claims: 1, checked: 1 },
  };
  return { type: 'solution', file, format: 'text', analysis, window: openWindow(before + text), key: '', ms: 1 };
}

function write(events: SolutionEvent[], settings: Settings = defaults, inherited = true): Log {
  const report = sarifReport(rules, '1.2.3');
  const task = { kind: 'sarif', view: { settings, inherited, timing: true } } as const;
  const draw = makeTask(task);
  const trouble = {
    type: 'trouble',
    file: 'b.jsonl',
    level: 'error',
    code: 'bad-record',
    message: 'no closing brace',
    line: 3,
    column: 9,
  } as const;
  const summary = { ...emptySummary(), unreadable: 1 };
  const log: Log = JSON.parse(
    report.begin() +
      events.map(e => report.solution(drawn(e, draw, { settings, task }))).join('') +
      report.trouble(trouble) +
      report.finish(summary),
  );
  const valid: boolean = validate(log);
  assert.ok(valid, JSON.stringify(validate.errors, null, 1));
  return log;
}

test('the log fits the 2.1.0 schema, with and without results', () => {
  assert.equal(write([]).runs[0].results.length, 0);
  assert.equal(write([event(), event('', '/abs/x.md'), event('', '<stdin>')]).runs[0].results.length, 9);
  assert.ok(!validate({ version: '2.1.0', runs: [{}] }), 'the validator can say no');
});

test('a result says where, in lines, columns and characters', () => {
  const [first] = write([event('\n\n')]).runs[0].results;
  assert.deepEqual(first!.locations[0]!.physicalLocation, {
    artifactLocation: { uri: 'a%20folder/t%C3%A4st.md', uriBaseId: '%SRCROOT%' },
    region: { startLine: 4, startColumn: 1, endLine: 4, endColumn: 6, charOffset: 9, charLength: 5 },
  });
  assert.deepEqual(first!.fixes, [
    {
      description: { text: '6 : 2 is 3' },
      artifactChanges: [
        {
          artifactLocation: { uri: 'a%20folder/t%C3%A4st.md', uriBaseId: '%SRCROOT%' },
          replacements: [
            {
              deletedRegion: { startLine: 4, startColumn: 5, endLine: 4, endColumn: 6, charOffset: 13, charLength: 1 },
              insertedContent: { text: '3' },
            },
          ],
        },
      ],
    },
  ]);
});

test('code flows go from the premises to the root, and from the root along the steps that hand it on', () => {
  const flows = write([event()]).runs[0].results.map(r => r.codeFlows![0]!.threadFlows[0]!.locations.map(l => l.location.message.text));
  assert.deepEqual(flows, [
    ['2x = 6', 'x = 4 does not follow'],
    ['Step 2', 'from step 2'],
    ['Step 2', 'Step 3', 'from step 2'],
  ]);
});

test('fingerprints are of the content: moved text keeps them, changed text does not, repeated text is numbered', () => {
  const prints = (events: SolutionEvent[]) => write(events).runs[0].results.map(r => r.partialFingerprints['hence/v1']);
  const here = prints([event()]);
  assert.deepEqual(prints([event('A new first line.\n', 'renamed.md')]), here);
  assert.equal(new Set(here).size, 3);
  const twice = prints([event(), event()]);
  assert.deepEqual(
    twice.slice(3),
    here.map(print => print!.replace(/:1$/, ':2')),
  );
  const edited = event();
  const steps = edited.analysis.solution.steps.map(step => ({ ...step, text: { ...step.text, text: `${step.text.text}!` } }));
  const changed = prints([{ ...edited, analysis: { ...edited.analysis, solution: { ...edited.analysis.solution, steps } } }]);
  assert.ok(changed.every(print => !here.includes(print)));
});

test('levels follow the severities, and what is off is left out', () => {
  assert.deepEqual(
    write([event()]).runs[0].results.map(r => r.level),
    ['error', 'note', 'note'],
  );
  const settings = { ...defaults, severity: { ...defaults.severity, root: 'warning', inherited: 'off' } } as const;
  assert.deepEqual(
    write([event()], settings).runs[0].results.map(r => r.level),
    ['warning'],
  );
  assert.equal(write([event()], defaults, false).runs[0].results.length, 1);
});

test('what could not be read is a notification with its place', () => {
  const [invocation] = write([]).runs[0].invocations;
  assert.equal(invocation!.executionSuccessful, false);
  assert.deepEqual(invocation!.toolExecutionNotifications, [
    {
      level: 'error',
      message: { text: 'no closing brace' },
      locations: [
        { physicalLocation: { artifactLocation: { uri: 'b.jsonl', uriBaseId: '%SRCROOT%' }, region: { startLine: 3, startColumn: 9 } } },
      ],
      descriptor: { id: 'bad-record' },
    },
  ]);
});
