// The dashboard with scores: the slider, the best threshold and what is proved, figure by figure.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { createTally } from '../../server/batch/dashboard';
import { dashboardPage } from '../../server/batch/dashboard-page';
import { launch } from './browser';

/** Scores without pattern, lower from the labelled step on; every third wrong step is proved. */
function figures() {
  const tally = createTally();
  let seed = 11;
  const next = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  for (const file of ['one.jsonl', 'two.jsonl'])
    for (let i = 0; i < 120; i++) {
      const label = i % 2 ? -1 : i % 4;
      const scores = [0, 1, 2, 3].map(step => Math.min(1, Math.max(0, (label >= 0 && step >= label ? 0.35 : 0.75) + 0.8 * (next() - 0.5))));
      const proved = label >= 0 && i % 3 === 0 ? label : -1;
      const rewards = [{ by: 'scores', scores }];
      tally.add(file, {
        id: `${i}`,
        line: i + 1,
        proved,
        doubted: -1,
        steps: 4,
        claims: 4,
        checked: 3,
        labels: { first_error: label },
        rewards,
      });
    }
  return tally.done();
}

test('the slider shows the figures at its threshold, the best one is a press away, and proofs count where asked', async t => {
  const dashboard = figures();
  const [script, styles] = ['dashboard.js', 'dashboard.css'].map(name => readFileSync(resolve('dist', name), 'utf8'));
  const browser = await launch();
  t.after(() => browser.close());
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on('pageerror', error => errors.push(error.message));
  page.on('console', message => message.type() === 'error' && errors.push(message.text()));
  await page.setContent(dashboardPage(dashboard, { script: script!, styles: styles! }));

  const rewards = dashboard.files[0]!.rewards[0]!;
  const percent = (share: number | null) => (share === null ? '–' : `${(100 * share).toFixed(1)} %`);
  const shown = async (way: 'steps' | 'together') => {
    const threshold = Number(await page.locator('output').innerText());
    const at = rewards.thresholds.findIndex(one => Math.abs(one - threshold) < 1e-3);
    const { wrong, right, f1 } = rewards[way].points[at]!;
    const text = await page.locator('.figures').innerText();
    assert.equal(text.replace(/^.*label: /, ''), `wrong acc. ${percent(wrong)} · right acc. ${percent(right)} · F1 ${percent(f1)}`);
    return { threshold, f1: f1! };
  };
  const first = await shown('steps');
  assert.equal(first.threshold, 0.5);
  const slider = page.getByRole('slider', { name: 'Threshold' });
  await slider.focus();
  for (let i = 0; i < 12; i++) await page.keyboard.press('ArrowRight');
  assert.equal((await shown('steps')).threshold, 0.56);
  await page.getByRole('button', { name: /^Best/ }).click();
  const best = await shown('steps');
  assert.ok(best.f1 >= Math.max(...rewards.steps.points.map(point => point.f1 ?? 0)) - 0.03);
  await page.getByLabel('With what is proved').first().check();
  assert.ok((await shown('together')).f1 > best.f1, 'proofs find what scores miss');

  // Aggregations side by side, and the threshold of each file on both.
  const tables = await page.locator('table').allInnerTexts();
  assert.ok(tables.some(text => ['min', 'product', 'last', 'mean'].every(how => text.includes(`\n${how}\t`))));
  assert.ok(tables.some(text => /calibrated on\s+threshold\s+one\.jsonl\s+two\.jsonl/.test(text)));
  assert.deepEqual(errors, []);
});
