// The data set's page: what it asks for, and that another tab in front of it costs neither record nor filter.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DatasetInfo, DatasetRecord, FromDataset } from '../../server/protocol';
import { startHost } from './browser';

const info: DatasetInfo = { uri: 'file:///a.jsonl', name: 'a.jsonl', records: 3400, bytes: 1e6, verified: 3400, ms: 1 };
const record = (n: number): DatasetRecord => ({
  n,
  line: n + 1,
  id: `r${n}`,
  source: '{}',
  tree: null,
  problems: [],
  labels: [{ kind: 'first-error', by: 'people', value: 1 } as never],
});

test('record and filter are there again after another tab covered the page', async t => {
  const host = await startHost();
  t.after(() => host.close());
  const opened = await host.open({ name: 'dataset' });
  const said = async (of: typeof opened) => (await of.messages()) as unknown as FromDataset[];
  assert.deepEqual(await said(opened), [{ type: 'ready' }]);
  await opened.send({ type: 'info', info });
  await opened.send({ type: 'record', record: record(41) });
  const { page } = opened;
  await page.getByRole('heading', { name: 'r41' }).waitFor();
  await page.getByLabel('Text or id').fill('pens');
  await page.getByLabel('Verdict').selectOption('disagreement');
  await page.getByLabel('Slip').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Find Next' }).click();
  const asked = (await said(opened)).at(-1)!;
  assert.equal(asked.type, 'find');
  const query = asked.type === 'find' ? asked.query : undefined;
  assert.deepEqual([query?.from, query?.text, query?.verdict], [42, 'pens', 'disagreement']);

  // A page that is not retained starts anew, with what it kept.
  const again = await host.open({ name: 'dataset', state: await opened.state() });
  assert.deepEqual(await said(again), [{ type: 'ready', n: 41 }]);
  await again.send({ type: 'info', info });
  await again.send({ type: 'record', record: record(41) });
  assert.equal(await again.page.getByLabel('Text or id').inputValue(), 'pens');
  await again.page.getByRole('button', { name: 'Find Next' }).click();
  assert.deepEqual((await said(again)).at(-1), asked);
  for (const one of [opened, again]) assert.deepEqual([one.errors, await one.violations()], [[], []]);
});

test('corrections come into the record they belong to, where it is read by then', async t => {
  const host = await startHost();
  t.after(() => host.close());
  const opened = await host.open({ name: 'dataset' });
  const { page } = opened;
  const long = (n: number, found: string): DatasetRecord => ({ ...record(n), source: `${'step\n'.repeat(400)}${found}` });
  await opened.send({ type: 'info', info });
  await opened.send({ type: 'record', record: long(7, 'wrong') });
  await page.getByRole('heading', { name: 'r7' }).waitFor();
  const scrolled = () => page.locator('.record').evaluate(element => element.scrollTop);
  await page.locator('.record').evaluate(element => element.scrollTo(0, 300));
  await opened.send({ type: 'record', record: long(7, 'mended'), mended: true });
  await page.getByText('mended').waitFor();
  assert.equal(await scrolled(), 300, 'nobody loses the place');
  await opened.send({ type: 'record', record: long(6, 'late'), mended: true });
  await opened.send({ type: 'said', text: 'Nothing fits.' });
  await page.getByText('Nothing fits.').waitFor();
  assert.equal(await page.getByText('late').count(), 0, 'what comes for a record that was left is dropped');
  await opened.send({ type: 'record', record: long(8, 'next') });
  await page.getByRole('heading', { name: 'r8' }).waitFor();
  assert.equal(await scrolled(), 0);
  assert.deepEqual([opened.errors, await opened.violations()], [[], []]);
});
