// carbonsheet export WHAT --out FILE

import { exportData } from '../../pipeline/export.js';
import { Stop } from '../../problems/stop.js';
import { makeTools } from '../context.js';
import { exitWith } from '../exit.js';
import { requireReplaceable } from '../replace-file.js';
import { openTerminal } from '../terminal/open-terminal.js';
import type { CommandArguments } from './index.js';

export async function run(args: CommandArguments<'export'>): Promise<void> {
  const { what, out, force, runsDir, narrowings: filters } = args;
  if (out === undefined) throw new Stop('usage', 'USAGE', '--out is missing', `name a file: --out ${what}.xlsx`);
  const terminal = openTerminal(args);
  const tools = makeTools(args, terminal);
  await requireReplaceable([out], force, terminal.ask);
  const exported = await exportData({ what, out, runsDir, filters }, tools);
  const blank = exported.blank > 0 ? `, ${exported.blank} of them without a value and with the reason` : '';
  terminal.print(`${exported.rows} ${exported.rows === 1 ? 'row' : 'rows'} written to ${exported.out}${blank}`);
  terminal.printJson(exported);
  exitWith(exported.exitCode);
}
