// What an opened step shows: its claims with their witnesses, the corrections beside them, and what it uses.
import { type Finding, labelWords, needWords, negated, outcomeWords, type TreeNode } from '../server/protocol';
import { type Act, activate } from './act';
import { BranchRow, rangeWords, Share } from './branch';
import { ToolIcon, Twistie, VerdictIcon } from './icons';
import { Changed, ShownFormula } from './math';
import { ReplayOf } from './replay';
import { rowAttributes, speakDetail } from './row';
import type { Detail, Row } from './rows';
import type { State } from './state';
import { edgeWords, score, slipWords } from './words';

type Kind = Detail['kind'];
type Props = {
  readonly node: TreeNode;
  readonly details: readonly Detail[];
  readonly focus: string | undefined;
  readonly act: Act;
  readonly replay: State['replay'];
  readonly toggled: State['toggled'];
};

export function Details({ node, details, focus, act, replay, toggled }: Props) {
  const rows = details.map((detail, i): Row => ({ id: detail.id, node, detail, level: 2, position: i + 1, size: details.length }));
  const of = (...kinds: Kind[]) =>
    rows
      .filter(row => kinds.includes(row.detail!.kind))
      .map(row => <DetailRow key={row.id} row={row} focused={row.id === focus} act={act} open={toggled[row.id] === true} />);
  const [judged, repairs, premises, rollouts] = [of('claim', 'finding'), of('repair'), of('premise'), of('continued', 'branch', 'more')];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of tree items is no fieldset
    <div role="group" class="details">
      {judged.length > 0 && <div class="judged">{judged}</div>}
      {repairs.length > 0 && <div class="repairs">{repairs}</div>}
      {replay && <ReplayOf replay={replay} act={act} />}
      <Judgements node={node} />
      {premises.length > 0 && (
        <div class="premises">
          <span class="lead" aria-hidden="true">
            uses
          </span>
          {premises}
        </div>
      )}
      {rollouts.length > 0 && <div class="rollouts">{rollouts}</div>}
    </div>
  );
}

type DetailProps = { readonly row: Row; readonly focused: boolean; readonly act: Act; readonly open: boolean };

function DetailRow({ row, focused, act, open }: DetailProps) {
  const detail = row.detail!;
  const attributes = rowAttributes(row, focused, speakDetail(detail));
  return (
    <div {...attributes} class={`detail ${detail.kind}`} {...(detail.kind === 'branch' ? { 'aria-expanded': open } : {})}>
      {detail.kind === 'continued' && (
        <>
          <ToolIcon tool="branch" />
          <span class="label">Rollouts</span>
          <Share continued={detail.continued} />
          <span class="lead" title={rangeWords(detail.continued.low, detail.continued.high)}>
            {detail.continued.by}
          </span>
        </>
      )}
      {detail.kind === 'branch' && <BranchRow branch={detail.branch} total={detail.continued.total} open={open} />}
      {detail.kind === 'more' && (
        <>
          <Twistie open={open} /> {open ? 'Show fewer' : `${detail.count} more`}
        </>
      )}
      {detail.kind === 'claim' && <Claim claim={detail.claim} finding={detail.finding} put={detail.put} />}
      {detail.kind === 'finding' && <Remark finding={detail.finding} />}
      {detail.kind === 'repair' && (
        <>
          <div class="head">
            <ToolIcon tool="branch" />
            <span class="label">Correction</span>
            <span class="acts">
              <button
                type="button"
                class="apply"
                tabIndex={focused ? 0 : -1}
                title="Apply the correction (a)"
                onClick={() => activate(act, row)}
              >
                Apply
              </button>
              {row.node.findings[detail.findingIndex]?.standing === 'root' && <More row={row} focused={focused} act={act} />}
            </span>
          </div>
          {detail.change ? (
            <div class="diff">
              <div class="was">
                <Changed segments={detail.change.before} kind="removed" />
              </div>
              <div class="is">
                <Changed segments={detail.change.after} kind="added" />
              </div>
            </div>
          ) : (
            <div class="formulas">{detail.repair.shown ? <ShownFormula shown={detail.repair.shown} /> : detail.repair.corrected_step}</div>
          )}
          <div class="note">{detail.repair.explanation}</div>
        </>
      )}
      {detail.kind === 'premise' && (
        <>
          <VerdictIcon verdict={detail.from.verdict} />
          <span class="label">{detail.from.label}</span>
          <span class="carried">{edgeWords(detail.edges)}</span>
        </>
      )}
    </div>
  );
}

/** What can be done with a correction beyond its own step. */
function More({ row: { node, detail }, focused, act }: { readonly row: Row; readonly focused: boolean; readonly act: Act }) {
  if (detail?.kind !== 'repair') return null;
  const { findingIndex, repairIndex } = detail;
  const button = (label: string, about: string, run: Act['apply']) => (
    <button type="button" class="plain" tabIndex={focused ? 0 : -1} title={about} onClick={() => run(node.id, findingIndex, repairIndex)}>
      {label}
    </button>
  );
  return (
    <>
      {button('Carry on', 'Correct, and recompute what depends on it (c)', act.carryOn)}
      {button('What if', 'Show what would follow (w)', act.whatIf)}
    </>
  );
}

