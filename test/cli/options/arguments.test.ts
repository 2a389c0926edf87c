// A command's arguments: each option and word is checked as it is declared, and a mistake has one suggestion.

import { describe, expect, it } from 'vitest';
import { argumentsFor } from '../../../src/cli/commands/arguments.js';
import { type CommandName, commandNamed, commandNames } from '../../../src/cli/commands/index.js';
import { type Given, splitCommandLine } from '../../../src/cli/options/command-line.js';
import { readLimits } from '../../../src/cli/options/limit-option.js';
import type { Option } from '../../../src/cli/options/option.js';
import { globalOptions } from '../../../src/cli/options/options.js';
import { exportableNamed } from '../../../src/datasets/index.js';
import { readFilters } from '../../../src/pipeline/export/export-filters.js';
import { Stop } from '../../../src/problems/stop.js';

const none: ReadonlyMap<string, Given> = new Map();

async function parsed(name: CommandName, argv: readonly string[], defaults = none) {
  const command = commandNamed(name);
  const narrowings = (await command.narrowings?.([])) ?? {};
  const line = splitCommandLine(argv, { ...command.options, ...narrowings, ...globalOptions });
  return argumentsFor(name, command, narrowings, line, defaults);
}

/** The words that a command needs. */
const needed = (name: CommandName): readonly string[] =>
  commandNamed(name).words.flatMap(({ required, choices }) => (required ? [choices?.[0] ?? 'a.csv'] : []));

function valuesOf(option: Option): readonly [string, string] {
  const [first = '1', second = '2'] = option.kind === 'choice' ? option.choices : [];
  return option.kind === 'number' ? [String(option.least ?? 1), String(option.most ?? 2)] : [first, second];
}

describe.each(commandNames)('%s', (name) => {
  const single = Object.entries<Option>({ ...commandNamed(name).options, ...globalOptions }).filter(
    ([, { kind }]) => kind !== 'texts' && kind !== 'switch',
  );

  it.each(single)('refuses --%s twice', async (option, declared) => {
    const [first, second] = valuesOf(declared);
    const argv = [...needed(name), `--${option}`, first, `--${option}`, second];
    await expect(parsed(name, argv)).rejects.toMatchObject({
      kind: 'usage',
      message: `--${option} was given 2 times: ${first}, ${second}`,
    });
  });

  it('has every option of its declaration among its arguments', async () => {
    const args = await parsed(name, needed(name));
    expect(args).toMatchObject({ json: false, quiet: false, verbose: false, openapi: [] });
  });
});

it('gives values their types', async () => {
  const argv = ['a.csv', 'b.csv', '--header-row', '3', '--decimal', ',', '--unpivot', '--no-canary', '--rate=2.5'];
  expect(await parsed('import', argv)).toMatchObject({
    files: ['a.csv', 'b.csv'],
    headerRow: 3,
    decimal: ',',
    unpivot: true,
    canary: false,
    rate: 2.5,
    onExisting: 'skip',
    concurrency: 4,
    color: undefined,
  });
});

it.each<[argv: readonly string[], says: string, hint: string]>([
  [['a.csv', '--header-row', '0'], '--header-row: expected a whole number of 1 or more, got "0"', ''],
  [['a.csv', '--header-row', '1.5'], '--header-row: expected a whole number of 1 or more, got "1.5"', ''],
  [['a.csv', '--dates-from', '12'], '--dates-from: expected a whole number from 1000 to 9999, got "12"', ''],
  [['a.csv', '--rate', '0'], '--rate: expected a number greater than 0, got "0"', ''],
  [['a.csv', '--rate', 'fast'], '--rate: expected a number greater than 0, got "fast"', ''],
  [['a.csv', '--rate', ''], '--rate: expected a number greater than 0, got ""', ''],
  [['a.csv', '--sheet', ''], '--sheet: expected a text, got ""', ''],
  [['a.csv', '--json=maybe'], '--json: expected true or false, got "maybe"', ''],
  [
    ['a.csv', '--on-existing', 'udpate'],
    '--on-existing: expected skip, update or fail, got "udpate"',
    'did you mean update?',
  ],
  [
    ['a.csv', '--on-exisiting', 'skip'],
    'carbonsheet import has no option --on-exisiting',
    'did you mean --on-existing?',
  ],
  [['a.csv', '-x'], 'carbonsheet import has no option -x', 'carbonsheet import --help shows the options'],
  [['a.csv', '--port', '1'], 'carbonsheet import has no option --port', 'carbonsheet import --help shows the options'],
  [['a.csv', '--sheet'], '--sheet needs a value', 'carbonsheet import --help shows the options'],
  [['a.csv', '--sheet', '--json'], '--sheet needs a value', 'carbonsheet import --help shows the options'],
])('import %j is refused with one suggestion', async (argv, message, hint) => {
  await expect(parsed('import', argv)).rejects.toMatchObject({ kind: 'usage', code: 'USAGE', message, hint });
});

it.each<[name: CommandName, argv: readonly string[], says: string, hint: string]>([
  ['export', ['footprint'], 'expected one of', 'did you mean footprints?'],
  ['whoami', ['dcycel'], 'SERVICE: expected one of dcycle, carboncloud, variable', 'did you mean dcycle?'],
  ['runs', ['1', '2'], '2 is too much', 'usage: carbonsheet runs [RUN|prune]'],
  ['completion', [], 'SHELL is missing', 'usage: carbonsheet completion SHELL'],
  ['check', [], 'FILE is missing', 'usage: carbonsheet check FILE…'],
])('%s %j is refused with one suggestion', async (name, argv, says, hint) => {
  await expect(parsed(name, argv)).rejects.toMatchObject({ message: expect.stringContaining(says), hint });
});

it('names where a wrong default is from', async () => {
  const defaults = new Map([['rate', { texts: ['fast'], from: 'the variable CARBONSHEET_RATE' }]]);
  await expect(parsed('import', ['a.csv'], defaults)).rejects.toThrow(
    'the variable CARBONSHEET_RATE: expected a number',
  );
  expect(await parsed('import', ['a.csv', '--rate', '5'], defaults)).toMatchObject({ rate: 5 });
});

describe('options that take several values', () => {
  it('add up, commas as before', async () => {
    const products = await exportableNamed('footprints');
    expect(readFilters(products, { product: ['a', 'b,c', 'a'] })).toEqual({ product: ['a', 'b', 'c'] });
    expect(readFilters(products, { product: 'a,b' })).toEqual({ product: ['a', 'b'] });
    const args = await parsed('export', ['footprints', '--out', 'a.csv', '--product', 'a', '--product', 'b']);
    expect(args.narrowings).toEqual({ product: ['a', 'b'] });
    expect(readLimits(['rows=1', 'columns=2,rows=3'])).toEqual({ rows: 3, columns: 2 });
  });

  it('are refused twice where the dataset takes one', async () => {
    const sales = await exportableNamed('country-sales');
    expect(readFilters(sales, { name: ['Fryer, 5 l'] })).toEqual({ name: ['Fryer, 5 l'] });
    expect(() => readFilters(sales, { name: ['a', 'b'] })).toThrow(Stop);
    expect(() => readFilters(sales, { name: ['a', 'b'] })).toThrow('--name was given 2 times: a, b');
  });
});
