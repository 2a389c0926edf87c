// A report is a run: the ledger knows it, its folder holds its summary, a stopped one leaves no file and is made again, and commands
// over rows that were sent refuse it.

import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeReport } from '../../../src/pipeline/report/report.js';
import { type ReportRequest, storedReport } from '../../../src/pipeline/report/report-request.js';
import { runNamed } from '../../../src/pipeline/run/latest-run.js';
import type { Tools } from '../../../src/pipeline/tools.js';
import { traceRows } from '../../../src/pipeline/trace/trace.js';
import { purchase } from '../../cli/tables.js';
import { openImporting } from '../importing.js';
import { heldForReports } from './held.js';

type Options = Parameters<typeof openImporting>[0];

async function scene(options: Options = { holdings: heldForReports() }) {
  const at = await openImporting(options);
  const report = (asked: Partial<ReportRequest> = {}, tools: Tools = at.tools) =>
    writeReport(
      {
        provider: 'dcycle',
        month: '2026-10',
        out: at.path('october.xlsx'),
        html: at.path('october.html'),
        runsDir: at.path('runs'),
        ...asked,
      },
      tools,
    );
  const summaryOf = async (folder: string) => JSON.parse(await readFile(join(folder, 'summary.json'), 'utf8'));
  const written = async () => (await readdir(at.folder)).filter((name) => /october/.test(name)).sort();
  return { ...at, report, summaryOf, written };
}

const sha256 = async (path: string) =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex');

describe('a report', () => {
  it('is in the ledger with its counts, and has its summary in its folder', async () => {
    const at = await scene();
    const reported = await at.report();
    const [run, ...others] = await at.known();
    expect(others).toEqual([]);
    const rows = reported.report.datasets.reduce((sum, { listed }) => sum + listed, 0);
    expect(rows).toBeGreaterThan(60);
    expect(run).toMatchObject({
      id: reported.run,
      command: 'report',
      dataset: 'purchases sold-products sales-periods period-emissions',
      provider: 'dcycle',
      file: at.path('october.xlsx'),
      sha256: await sha256(at.path('october.xlsx')),
      folder: reported.folder,
      exitCode: 0,
      counts: { rows, exported: rows, created: 0, unsent: 0 },
      accountKey: expect.stringContaining('dcycle'),
    });
    expect(reported.folder).toMatch(/[\\/]\d{8}T\d{6}Z-report-[0-9a-f]{6}$/);
    expect(await at.summaryOf(reported.folder)).toEqual(reported);
    expect(reported.files).toEqual([
      { file: at.path('october.xlsx'), sha256: run?.sha256 },
      { file: at.path('october.html'), sha256: await sha256(at.path('october.html')) },
    ]);
    const [total] = reported.report.figures;
    expect(reported.totals).toMatchObject({ field: 'emissions', written: { 't CO2e': total?.value } });
    expect(at.told).toContainEqual(expect.objectContaining({ kind: 'finished', run: reported.run, exitCode: 0 }));
  });

  it('ends in the ledger also where the service refuses, and leaves no file', async () => {
    const at = await scene({ fault: () => ({ kind: 'status-before', status: 403 }) });
    await expect(at.report()).rejects.toMatchObject({ kind: 'refused' });
    const [run] = await at.known();
    expect(run).toMatchObject({ command: 'report', exitCode: 6, counts: { rows: 0 }, sha256: '' });
    const summary = await at.summaryOf(run?.folder ?? '');
    expect(summary).toMatchObject({ exitCode: 6, sha256: '', files: [], error: { kind: 'refused' } });
    expect(summary).not.toHaveProperty('report');
    expect(await at.written()).toEqual([]);
  });

  it('is made again as it was asked for, after it was stopped', async () => {
    let isDown = true;
    const at = await scene({
      holdings: heldForReports(),
      fault: () => (isDown ? { kind: 'status-before', status: 403 } : undefined),
    });
    await expect(at.report({ month: undefined, quarter: '2026-Q3', fiscalStart: 4 })).rejects.toThrow();
    isDown = false;
    const stopped = (await at.known())[0];
    const run = await runNamed(stopped?.id ?? '', at.tools);
    expect(run?.id).toBe(stopped?.id);
    const again = await writeReport({ ...storedReport(run), parent: run.id }, at.tools);
    expect(again.period).toMatchObject({ start: '2026-10-01', end: '2026-12-31' });
    expect((await at.known())[0]).toMatchObject({ id: again.run, parent: run.id, exitCode: 0 });
    expect(await at.written()).toEqual(['october.html', 'october.xlsx']);
  });

  it.each(['purchases', 'sold-products', 'period-emissions'])(
    'leaves no half file where it is interrupted as it reads %s',
    async (during) => {
      const at = await scene();
      const stop = new AbortController();
      let datasets = 0;
      const place = ['purchases', 'sold-products', 'sales-periods', 'period-emissions'].indexOf(during);
      const tools: Tools = {
        ...at.tools,
        signal: stop.signal,
        tell: (one) => {
          if (one.kind === 'step' && datasets === place) stop.abort();
          if (one.kind === 'end') datasets += 1;
        },
      };
      await expect(at.report({}, tools)).rejects.toMatchObject({ kind: 'interrupted' });
      expect((await at.known())[0]).toMatchObject({ exitCode: 130 });
      expect(await at.written()).toEqual([]);
    },
  );

  it('leaves neither file where one of them cannot be written', async () => {
    const at = await scene();
    const html = at.path('october.html');
    // Its part cannot be opened once the report is read: a folder has its name.
    await at.report({ out: undefined });
    await mkdir(`${at.path('october-2.html')}.part`);
    await expect(at.report({ html: at.path('october-2.html') })).rejects.toMatchObject({ kind: 'output' });
    expect((await at.written()).filter((name) => !name.endsWith('-2.html.part'))).toEqual(['october.html']);
    expect(await readFile(html, 'utf8')).toContain('</html>');
  });
});

