// `check --watch`: the first check is shown whole, each later one by what changed.

import type { KeptRun } from '../../pipeline/requests.js';
import { checkFiles } from '../../pipeline/several-files.js';
import type { Tools } from '../../pipeline/tools.js';
import type { Cause } from '../../problems/causes.js';
import { Stop } from '../../problems/stop.js';
import { changeLines, countText } from '../../report/cause-changes.js';
import { exitCodeOfStop, gravest } from '../../report/exit-code.js';
import type { ReadingArguments } from '../options/options.js';
import { filesRequest } from '../run-files.js';
import type { Terminal } from '../terminal/terminal.js';
import { type Folders, watchFiles } from './watch-files.js';

/** A check as it ended. */
interface Checked {
  readonly code: number;
  readonly causes: readonly Cause[];
}

/** A later check; without causes where a file could not be read. */
type CheckedAgain = Pick<Checked, 'code'> & { readonly causes: readonly Cause[] | undefined };

/** What the watching works with. */
export interface CheckWatch {
  readonly args: ReadingArguments;
  readonly terminal: Terminal;
  readonly tools: Tools;
  readonly folders: Folders;
  /** The runs whose folders each check replaces. */
  readonly kept: Map<string, KeptRun>;
  /** Checks the files and shows all there is to say. */
  readonly first: () => Promise<Checked>;
}

/**
 * Checks the files, and again whenever one of them or the mapping file is saved. Returns the exit code of the last check.
 * @throws Stop of kind `usage` for standard input.
 */
export async function watchCheck({ args, terminal, tools, folders, kept, first }: CheckWatch): Promise<number> {
  if (args.files.includes('-'))
    throw new Stop('usage', 'USAGE', '--watch needs a file, and - is standard input', 'give the name of a file');
  let last: Checked | undefined;
  const check = async (): Promise<number> => {
    const before = last;
    const checked = before === undefined ? await first() : await checkAgain(args, terminal, tools, kept);
    if (tools.signal.aborted) return checked.code;
    const { causes, code } = checked;
    // A file that could not be read, such as one that is half written, says nothing of its problems.
    if (causes !== undefined) {
      terminal.print(...(before === undefined ? [countText(causes)] : changeLines(before.causes, causes)));
      last = { code, causes };
    }
    terminal.say(`Waiting until ${args.files.join(', ')} is saved; Ctrl-C ends this.`);
    return code;
  };
  const files = args.mapping === undefined ? args.files : [...args.files, args.mapping];
  return watchFiles({ files, folders, clock: tools.clock, signal: tools.signal, check });
}

async function checkAgain(
  args: CheckWatch['args'],
  terminal: Terminal,
  tools: Tools,
  kept: CheckWatch['kept'],
): Promise<CheckedAgain> {
  const codes: number[] = [];
  const causes: Cause[] = [];
  let isRead = true;
  const fail = (stop: Stop): void => {
    isRead = false;
    codes.push(exitCodeOfStop(stop));
    // It is saved again, and then checked again.
    if (stop.code === 'FILE_CHANGED') return;
    terminal.stopped(stop);
  };
  try {
    const request = { ...filesRequest(args, terminal.canAsk), kept };
    for await (const end of checkFiles(request, { ...tools, tell: () => undefined })) {
      if (end.kind === 'unprocessed') continue;
      if (end.finished === undefined) {
        if (end.stop) fail(end.stop);
        continue;
      }
      codes.push(end.finished.summary.exitCode);
      causes.push(...end.finished.causes);
      terminal.printJson(end.finished.summary);
    }
  } catch (cause) {
    if (!(cause instanceof Stop)) throw cause;
    fail(cause);
  }
  return { code: gravest(codes), causes: isRead ? causes : undefined };
}
