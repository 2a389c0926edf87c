// carbonsheet export WHAT --out FILE

import type { CommandModule } from 'yargs';
import { z } from 'zod';
import { exportDatasets } from '../../datasets/index.js';
import { exportData } from '../../pipeline/export-data.js';
import { globalArguments, parseArguments, rateArgument } from '../arguments.js';
import { makeTools, openTerminal } from '../context.js';
import { planningOptions } from '../options.js';

const schema = globalArguments.extend(rateArgument.shape).extend({ what: z.string(), out: z.string().min(1) });

const { rate } = planningOptions;

export const exportCommand: CommandModule = {
  command: 'export <what>',
  describe: 'Write what the service holds into a workbook (.xlsx), .csv or .ndjson',
  builder: (yargs) =>
    yargs
      .positional('what', { type: 'string', demandOption: true, choices: exportDatasets.map(({ name }) => name) })
      .option('out', { type: 'string', demandOption: true, describe: 'File to write' })
      .options({ rate }),
  handler: async (argv) => {
    const args = parseArguments(schema, argv);
    const terminal = openTerminal(args);
    const exported = await exportData(args, makeTools(args, terminal));
    const blank = exported.blank > 0 ? `, ${exported.blank} of them without a value and with the reason` : '';
    terminal.print(`${exported.rows} ${exported.rows === 1 ? 'row' : 'rows'} written to ${exported.out}${blank}`);
    terminal.printJson(exported);
  },
};
