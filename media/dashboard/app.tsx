// Files in a table; of the chosen one, where its verdicts are off, by what, and what its scores are worth.
import { useState } from 'preact/hooks';
import type { Dashboard, FileFigures } from '../../server/protocol';
import { Bars, Table } from './charts';
import { Rewards } from './rewards';
import { count, nameOf, percent, stepRange } from './words';

export function App({ dashboard, reveal }: { dashboard: Dashboard; reveal?: (file: string) => void }) {
  const { files, calibration } = dashboard;
  const [chosen, choose] = useState(0);
  const file = files[Math.min(chosen, files.length - 1)];
  if (!file) return <p class="note">There is nothing to show: no solution was found.</p>;
  return (
    <main>
      <h1>Verdicts against labels</h1>
      <Overview files={files} chosen={files.indexOf(file)} choose={choose} />
      <h2>
        {nameOf(file.file)}{' '}
        {reveal && (
          <button type="button" class="plain" onClick={() => reveal(file.file)}>
            Open
          </button>
        )}
      </h2>
      {file.shape && (
        <p class="note">
          Fields of the file: <span class="shape">{file.shape}</span>
        </p>
      )}
      {file.wrong + file.right > 0 ? <Details file={file} /> : <p class="note">Its solutions carry no label of the first wrong step.</p>}
      {file.rewards.map(rewards => (
        <Rewards
          key={`${file.file} ${rewards.by}`}
          rewards={rewards}
          calibration={calibration.filter(({ by }) => by === rewards.by)}
          several={files.length > 1}
        />
      ))}
    </main>
  );
}

function Overview({ files, chosen, choose }: { files: readonly FileFigures[]; chosen: number; choose: (i: number) => void }) {
  const head = [
    'file',
    'solutions',
    'labelled wrong',
    'labelled right',
    'wrong acc.',
    'right acc.',
    'F1',
    'false alarms',
    'claims checked',
  ];
  return (
    <table class="files">
      <thead>
        <tr>
          {head.map(name => (
            <th scope="col">{name}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {files.map((file, i) => (
          <tr class={i === chosen ? 'chosen' : undefined}>
            <th scope="row">
              <button type="button" class="plain" aria-pressed={i === chosen} title={file.file} onClick={() => choose(i)}>
                {nameOf(file.file)}
              </button>
            </th>
            <td>{count(file.solutions)}</td>
            <td>{count(file.wrong)}</td>
            <td>{count(file.right)}</td>
            <td>{percent(file.accuracies.wrong)}</td>
            <td>{percent(file.accuracies.right)}</td>
            <td>
              <strong>{percent(file.accuracies.f1)}</strong>
            </td>
            <td>{count(file.right - file.silent)}</td>
            <td>{percent(file.claims > 0 ? file.checked / file.claims : null)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Details({ file }: { file: FileFigures }) {
  const bars = [
    ...Array.from({ length: 9 }, (_, i) => {
      const distance = i - 4;
      const found = file.distances.find(one => one.distance === distance);
      const steps = `${Math.abs(distance)}${Math.abs(distance) === 4 ? ' or more' : ''}`;
      const name = distance === 0 ? 'at the label' : `${steps} ${distance > 0 ? 'after' : 'before'}`;
      return { name, count: found?.count ?? 0, kind: distance === 0 ? ('good' as const) : ('off' as const) };
    }),
    { name: 'not flagged', count: file.missed, kind: 'none' as const },
  ];
  const kinds = (list: FileFigures['bySlip'], what: string) => (
    <Table
      head={[what, 'at the label', 'before', 'after', 'on right ones']}
      rows={list.map(({ name, hit, early, late, alarm }) => [name.replaceAll('_', ' '), hit, early, late, alarm].map(String))}
    />
  );
  return (
    <>
      <p class="note">
        Of {count(file.wrong)} wrong solutions, {count(file.hit)} are flagged at the labelled step (wrong acc.); of {count(file.right)}{' '}
        right ones, {count(file.silent)} are left alone (right acc.). F1 is the harmonic mean of the two accuracies.
      </p>
      <div class="columns">
        <section>
          <h3>Steps between the flag and the label</h3>
          <Bars bars={bars} />
        </section>
        <section>
          <h3>By number of steps</h3>
          <Table
            head={['steps', 'wrong', 'wrong acc.', 'right', 'right acc.']}
            rows={file.bySteps.map(({ from, to, wrong, right, hit, silent }) => [
              stepRange(from, to),
              count(wrong),
              percent(wrong > 0 ? hit / wrong : null),
              count(right),
              percent(right > 0 ? silent / right : null),
            ])}
          />
        </section>
        {file.bySlip.length > 0 && (
          <section>
            <h3>By slip</h3>
            {kinds(file.bySlip, 'slip')}
          </section>
        )}
        {file.byVerifier.length > 0 && (
          <section>
            <h3>By verifier</h3>
            {kinds(file.byVerifier, 'verifier')}
          </section>
        )}
      </div>
    </>
  );
}
