// carbonsheet retry [RUN]

import type { CommandModule } from 'yargs';
import { z } from 'zod';
import { retryRun } from '../../pipeline/resume.js';
import { latestWrittenRun } from '../../pipeline/run/latest-run.js';
import type { Tools } from '../../pipeline/tools.js';
import { globalArguments, parseArguments, resumingArguments } from '../arguments.js';
import { makeTools, openTerminal } from '../context.js';
import { brakesOf } from '../failure-limit.js';
import { resumingOptions } from '../options.js';
import { requireLedger } from '../require-ledger.js';
import { showTakenUp } from '../show-taken-up.js';
import type { Terminal } from '../terminal.js';

const schema = globalArguments.extend(resumingArguments.shape).extend({ from: z.string().min(1).optional() });

export const retry: CommandModule = {
  command: 'retry [run]',
  describe:
    'Send the failed rows of an import again, out of its failed file where you have fixed rows in it; else of the latest',
  builder: (yargs) =>
    yargs
      .positional('run', { type: 'string', describe: 'A run id, or how it begins' })
      .option('from', { type: 'string', describe: "The mended failed file, where it is not in the run's folder" })
      .options(resumingOptions),
  handler: async (argv) => {
    const args = parseArguments(schema, argv);
    const terminal = openTerminal(args);
    requireLedger(args.ledger);
    const tools = makeTools(args, terminal);
    const run = args.run ?? (await latestWritten(tools, terminal));
    showTakenUp(await retryRun({ ...args, run, brakes: brakesOf(args) }, tools), args, terminal);
  },
};

/** The latest import that sent a row; says which it is. */
async function latestWritten(tools: Tools, terminal: Terminal): Promise<string> {
  const { id, file } = await latestWrittenRun(tools);
  terminal.say(`run ${id}, the latest: ${file}`);
  return id;
}
