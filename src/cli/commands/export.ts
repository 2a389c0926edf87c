// carbonsheet export WHAT --out FILE

import { STANDARD_OUTPUT } from '../../pipeline/export/destination.js';
import { exportData } from '../../pipeline/export/export.js';
import { Stop } from '../../problems/stop.js';
import { makeTools } from '../context.js';
import { showExport } from '../ended/show-export.js';
import { requireReplaceable } from '../replace-file.js';
import { openTerminal } from '../terminal/open-terminal.js';
import type { CommandArguments } from './index.js';

export async function run(args: CommandArguments<'export'>): Promise<void> {
  const { what, out, force, runsDir, format, columns, where, changed, withBaseline, narrowings: filters } = args;
  if (out === undefined)
    throw new Stop('usage', 'USAGE', '--out is missing', `name a file: --out ${what}.xlsx; or - for standard output`);
  const isPrinted = out === STANDARD_OUTPUT;
  if (isPrinted && args.json)
    throw new Stop('usage', 'USAGE', '--out - and --json both print to standard output', 'choose one of them');
  const terminal = openTerminal(args);
  const tools = makeTools(args, terminal);
  if (!isPrinted) await requireReplaceable([out], force, terminal.ask);
  const exported = await exportData(
    { what, out, format, stdout: process.stdout, runsDir, filters, columns, where, changed, withBaseline },
    tools,
  );
  showExport(exported, terminal);
}
