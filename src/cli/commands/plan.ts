// carbonsheet plan FILE…

import { resolve } from 'node:path';
import { planFiles } from '../../pipeline/several-files.js';
import { Stop } from '../../problems/stop.js';
import { EXIT_CHANGES, EXIT_TROUBLE } from '../../report/exit-code.js';
import { makeTools } from '../context.js';
import { exitWith } from '../exit.js';
import { noting } from '../fixes-list.js';
import { requireReplaceable } from '../replace-file.js';
import { runFiles } from '../run-files.js';
import { openTerminal } from '../terminal/open-terminal.js';
import type { CommandArguments } from './index.js';

type PlanArguments = CommandArguments<'plan'>;

export async function run(args: PlanArguments): Promise<void> {
  const { onExisting, restate, deltaFrom, out, fixes, force, detailedExitcode } = args;
  requireOtherFiles(args);
  await requireReplaceable(out, force, openTerminal(args).ask);
  exitWith(
    await runFiles({
      command: 'plan',
      args,
      makeTools: (terminal) => makeTools(args, terminal),
      run: (request, tools) =>
        noting(planFiles({ ...request, replaceResult: force, onExisting, restate, deltaFrom }, tools, out), fixes),
      ...(detailedExitcode && { exitCodeOf: detailed }),
    }),
  );
}

/** As Terraform has it. */
function detailed(usual: number, rows: number): number {
  if (rows > 0) return EXIT_CHANGES;
  return usual === 0 ? 0 : EXIT_TROUBLE;
}

/** A plan is never kept over its own source. */
function requireOtherFiles({ files, out }: PlanArguments): void {
  const over = out.find((path) => files.some((file) => resolve(file) === resolve(path)));
  if (over !== undefined)
    throw new Stop('usage', 'USAGE', `--out: ${over} is the file that is planned`, 'choose another name');
}