describe('a report among other runs', () => {
  it('is no import before another import, nor one to resume, retry, reconcile or pack', async () => {
    const at = await scene();
    const { run } = await at.report();
    const refused = { kind: 'usage', code: 'USAGE', message: expect.stringContaining(`run ${run} is a report`) };
    await expect(at.resume(run)).rejects.toMatchObject(refused);
    await expect(at.retry(run)).rejects.toMatchObject(refused);
    await expect(at.reconcile(run)).rejects.toMatchObject(refused);
    await expect(at.pack(run, 'evidence.zip')).rejects.toMatchObject(refused);
    await expect(at.delta(run, run)).rejects.toMatchObject({ code: 'NO_EXPORT' });
    const ledger = await at.ledger();
    expect(await ledger.latestUnfinishedRun()).toBeUndefined();
    await ledger.close();
    const { stop } = await at.import('in.csv', [purchase()], { deltaFrom: run });
    expect(stop?.code).toBe('OTHER_RUN');
  });

  it('leads back from its rows to what was sent', async () => {
    const at = await scene({});
    const { results } = await at.import('in.csv', [purchase({ purchase_date: '2026-10-05' })]);
    await at.report();
    const [row, ...others] = await traceRows({ what: 'october.xlsx:Purchases!A2' }, at.tools);
    expect([row?.entry?.remoteId, row?.run.command, others]).toEqual([results[0]?.remote_id, 'import', []]);
  });

  it('goes when it is old, but for the last one of its period', async () => {
    const at = await scene();
    const first = await at.report();
    at.pass(1000);
    const other = await at.report({ month: '2026-09', out: at.path('september.xlsx') });
    at.pass(1000);
    const last = await at.report({ out: at.path('october-again.xlsx') });
    at.pass(90 * 86_400_000);
    await at.prune(86_400_000);
    const folders = await at.runs();
    expect(folders).toEqual([other.run, last.run]);
    expect(folders).not.toContain(first.run);
  });
});
