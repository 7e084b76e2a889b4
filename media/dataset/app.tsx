// One record: the problem, its steps with their verdicts, and what it is labelled with.
import {
  type DatasetInfo,
  type DatasetRecord,
  type DatasetVerdict,
  type Finding,
  type FromDataset,
  slipsOfProofs,
  type TreeNode,
} from '../../server/protocol';
import { Runs, ShownFormula } from '../math';

export type Search = { readonly text: string; readonly verdict: DatasetVerdict | ''; readonly slip: string };

type Props = {
  readonly info: DatasetInfo | undefined;
  readonly record: DatasetRecord | undefined;
  readonly said: string;
  readonly search: Search;
  readonly setSearch: (search: Search) => void;
  readonly go: (n: number) => void;
  readonly find: (backwards: boolean) => void;
  readonly post: (message: FromDataset) => void;
};

const verdicts: readonly (readonly [DatasetVerdict | '', string])[] = [
  ['', 'any verdict'],
  ['root', 'proved wrong'],
  ['opinion', 'doubted'],
  ['disagreement', 'disagrees with the label'],
  ['unlabelled', 'without a label'],
  ['none', 'no error found'],
  ['unchecked', 'not checked'],
];

export function App(props: Props) {
  const { info, record, said } = props;
  if (!info || !record) return <p class="said">{said || 'Reading…'}</p>;
  return (
    <>
      <Bar {...props} info={info} record={record} />
      <p class="said" role="status">
        {said}
      </p>
      <main class="record">
        <Record record={record} />
      </main>
    </>
  );
}

function Bar({ info, record, search, setSearch, go, find, post }: Props & { info: DatasetInfo; record: DatasetRecord }) {
  const count = (n: number) => n.toLocaleString('en-US');
  return (
    <header>
      <nav aria-label="Records">
        <button type="button" title="Previous record (←)" disabled={record.n === 0} onClick={() => go(record.n - 1)}>
          ‹
        </button>
        <label>
          Record{' '}
          <input
            class="number"
            type="number"
            min="1"
            max={info.records}
            value={record.n + 1}
            onChange={event => go(Number(event.currentTarget.value) - 1)}
          />
        </label>
        <span>of {count(info.records)}</span>
        <button type="button" title="Next record (→)" disabled={record.n + 1 >= info.records} onClick={() => go(record.n + 1)}>
          ›
        </button>
      </nav>
      <form
        aria-label="Search"
        onSubmit={event => {
          event.preventDefault();
          find(false);
        }}
      >
        <input
          type="search"
          placeholder="Text or id"
          aria-label="Text or id"
          value={search.text}
          onInput={event => setSearch({ ...search, text: event.currentTarget.value })}
        />
        <select
          aria-label="Verdict"
          value={search.verdict}
          onChange={event => setSearch({ ...search, verdict: event.currentTarget.value as DatasetVerdict | '' })}
        >
          {verdicts.map(([value, name]) => (
            <option value={value}>{name}</option>
          ))}
        </select>
        <select aria-label="Slip" value={search.slip} onChange={event => setSearch({ ...search, slip: event.currentTarget.value })}>
          <option value="">any slip</option>
          {slipsOfProofs.map(slip => (
            <option value={slip}>{slip.replaceAll('_', ' ')}</option>
          ))}
        </select>
        <button type="button" onClick={() => find(true)}>
          Find Previous
        </button>
        <button type="submit">Find Next</button>
      </form>
      <div class="acts">
        <button type="button" onClick={() => post({ type: 'tree', n: record.n })}>
          Reasoning Tree
        </button>
        <button type="button" onClick={() => post({ type: 'verify' })}>
          {info.verified > 0 ? 'Verify Again' : 'Verify All'}
        </button>
      </div>
    </header>
  );
}

function Record({ record }: { record: DatasetRecord }) {
  const { tree, id, line, source, problems, labels = [] } = record;
  const label = labels.find(({ kind }) => kind === 'first-error');
  const labelled = label && Number(label.value);
  return (
    <>
      <h1>{id}</h1>
      <p class="quiet">
        {[
          `line ${line.toLocaleString('en-US')}`,
          tree?.summary.text,
          labelled === undefined ? 'no label' : labelled < 0 ? 'labelled right' : `labelled wrong in step ${labelled + 1}`,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {problems.map(problem => (
        <p class="problem">{problem}</p>
      ))}
      {tree ? tree.nodes.map(node => <Node node={node} labelled={labelled} />) : <pre>{source.slice(0, 20_000)}</pre>}
    </>
  );
}

const marks: Readonly<Record<string, readonly [string, string]>> = {
  holds: ['✓', 'checked, no error found'],
  fails: ['✗', 'does not follow'],
  inherited: ['↳', 'follows from a wrong step'],
  opinion: ['?', 'doubted'],
  unknown: ['○', 'not checked'],
  nothing: ['', 'nothing to check'],
};

function Node({ node, labelled }: { node: TreeNode; labelled: number | undefined }) {
  const [mark, words] = node.kind === 'problem' ? ['', ''] : (marks[node.verdict] ?? ['', '']);
  const here = node.kind === 'step' && labelled === node.number;
  return (
    <section class={`node ${node.kind} ${node.verdict}`}>
      <h2>
        <span class="mark" role="img" aria-label={words} title={words}>
          {mark}
        </span>
        {node.label}
        {here && <span class="label">labelled first error</span>}
        {(node.rewards ?? []).map(({ by, score }) => (
          <span class="label">
            {by} {Number(score.toPrecision(3))}
          </span>
        ))}
      </h2>
      <div class="words">
        <Runs segments={node.segments} />
      </div>
      {node.findings.map(finding => (
        <Why finding={finding} />
      ))}
    </section>
  );
}

function Why({ finding }: { finding: Finding }) {
  const { message, code, slip, repairs } = finding;
  return (
    <div class={`why ${finding.standing}`}>
      <p>
        {message} <span class="quiet">({[code, slip?.detail ?? slip?.name.replaceAll('_', ' ')].filter(Boolean).join(', ')})</span>
      </p>
      {repairs.slice(0, 2).map(repair => (
        <p>Correction: {repair.shown ? <ShownFormula shown={repair.shown} /> : repair.corrected_step}</p>
      ))}
    </div>
  );
}
