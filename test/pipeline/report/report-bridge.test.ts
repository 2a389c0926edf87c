// Why the figures of a report are not what they were in an earlier one: the parts lead exactly from one total to the other.

import exceljs from 'exceljs';
import { describe, expect, it } from 'vitest';
import { writeReport } from '../../../src/pipeline/report/report.js';
import type { ReportRequest } from '../../../src/pipeline/report/report-request.js';
import type { ReportTable } from '../../../src/report/monthly/report-model.js';
import { exactSum } from '../../../src/values/numbers/exact-sum.js';
import { openImporting } from '../importing.js';
import { heldForReports } from './held.js';

type Asked = Omit<ReportRequest, 'provider' | 'runsDir'>;

async function scene(provider: ReportRequest['provider'] = 'dcycle') {
  const at = await openImporting({ holdings: heldForReports() });
  const report = (asked: Asked = { month: '2026-10' }) =>
    writeReport({ provider, out: at.path('report.xlsx'), runsDir: at.path('runs'), ...asked }, at.tools);
  const bridgeOf = ({ report: { bridge = [] } }: Awaited<ReturnType<typeof report>>, id = 'bridge'): ReportTable =>
    bridge.find((table) => table.id === id)!;
  return { ...at, report, bridgeOf };
}

function added(cells: readonly (string | undefined)[]): string {
  const sum = exactSum();
  for (const cell of cells) if (cell) sum.addText(cell);
  return sum.text();
}

describe('the bridge of a report', () => {
  it('is not there in a first report, which says so', async () => {
    const { report } = await scene();
    const first = await report();
    expect(first.report.bridge).toBeUndefined();
    expect(first.report.notes.at(-1)).toContain('no earlier report');
  });

  it('leads from the total of the last report to the one of this', async () => {
    const { report, bridgeOf, sandbox, dcycle } = await scene();
    const first = await report();
    const held = sandbox.purchases() as { id: string; purchase_date: string; status: string }[];
    const active = held.filter(
      ({ purchase_date, status }) => purchase_date.startsWith('2026-10') && status === 'active',
    );
    const [gone, edited, moved] = active;
    await dcycle('DELETE', `/v1/purchases/${gone?.id}`);
    await dcycle('PATCH', `/v1/purchases/${edited?.id}`, { quantity: 99_999 });
    await dcycle('PATCH', `/v1/purchases/${moved?.id}`, { purchase_date: '2026-11-02' });
    const second = await report();
    const table = bridgeOf(second);
    const counts = Object.fromEntries(table.rows.map(([part, rows]) => [part, rows]));
    expect(counts).toMatchObject({
      'New rows': '0',
      'Rows that are gone': '1',
      'Moved into or out of the period': '1',
      'Edited inputs': '1',
    });
    expect(added(table.rows.map(([, , change]) => change))).toBe(table.total?.[2]);
    expect([table.rows[0]?.[2], table.total?.[2]]).toEqual([
      first.report.figures[0]?.value,
      second.report.figures[0]?.value,
    ]);
    // The lines of the periods add up, too, across and down.
    const periods = bridgeOf(second, 'bridge-periods');
    for (const line of periods.rows) expect(added(line.slice(1, 7))).toBe(line[7]);
    for (const column of [1, 2, 3, 4, 5, 6, 7])
      expect(added(periods.rows.map((line) => line[column]))).toBe(periods.total?.[column]);
    expect(sandbox.purchases()).toHaveLength(held.length - 1);
    expect(bridgeOf(second, 'bridge-largest').rows.length).toBeGreaterThan(0);
  });

  it('does not call rows gone that are still being calculated', async () => {
    const { report, bridgeOf, sandbox, dcycle } = await scene();
    await report();
    const held = sandbox.purchases() as { id: string; purchase_date: string; status: string }[];
    const [one] = held.filter(
      ({ purchase_date, status }) => purchase_date.startsWith('2026-10') && status === 'active',
    );
    await dcycle('PATCH', `/v1/purchases/${one?.id}`, { status: 'in_review' });
    const table = bridgeOf(await report());
    const [before] = table.rows;
    const changes = table.rows.filter(([, rows, change]) => rows !== '0' && change !== before?.[2]);
    expect(changes.map(([part, rows]) => [part, rows])).toEqual([['Edited inputs', '1']]);
    expect(Number(table.total?.[2])).toBeLessThan(Number(before?.[2]));
  });

  it('compares with the last report of the same period, with the last one, or with the one that is named', async () => {
    const { report, bridgeOf } = await scene();
    const october = await report({ month: '2026-10' });
    const november = await report({ month: '2026-11' });
    expect(bridgeOf(november).note).toContain(`of another period`);
    expect(bridgeOf(november).note).toContain(october.run);
    expect(bridgeOf(await report({ month: '2026-10' })).note).toContain(
      `October 2026, read on 2025-01-15 (run ${october.run})`,
    );
    const named = await report({ month: '2026-10', compareWith: november.run });
    expect(bridgeOf(named).note).toContain(november.run);
    expect(bridgeOf(await report({ month: '2026-11', compareWith: 'last' })).note).toContain(named.run);
  });

  it.each([
    ['nobody knows', async () => '20990101', 'NO_SUCH_RUN'],
    ['is an export', async (at: Scene) => (await at.exportSome('purchases')).exported.run, 'OTHER_RUN'],
  ])('refuses a run that %s', async (_, runOf, code) => {
    const at = await scene();
    const asked = { month: '2026-10', compareWith: await runOf(at) };
    await expect(at.report(asked)).rejects.toMatchObject({ code });
  });

  it('stands in the workbook and on the page', async () => {
    const { report, path } = await scene();
    await report();
    const { report: told } = await report({ month: '2026-10', html: path('report.html') });
    const book = new exceljs.Workbook();
    await book.xlsx.readFile(path('report.xlsx'));
    const texts = book.getWorksheet('Summary')?.getColumn(1).values ?? [];
    expect(texts).toEqual(
      expect.arrayContaining(['Why the total changed', 'Recalculated by the service', 'Total now']),
    );
    expect(told.bridge?.[0]?.rows.map(([part]) => part)).toHaveLength(6);
  });

  it.each(['carboncloud', 'variable'] as const)('compares reports of %s', async (provider) => {
    const { report, bridgeOf } = await scene(provider);
    await report();
    const table = bridgeOf(await report());
    const changed = table.rows.filter(([part]) => part === 'New rows' || part === 'Rows that are gone');
    expect(changed.map(([, rows]) => rows)).toEqual(['0', '0']);
  });
});

type Scene = Awaited<ReturnType<typeof scene>>;
