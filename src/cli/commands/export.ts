// carbonsheet export WHAT --out FILE

import type { CommandModule, Options } from 'yargs';
import { z } from 'zod';
import { exportables } from '../../datasets/index.js';
import { exportData } from '../../pipeline/export-data.js';
import { filtersOf } from '../../pipeline/export-filters.js';
import { globalArguments, parseArguments, rateArgument } from '../arguments.js';
import { makeTools, openTerminal } from '../context.js';
import { planningOptions } from '../options.js';

const schema = globalArguments
  .extend(rateArgument.shape)
  .extend({ what: z.string(), out: z.string().min(1) })
  .loose();

/** What exports can be narrowed by: an option for each name, which tells the datasets that know it. */
function filterOptions(): Readonly<Record<string, Options>> {
  const options: Record<string, Options> = {};
  for (const dataset of exportables) {
    for (const { name, note } of filtersOf(dataset)) {
      const known = options[name]?.describe;
      const describe = known === undefined ? `${note} (${dataset.name})` : known.replace(/\)$/, `, ${dataset.name})`);
      options[name] = { type: 'string', describe };
    }
  }
  return options;
}

const narrowing = filterOptions();

export const exportCommand: CommandModule = {
  command: 'export <what>',
  describe: 'Write what the service holds into a workbook (.xlsx), .csv or .ndjson',
  builder: (yargs) =>
    yargs
      .positional('what', { type: 'string', demandOption: true, choices: exportables.map(({ name }) => name) })
      .option('out', { type: 'string', demandOption: true, describe: 'File to write' })
      .options({ rate: planningOptions.rate, ...narrowing }),
  handler: async (argv) => {
    const args = parseArguments(schema, argv);
    const terminal = openTerminal(args);
    const filters = Object.fromEntries(Object.keys(narrowing).map((name) => [name, textOf(args[name])]));
    const exported = await exportData({ ...args, filters }, makeTools(args, terminal));
    const blank = exported.blank > 0 ? `, ${exported.blank} of them without a value and with the reason` : '';
    terminal.print(`${exported.rows} ${exported.rows === 1 ? 'row' : 'rows'} written to ${exported.out}${blank}`);
    terminal.printJson(exported);
  },
};

function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : [value].flat().join(',');
}
