// carbonsheet import FILE…, and import --plan FILE

import { resolve } from 'node:path';
import type { ImportRequest } from '../../pipeline/requests.js';
import { importFiles } from '../../pipeline/several-files.js';
import { Stop } from '../../problems/stop.js';
import { makeTools } from '../context.js';
import { exitWith } from '../exit.js';
import { brakesOf } from '../options/failure-limit.js';
import { readingOptions } from '../options/options.js';
import { type FileCommand, runFiles } from '../run-files.js';
import type { CommandArguments } from './index.js';

/** Reading options that say where results go. */
const OUTPUT: ReadonlySet<string> = new Set(['runs-dir', 'result']);

type ImportArguments = CommandArguments<'import'>;

export async function run(args: ImportArguments): Promise<void> {
  const work = args.plan === undefined ? importing(args) : await applying(args, args.plan);
  exitWith(await runFiles({ command: 'import', args, makeTools: (terminal) => makeTools(args, terminal), run: work }));
}

function importing(args: ImportArguments): FileCommand['run'] {
  const { onExisting, canary, concurrency, via, rehearse, yes, deletes, files, planHash, force } = args;
  const { restate, deltaFrom } = args;
  if (files.length === 0)
    throw misuse('FILE is missing', 'usage: carbonsheet import FILE…, or carbonsheet import --plan FILE');
  if (planHash !== undefined) throw misuse('--plan-hash goes with --plan', 'name the plan: --plan FILE');
  const invalid: ImportRequest['invalid'] = args.invalid ?? (yes ? 'stop' : 'ask');
  const terms = { onExisting, canary, concurrency, via, rehearse, yes, deletes, invalid, brakes: brakesOf(args) };
  return (request, tools) => importFiles({ ...request, ...terms, restate, deltaFrom, replaceResult: force }, tools);
}

/** Loaded late: other imports have no plan. */
async function applying(args: ImportArguments, planPath: string): Promise<FileCommand['run']> {
  requireNothingElse(args);
  const { applyPlan } = await import('../../pipeline/apply.js');
  const { canary, concurrency, via, yes, deletes, planHash, outOfDate, runsDir, result, force } = args;
  const files = args.files.map((file) => (file === '-' ? file : resolve(file)));
  const place = { runsDir, result, replaceResult: force };
  const asked = { planPath, planHash, outOfDate, files, ...place, canary, concurrency, via, yes, deletes };
  return ({ stdin }, tools) => applyPlan({ ...asked, stdin, brakes: brakesOf(args) }, tools);
}

/** What decides about the rows is in the plan: an option beside it would be ignored, or would make another plan. */
function requireNothingElse({ given, via, rehearse }: ImportArguments): void {
  const inPlan = [...Object.keys(readingOptions), 'on-existing', 'invalid', 'restate', 'delta-from'].filter(
    (name) => !OUTPUT.has(name),
  );
  const other = given.find((name) => inPlan.includes(name));
  if (other !== undefined)
    throw misuse(`--${other} cannot be given with --plan`, 'leave it out: the plan has it; or make another plan');
  if (rehearse || via === 'file')
    throw misuse(`${rehearse ? '--rehearse' : '--via file'} cannot be given with --plan`, 'leave out --plan');
}

function misuse(message: string, hint: string): Stop {
  return new Stop('usage', 'USAGE', message, hint);
}
