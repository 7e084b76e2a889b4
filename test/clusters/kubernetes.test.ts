// The manifest of docs/scale.md against the types of Kubernetes' own description of its interface: a field that is unknown,
// missing or of another kind is refused there as the cluster would refuse it.
import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import type { Job } from 'kubernetes-types/batch/v1';
import ts from 'typescript';
import { parse } from 'yaml';
import { recipe } from './place';

const manifest = parse(recipe('Kubernetes')) as Job;

/** What the compiler says of a value where a Job is wanted. */
function refusals(job: unknown): string[] {
  const file = resolve('job.ts');
  const text = `import type { Job } from 'kubernetes-types/batch/v1';\nexport const job: Job = ${JSON.stringify(job)};`;
  const options: ts.CompilerOptions = { strict: true, noEmit: true, types: [], lib: ['lib.es2022.d.ts'] };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = name => resolve(name) === file || fileExists(name);
  host.getSourceFile = (name, target, ...rest) =>
    resolve(name) === file ? ts.createSourceFile(name, text, target) : getSourceFile(name, target, ...rest);
  const program = ts.createProgram([file], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

test('the Kubernetes manifest is a Job as the interface describes one', () => {
  assert.deepEqual(refusals(manifest), []);
  const { spec } = manifest;
  const [container] = spec!.template.spec!.containers;
  assert.match(refusals({ ...manifest, spec: { ...spec, completion: 32 } }).join(), /completion"?' does not exist/);
  assert.match(refusals({ ...manifest, spec: { ...spec, parallelism: '8' } }).join(), /not assignable/);
  assert.match(refusals({ ...manifest, spec: { completions: 32 } }).join(), /'template' is missing/);
  const pod = { ...spec!.template.spec, containers: [{ ...container, arg: [] }] };
  assert.match(refusals({ ...manifest, spec: { ...spec, template: { spec: pod } } }).join(), /arg"?' does not exist/);
});

test('what the interface leaves to the words of its description holds, too', () => {
  const { apiVersion, kind, metadata, spec } = manifest;
  const { containers, restartPolicy, volumes } = spec!.template.spec!;
  const [{ command, args, env, volumeMounts }] = containers as [(typeof containers)[0]];
  assert.deepEqual([apiVersion, kind, spec!.completionMode], ['batch/v1', 'Job', 'Indexed']);
  assert.match(metadata!.name!, /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/);
  assert.ok(['OnFailure', 'Never'].includes(restartPolicy!), 'a Job knows no other');
  assert.deepEqual(env, [{ name: 'HENCE_SHARDS', value: String(spec!.completions) }]);
  assert.ok(spec!.parallelism! <= spec!.completions!);
  assert.deepEqual(
    volumeMounts!.map(({ name }) => name),
    volumes!.map(({ name }) => name),
  );
  // One script for the shell; Kubernetes itself would put values in for $(NAME) only.
  assert.deepEqual([command, args!.length], [['sh', '-c'], 1]);
  assert.doesNotMatch(args![0]!, /\$\(/);
  assert.match(args![0]!, new RegExp(`--output ${volumeMounts![0]!.mountPath}/part-\\$JOB_COMPLETION_INDEX\\.jsonl`));
});
