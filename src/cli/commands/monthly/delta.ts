// carbonsheet delta A B

import { compareExports } from '../../../pipeline/delta/delta.js';
import { deltaText } from '../../../report/delta/delta-text.js';
import { makeTools } from '../../context.js';
import { readFlag } from '../../options/flag-option.js';
import { readLimits } from '../../options/limit-option.js';
import { requireReplaceable } from '../../replace-file.js';
import { openTerminal } from '../../terminal/open-terminal.js';
import type { CommandArguments } from '../index.js';

export async function run(args: CommandArguments<'delta'>): Promise<void> {
  const terminal = openTerminal(args);
  const { before, after, dataset, out, force } = args;
  const flag = readFlag(args.flag);
  if (out !== undefined) await requireReplaceable([out], force, terminal.ask);
  const delta = await compareExports(
    { before, after, dataset, flag, out, limits: readLimits(args.limit) },
    makeTools(args, terminal, { settings: {} }),
  );
  terminal.print(...deltaText(delta, terminal.paint));
  if (out !== undefined) terminal.say(`every change is in ${out}`);
  terminal.printJson(delta);
}
