// carbonsheet export WHAT --out FILE

import type { CommandModule, Options } from 'yargs';
import { z } from 'zod';
import { exportableNames } from '../../datasets/catalogue.js';
import { loadExportables } from '../../datasets/index.js';
import { filtersOf } from '../../pipeline/export/export-filters.js';
import { exportData } from '../../pipeline/export.js';
import { globalArguments, parseArguments, rateArgument } from '../arguments.js';
import { makeTools, openTerminal } from '../context.js';
import { exitWith } from '../exit.js';
import { outputOptions, planningOptions } from '../options.js';
import { requireReplaceable } from '../replace-file.js';

const schema = globalArguments
  .extend(rateArgument.shape)
  .extend({ what: z.string(), out: z.string().min(1), force: z.boolean() })
  .loose();

/** What exports can be narrowed by: an option for each name, which tells the datasets that know it. */
async function filterOptions(): Promise<Readonly<Record<string, Options>>> {
  const filters = (await loadExportables()).flatMap((dataset) =>
    filtersOf(dataset).map(({ name, note }) => ({ name, note, dataset: dataset.name })),
  );
  const names = new Set(filters.map(({ name }) => name));
  return Object.fromEntries(
    [...names].map((name) => {
      const own = filters.filter((filter) => filter.name === name);
      const notes = new Set(own.map(({ note }) => note));
      // Where it means something else for each, the command that lists a dataset's columns tells.
      const note = notes.size === 1 ? own[0]?.note : `only rows of this ${name.replaceAll('-', ' ')}`;
      return [name, { type: 'string', describe: `${note} (${own.map(({ dataset }) => dataset).join(', ')})` }];
    }),
  );
}

const narrowing = await filterOptions();

export const exportCommand: CommandModule = {
  command: 'export <what>',
  describe: 'Write what the service holds into a workbook (.xlsx), .csv or .ndjson',
  builder: (yargs) =>
    yargs
      .positional('what', { type: 'string', demandOption: true, choices: exportableNames })
      .option('out', { type: 'string', demandOption: true, describe: 'File to write' })
      .options({
        rate: planningOptions.rate,
        'max-pages': planningOptions['max-pages'],
        ...outputOptions,
        ...narrowing,
      }),
  handler: async (argv) => {
    const args = parseArguments(schema, argv);
    const terminal = openTerminal(args);
    const filters = Object.fromEntries(Object.keys(narrowing).map((name) => [name, textsOf(args[name])]));
    const tools = makeTools(args, terminal);
    await requireReplaceable([args.out], args.force, terminal.ask);
    const exported = await exportData({ ...args, filters }, tools);
    const blank = exported.blank > 0 ? `, ${exported.blank} of them without a value and with the reason` : '';
    terminal.print(`${exported.rows} ${exported.rows === 1 ? 'row' : 'rows'} written to ${exported.out}${blank}`);
    terminal.printJson(exported);
    exitWith(exported.exitCode);
  },
};

/** An option's values, however often it was given. */
function textsOf(value: unknown): readonly string[] | undefined {
  return value === undefined ? undefined : [value].flat().map(String);
}
