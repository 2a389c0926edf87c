// carbonsheet import FILE…

import type { ImportRequest } from '../../pipeline/requests.js';
import { importFiles } from '../../pipeline/several-files.js';
import { makeTools } from '../context.js';
import { exitWith } from '../exit.js';
import { brakesOf } from '../options/failure-limit.js';
import { runFiles } from '../run-files.js';
import type { CommandArguments } from './index.js';

export async function run(args: CommandArguments<'import'>): Promise<void> {
  const { onExisting, canary, concurrency, via, rehearse, yes, deletes } = args;
  const invalid: ImportRequest['invalid'] = args.invalid ?? (yes ? 'stop' : 'ask');
  const asked = { onExisting, canary, concurrency, via, rehearse, yes, deletes, invalid, brakes: brakesOf(args) };
  exitWith(
    await runFiles({
      command: 'import',
      args,
      makeTools: (terminal) => makeTools(args, terminal),
      run: (request, tools) => importFiles({ ...request, ...asked }, tools),
    }),
  );
}
