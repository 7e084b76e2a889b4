// The linter's findings as text, JSONL and SARIF.
import { createHash } from 'node:crypto';
import { oneLine, type Paint } from '../cli/colour';
import { type Check, checks, type LintFinding } from './lint';
import { artifact, rulesPage, schema } from './sarif';

export type LintReport = {
  begin(): string;
  finding(finding: LintFinding): string;
  finish(counts: ReadonlyMap<Check, number>, records: number): string;
};

/** Findings that a duplicate makes are about the data set's make-up, not about a wrong label. */
export const mild = new Set<Check>(['duplicate-problem', 'near-duplicate-problem']);

export function lintReport(format: 'text' | 'jsonl' | 'sarif', version: string, hues: Paint): LintReport {
  switch (format) {
    case 'jsonl':
      return { begin: () => '', finding: finding => `${JSON.stringify(finding)}\n`, finish: () => '' };
    case 'sarif':
      return sarif(version);
    case 'text':
      return text(hues);
  }
}

function text(hues: Paint): LintReport {
  return {
    begin: () => '',
    finding(finding) {
      const hue = mild.has(finding.check) ? hues.yellow : hues.red;
      const id = finding.id ? `  ${hues.dim(`[${oneLine(finding.id)}]`)}` : '';
      const quote = finding.quote ? `    ${hues.dim(oneLine(finding.quote).slice(0, 160))}\n` : '';
      return `${hues.bold(oneLine(finding.line > 0 ? `${finding.file}:${finding.line}` : finding.file))}  ${hue(finding.check)}${id}\n  ${oneLine(finding.message)}\n${quote}`;
    },
    finish(counts, records) {
      const list = [...counts].map(([check, n]) => `${check} ${n}`);
      const many = records.toLocaleString('en-US');
      return `\n${many} record${records === 1 ? '' : 's'} · ${list.length > 0 ? list.join(' · ') : 'no contradiction found'}\n`;
    },
  };
}

function sarif(version: string): LintReport {
  const ids = Object.keys(checks) as Check[];
  const seen = new Map<string, number>();
  let comma = '';
  const driver = {
    name: 'Hence label linter',
    version,
    informationUri: 'https://github.com/hence-math/hence',
    rules: ids.map(id => ({ id, shortDescription: { text: checks[id] }, helpUri: rulesPage.replace('verdicts.md', `cli.md#${id}`) })),
  };
  return {
    begin: () => `{"version":"2.1.0","$schema":${JSON.stringify(schema)},"runs":[{"tool":${JSON.stringify({ driver })},"results":[`,
    finding(finding) {
      const anchor = createHash('sha256')
        .update(JSON.stringify([finding.check, finding.file, finding.id, finding.step, finding.message]))
        .digest('hex')
        .slice(0, 32);
      const nth = (seen.get(anchor) ?? 0) + 1;
      seen.set(anchor, nth);
      const place = (at: { file: string; line: number }) => ({
        physicalLocation: { artifactLocation: artifact(at.file), region: { startLine: Math.max(1, at.line) } },
      });
      const result = {
        ruleId: finding.check,
        ruleIndex: ids.indexOf(finding.check),
        level: mild.has(finding.check) ? 'note' : 'warning',
        message: { text: finding.message },
        locations: [place(finding)],
        relatedLocations: finding.other ? [{ id: 0, ...place(finding.other), message: { text: finding.other.id } }] : undefined,
        partialFingerprints: { 'hence/v1': `${anchor}:${nth}` },
        properties: { record: finding.id, step: finding.step },
      };
      const head = `${comma}\n`;
      comma = ',';
      return head + JSON.stringify(result);
    },
    finish: () => '\n]}]}\n',
  };
}
