// carbonsheet fix FILE FIXES --out FILE, or --mapping FILE

import { existsSync } from 'node:fs';
import { systemClock } from '../../pace/system-clock.js';
import { changesOf } from '../../pipeline/fixes/copy-with-answers.js';
import { type Fixed, fixFile, fixMapping, requireCopy } from '../../pipeline/fixes/fix.js';
import { Stop } from '../../problems/stop.js';
import { grouped } from '../../values/numbers/grouped.js';
import { readMapping } from '../context.js';
import { commandLine, nextText } from '../ended/next-command.js';
import { readLimits } from '../options/limit-option.js';
import { readConstants } from '../options/set-option.js';
import { requireReplaceable } from '../replace-file.js';
import { openTerminal } from '../terminal/open-terminal.js';
import type { Terminal } from '../terminal/terminal.js';
import type { CommandArguments } from './index.js';

type Arguments = CommandArguments<'fix'>;

export async function run(args: Arguments): Promise<void> {
  const terminal = openTerminal(args);
  const { out, mapping } = args;
  if (out === undefined && mapping === undefined) throw unsaidTarget();
  const request = {
    ...args,
    mapping: mapping !== undefined && (out !== undefined || existsSync(mapping)) ? readMapping(mapping) : undefined,
    findMapping: mapping === undefined,
    attended: terminal.canAsk && !args.json,
    constants: readConstants(args.set),
    limits: readLimits(args.limit),
  };
  const tools = { clock: systemClock };
  if (out === undefined) {
    const fixed = await fixMapping({ ...request, mappingFile: mapping ?? '' }, tools);
    terminal.print(`${mapping}: ${count(fixed.entries, 'answer', 'answers')}`);
    end(args, fixed, [args.file, { mapping }], terminal);
    return;
  }
  await requireCopy({ file: args.file, out });
  await requireReplaceable([out, changesOf(out)], args.force, terminal.ask);
  const fixed = await fixFile({ ...request, out }, tools);
  terminal.print(`${out}: ${count(fixed.cells, 'cell', 'cells')} changed (${listOf(fixed)})${addedTo(fixed)}`);
  for (const line of formulasOf(fixed)) terminal.say(line);
  end(args, fixed, [out, {}], terminal);
}

function listOf({ changes, formulasReplaced }: Fixed): string {
  return `${formulasReplaced === undefined ? changes : `sheet ${changes}`} lists them`;
}

function addedTo({ added }: Fixed): string {
  return added.length === 0 ? '' : `; columns added: ${added.join(', ')}`;
}

/** Cells that are named in a message; the sheet of changes has all. */
const MOST_NAMED = 10;

/** What became of the formulas in cells that were answered. */
function formulasOf({ formulasReplaced = [], notChanged = [] }: Fixed): readonly string[] {
  const named = (cells: readonly string[]): string =>
    cells.slice(0, MOST_NAMED).join(', ') + (cells.length > MOST_NAMED ? ` and ${cells.length - MOST_NAMED} more` : '');
  return [
    ...(formulasReplaced.length === 0 ? [] : [`values took the place of formulas: ${named(formulasReplaced)}`]),
    ...(notChanged.length === 0
      ? []
      : [`not changed, as one formula calculates them and other cells: ${named(notChanged)}; change them in Excel`]),
  ];
}

/** What is left to answer, the next command, and the summary for programs. */
function end(
  args: Arguments,
  fixed: { readonly dataset: string; readonly unanswered: number },
  [file, more]: readonly [file: string, more: object],
  terminal: Terminal,
): void {
  if (fixed.unanswered > 0)
    terminal.say(
      `${count(fixed.unanswered, 'line', 'lines')} of ${args.fixes} left as they are: the column use is empty`,
    );
  terminal.printJson({ version: 1, command: 'fix', file: args.file, fixes: args.fixes, ...fixed });
  terminal.say(nextText(commandLine('check', [file], { ...args, out: undefined, force: undefined, ...more })));
}

function count(number: number, one: string, many: string): string {
  return `${grouped(number)} ${number === 1 ? one : many}`;
}

function unsaidTarget(): Stop {
  return new Stop(
    'usage',
    'USAGE',
    'fix needs to know where the answers go',
    'add --out FILE for a corrected copy, or --mapping FILE to put them into a mapping file',
  );
}