type ClaimProps = Pick<Extract<Detail, { kind: 'claim' }>, 'claim' | 'finding' | 'put'>;

function Claim({ claim, finding, put }: ClaimProps) {
  const { outcome } = claim;
  const witness = outcome.outcome === 'fails' ? outcome.witness : undefined;
  const slip = finding?.slip ?? (outcome.outcome === 'fails' ? outcome.slip : undefined);
  return (
    <>
      <div class="relation">
        <span class={`outcome ${outcome.outcome}`}>
          <VerdictIcon verdict={outcome.outcome} />
          {outcomeWords[outcome.outcome]}
        </span>
        <span class="side left">
          <ShownFormula shown={claim.left} />
        </span>
        <span class="op">{claim.op}</span>
        <span class="side right">
          <ShownFormula shown={claim.right} />
        </span>
        {put && witness && (
          <>
            <span class="at">put in</span>
            <span class="side left put">
              <ShownFormula shown={put.left} />
            </span>
            <span class="op" />
            <span class="side right put">
              <ShownFormula shown={put.right} />
            </span>
          </>
        )}
        {witness && (
          <>
            <span class="at">
              {witness.at.length > 0 ? 'at ' : 'in fact'}
              {witness.at.map((where, i) => (
                <span key={where.name}>
                  {i > 0 && ', '}
                  <ShownFormula shown={{ text: `${where.name} = ${where.value.text}`, tex: `${where.name} = ${where.value.tex}` }} />
                </span>
              ))}
            </span>
            <span class="side left value">
              <ShownFormula shown={witness.left} />
            </span>
            <span class="op value">{negated[witness.op]}</span>
            <span class="side right value">
              <ShownFormula shown={witness.right} />
            </span>
          </>
        )}
      </div>
      {outcome.outcome === 'unknown' && <div class="note">{outcome.why}</div>}
      {outcome.outcome === 'holds' && outcome.note && <div class="note">{outcome.note}</div>}
      {needWords(outcome).map(text => (
        <div key={text} class="note">
          {text}
        </div>
      ))}
      {outcome.outcome === 'fails' && !witness && <div class="note">{outcome.message}</div>}
      {witness?.premise && (
        <div class="note">
          while <ShownFormula shown={witness.premise.left} /> {witness.premise.op} <ShownFormula shown={witness.premise.right} /> holds
          there
        </div>
      )}
      {witness?.note && <div class="note">{witness.note}</div>}
      {slip && (
        <div class="note slip">
          <span class="lead">Likely slip:</span> {slipWords(slip)}
        </div>
      )}
    </>
  );
}

const standings = { root: 'fails', inherited: 'inherited', opinion: 'opinion', hint: 'unknown' } as const;

/** A finding that belongs to no single claim. */
function Remark({ finding }: { readonly finding: Finding }) {
  return (
    <div class="remark">
      <VerdictIcon verdict={standings[finding.standing]} />
      <div>
        {finding.message}
        {finding.opinion && <ScoreBar {...finding.opinion} />}
        {finding.slip && (
          <div class="note slip">
            <span class="lead">Likely slip:</span> {slipWords(finding.slip)}
          </div>
        )}
      </div>
    </div>
  );
}

type ScoreProps = { readonly by: string; readonly score: number; readonly threshold?: number };

function ScoreBar({ by, score: value, threshold }: ScoreProps) {
  const at = (x: number) => Math.max(0, Math.min(1, x)) * 100;
  return (
    <svg
      class="score"
      viewBox="0 0 100 8"
      preserveAspectRatio="none"
      role="img"
      aria-label={`${by}: ${score(value)} of 1${threshold === undefined ? '' : `, threshold ${score(threshold)}`}`}
    >
      <rect class="track" x="0" y="2" width="100" height="4" />
      <rect class="bar" x="0" y="2" width={at(value)} height="4" />
      {threshold !== undefined && <rect class="threshold" x={at(threshold) - 0.3} y="0" width="0.6" height="8" />}
    </svg>
  );
}

/** Scores and labels that came with the file, beside the proofs. */
function Judgements({ node: { rewards = [], labels = [] } }: { readonly node: TreeNode }) {
  if (rewards.length + labels.length === 0) return null;
  return (
    <div class="judgements">
      {rewards.map(({ by, score: value }) => (
        <span key={by} class="scored">
          <span class="lead">{by}</span>
          <ScoreBar by={by} score={value} />
          <span class="figure">{score(value)}</span>
        </span>
      ))}
      {labels.map((label, i) => (
        <span key={i} class="part">
          {labelWords(label)}
        </span>
      ))}
    </div>
  );
}
