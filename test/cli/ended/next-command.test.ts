// The command that is said to come next does what is left to do.

import { expect, it } from 'vitest';
import { type Ended, nextCommand } from '../../../src/cli/ended/next-command.js';
import type { ReadingArguments } from '../../../src/cli/options/options.js';
import { Stop, type StopKind } from '../../../src/problems/stop.js';

const defaults: ReadingArguments & Readonly<Record<string, unknown>> = {
  files: ['in.csv'],
  dataset: undefined,
  sheet: undefined,
  headerRow: undefined,
  mapping: undefined,
  set: [],
  encoding: undefined,
  delimiter: undefined,
  quoteRule: 'strict',
  limit: [],
  unpivot: false,
  decimal: undefined,
  dateOrder: undefined,
  netAmounts: false,
  asNew: false,
  acceptSuspects: false,
  equalRows: 'keep',
  runsDir: 'runs',
  onExisting: 'skip',
  via: 'api',
  concurrency: 4,
  json: false,
  yes: false,
};

const invalid = new Stop('mapping', 'INVALID_ROWS', 'some rows are not fit to send');
const stopped = (kind: StopKind): Stop => new Stop(kind, 'USAGE', 'stopped');

const next = (ended: Partial<Ended>, args: object = {}, files: readonly string[] = ['in.csv']) =>
  nextCommand(
    { command: 'import', stop: undefined, run: undefined, inDoubt: 0, ...ended },
    { ...defaults, ...args },
    files,
  );

it.each([
  { what: 'an import of unfit rows', ended: { stop: invalid }, args: {} },
  { what: 'one that was told to stop', ended: { stop: invalid }, args: { invalid: 'stop' } },
  { what: 'a plan of unfit rows', ended: { stop: invalid, command: 'plan' as const }, args: {} },
])('$what leads to the import of the others', ({ ended, args }) => {
  expect(next(ended, args)).toBe('carbonsheet import in.csv --invalid skip');
});

it.each(['interrupted', 'unreachable', 'limit'] as const)('%s leads to the same command', (kind) => {
  expect(next({ stop: stopped(kind) }, { invalid: 'skip' })).toBe('carbonsheet import in.csv --invalid skip');
  expect(next({ stop: stopped(kind), command: 'plan' })).toBe('carbonsheet plan in.csv');
  expect(next({ stop: stopped(kind), command: 'check' }, {}, ['a.csv', 'b.csv'])).toBe('carbonsheet check a.csv b.csv');
});

it.each([
  { what: 'a wrong setting', ended: { stop: stopped('usage') } },
  { what: 'an unreadable file', ended: { stop: stopped('input') } },
  { what: 'refused credentials', ended: { stop: stopped('refused') } },
  { what: 'columns to put right', ended: { stop: stopped('mapping') } },
  { what: 'a check of unfit rows', ended: { stop: invalid, command: 'check' as const } },
  { what: 'a good end', ended: {} },
])('$what leads to no command', ({ ended }) => {
  expect(next(ended)).toBeUndefined();
});

it('looks rows in doubt up again', () => {
  expect(next({ inDoubt: 1 })).toBe('carbonsheet import in.csv');
  expect(next({ inDoubt: 1, stop: stopped('usage') })).toBe('carbonsheet import in.csv');
});

it('repeats every option that is not at its default, as a shell reads it', () => {
  const args = {
    sheet: "Q1 d'avril",
    headerRow: 3,
    delimiter: '-',
    limit: ['rows=5', 'unpacked-bytes=20GB'],
    runsDir: 'out',
    concurrency: 8,
    rate: 2.5,
    yes: true,
    json: true,
    color: false,
    profile: '',
  };
  expect(next({ stop: stopped('limit') }, args, ['my file.csv'])).toBe(
    "carbonsheet import 'my file.csv' --sheet 'Q1 d'\\''avril' --header-row 3 --delimiter=- --limit rows=5 --limit unpacked-bytes=20GB --runs-dir out " +
      "--rate 2.5 --concurrency 8 --yes --profile '' --json --no-color",
  );
});

it('takes back a trial that the service changed with a command that undo takes', () => {
  const stop = new Stop('limit', 'CANARY_CHANGED', 'changed');
  expect(next({ stop, run: '20250115-a' }, { deletes: 3, rate: 5, yes: true, ledger: 'my ledger.db' })).toBe(
    "carbonsheet undo 20250115-a --ledger 'my ledger.db' --rate 5 --yes",
  );
});

it.each([
  ['in.csv', 'in.fixed.csv'],
  ['data/in.xlsx', 'in.fixed.xlsx'],
  ['in.v2.XLSM', 'in.v2.fixed.XLSM'],
  ['in', 'in.fixed.csv'],
])('corrects a copy of %s as the same kind of file', (file, copy) => {
  const ended = { command: 'check' as const, stop: invalid, isAnswerable: true };
  expect(next(ended, { fixes: 'fixes.csv' }, [file])).toBe(`carbonsheet fix ${file} fixes.csv --out ${copy}`);
  expect(next({ ...ended, mapping: 'm.yaml' }, { fixes: 'fixes.csv' }, [file])).toBe(
    `carbonsheet fix ${file} fixes.csv --mapping m.yaml`,
  );
});

it.each([
  { what: 'an import', ended: {}, args: {}, line: 'carbonsheet import in.csv --on-existing update' },
  {
    what: 'a plan',
    ended: { command: 'plan' as const },
    args: {},
    line: 'carbonsheet plan in.csv --on-existing update',
  },
  {
    what: 'an import with rows to fix',
    ended: { run: 'r', failedFile: 'failed.csv' },
    args: {},
    line: 'carbonsheet retry r',
  },
  { what: 'a plan that is applied', ended: {}, args: { plan: 'plan.json' }, line: undefined },
])('$what of rows that were edited after the service had them: $line', ({ ended, args, line }) => {
  expect(next({ edited: 2, ...ended }, args)).toBe(line);
});

it('gives the workbook of held back rows back without the options that it keeps itself', () => {
  const ended = { run: 'r', workbook: 'runs/r/results.xlsx', toAccept: 2 };
  const args = {
    decimal: ',',
    mapping: 'm.yaml',
    set: ['unit_id=EUR'],
    result: 'kept.xlsx',
    onExisting: 'update',
    yes: true,
  };
  expect(next(ended, args)).toBe('carbonsheet import runs/r/results.xlsx --on-existing update --yes');
  expect(next({ ...ended, failedFile: ended.workbook }, args)).toBe('carbonsheet retry r --yes');
});

it('plans again what a plan left open, from the workbook of its rows', () => {
  const ended = { run: 'r', workbook: 'runs/r/results.xlsx', outOfDate: 1 };
  const args = { plan: 'plan.json', outOfDate: 'skip', planHash: 'abc', yes: true };
  expect(next(ended, args, [])).toBe('carbonsheet plan runs/r/results.xlsx --force --out plan.json');
});
