// carbonsheet plan FILE…

import { planFiles } from '../../pipeline/several-files.js';
import { makeTools } from '../context.js';
import { exitWith } from '../exit.js';
import { runFiles } from '../run-files.js';
import type { CommandArguments } from './index.js';

export async function run(args: CommandArguments<'plan'>): Promise<void> {
  const { onExisting } = args;
  exitWith(
    await runFiles({
      command: 'plan',
      args,
      makeTools: (terminal) => makeTools(args, terminal),
      run: (request, tools) => planFiles({ ...request, onExisting }, tools),
    }),
  );
}
