// Options that were given more than once, of every command.

import { describe, expect, it } from 'vitest';
import yargs, { type CommandModule } from 'yargs';
import { parseArguments, sourceArguments } from '../../src/cli/arguments.js';
import { check } from '../../src/cli/commands/check.js';
import { exportCommand } from '../../src/cli/commands/export.js';
import { importCommand } from '../../src/cli/commands/import.js';
import { peek } from '../../src/cli/commands/peek.js';
import { plan } from '../../src/cli/commands/plan.js';
import { resume } from '../../src/cli/commands/resume.js';
import { retry } from '../../src/cli/commands/retry.js';
import { sandbox } from '../../src/cli/commands/sandbox.js';
import { template } from '../../src/cli/commands/template.js';
import { trace } from '../../src/cli/commands/trace.js';
import { undo } from '../../src/cli/commands/undo.js';
import { globalOptions } from '../../src/cli/options.js';
import { exportableNamed } from '../../src/datasets/index.js';
import { readFilters } from '../../src/pipeline/export/export-filters.js';
import { Stop } from '../../src/problems/stop.js';

/** Options that take several values; narrowings of an export say for each dataset whether they do. */
const SEVERAL = ['openapi', 'limit'];

const commands: readonly (readonly [string, CommandModule, readonly string[]])[] = [
  ['peek', peek, ['a.csv']],
  ['check', check, ['a.csv']],
  ['plan', plan, ['a.csv']],
  ['import', importCommand, ['a.csv']],
  ['resume', resume, []],
  ['retry', retry, []],
  ['undo', undo, ['1']],
  ['export', exportCommand, ['units', '--out', 'a.csv']],
  ['template', template, ['purchases']],
  ['trace', trace, ['14']],
  ['sandbox', sandbox, []],
];

interface Declared {
  readonly type?: string;
  readonly choices?: readonly string[];
}

/** The options that a command declares, by name. */
async function optionsOf(command: CommandModule): Promise<ReadonlyMap<string, Declared>> {
  const { builder } = command;
  if (typeof builder !== 'function') throw new Error('expected a builder');
  const built: {
    getOptions?: () => { key: object; number: string[]; boolean: string[]; choices: Record<string, string[]> };
  } = Object(await builder(yargs([]).options(globalOptions)));
  const { key, number, boolean, choices } = built.getOptions?.() ?? { key: {}, number: [], boolean: [], choices: {} };
  const positional = [...String(command.command).matchAll(/[<[](\w+)/g)].map(([, name]) => name);
  return new Map(
    Object.keys(key)
      .filter((name) => !['help', 'version', ...positional].includes(name))
      .map((name) => [
        name,
        {
          type: number.includes(name) ? 'number' : boolean.includes(name) ? 'boolean' : 'string',
          ...(choices[name] && { choices: choices[name] }),
        },
      ]),
  );
}

function twice(name: string, { choices }: Declared): readonly string[] {
  const [first = '1', second = '2'] = choices ?? [];
  return [`--${name}`, first, `--${name}`, second];
}

describe.each(commands)('%s', (name, command, rest) => {
  it('refuses every single option that is given twice, before anything is done', async () => {
    const options = await optionsOf(command);
    expect(options.size).toBeGreaterThan(5);
    for (const [option, declared] of options) {
      const filters =
        name === 'export' && !['out', 'rate', 'force', 'max-pages', ...Object.keys(globalOptions)].includes(option);
      // A switch counts as it is given last, as in other programs.
      if (SEVERAL.includes(option) || filters || declared.type === 'boolean') continue;
      const argv = [name, ...rest, ...twice(option, declared)];
      const parsing = yargs(argv)
        .options(globalOptions)
        .command(command)
        .exitProcess(false)
        .fail((_, error) => {
          throw error;
        });
      await expect(parsing.parseAsync(), option).rejects.toMatchObject({
        kind: 'usage',
        message: expect.stringContaining(`--${option} was given `),
      });
    }
  });
});

describe('options that take several values', () => {
  it('add up, commas as before', async () => {
    const products = await exportableNamed('footprints');
    expect(readFilters(products, { product: ['a', 'b,c', 'a'] })).toEqual({ product: ['a', 'b', 'c'] });
    expect(readFilters(products, { product: 'a,b' })).toEqual({ product: ['a', 'b'] });
    expect(parseArguments(sourceArguments, { limit: ['rows=1', 'columns=2'], quoteRule: 'strict' }).limit).toEqual([
      'rows=1',
      'columns=2',
    ]);
  });

  it('are refused twice where the dataset takes one', async () => {
    const sales = await exportableNamed('country-sales');
    expect(readFilters(sales, { name: ['Fryer, 5 l'] })).toEqual({ name: ['Fryer, 5 l'] });
    expect(() => readFilters(sales, { name: ['a', 'b'] })).toThrow(Stop);
    expect(() => readFilters(sales, { name: ['a', 'b'] })).toThrow('--name was given 2 times: a, b');
  });
});
