// carbonsheet demo: the main job on the sample files, against the bundled sandbox. Never touches a real service.

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../../pace/system-clock.js';
import { checkFile } from '../../pipeline/check.js';
import { exportData } from '../../pipeline/export.js';
import { importFile } from '../../pipeline/import.js';
import type { ImportRequest } from '../../pipeline/requests.js';
import type { Tools } from '../../pipeline/tools.js';
import { summaryText } from '../../report/text.js';
import { sandboxEnvironment } from '../../sandbox/account.js';
import { startSandbox } from '../../sandbox/start-sandbox.js';
import { makeFolder } from '../../write/files/make-folder.js';
import { makeTools } from '../context.js';
import { packageFile } from '../package-file.js';
import { Terminal } from '../terminal/terminal.js';
import type { CommandArguments } from './index.js';

const samples = ['purchases-faulty.xlsx', 'resold-products-faulty.csv', 'country-sales-faulty.xlsx'];

/** Requests per second: slow enough to see the progress, fast enough not to wait. */
const DEMO_RATE = 12;

/** Enough of each file's problems to see what they look like. */
const MOST_SHOWN = { error: 4, warning: 1, note: 1 };

export async function run(args: CommandArguments<'demo'>): Promise<void> {
  const terminal = new Terminal(args, systemClock.now, MOST_SHOWN);
  const startedAt = systemClock.now();
  await makeFolder(args.out);
  const sandbox = await startSandbox({ port: 0, now: systemClock.now });
  try {
    const ledger = join(args.out, 'ledger.db');
    // Only the sandbox's own account: no profile, config file or variable of the user.
    const account = { settings: sandboxEnvironment(sandbox.url) };
    const tools = makeTools({ ...args, rate: DEMO_RATE, ledger }, terminal, account);
    const wrote = await showAll(args.out, tools, terminal);
    title(
      terminal,
      `Done in ${((systemClock.now() - startedAt) / 1000).toFixed(1)} s. Everything was written to ${args.out}:`,
    );
    for (const path of wrote) terminal.print(`  ${path}`);
    terminal.printJson({ version: 1, command: 'demo', out: args.out, files: wrote });
  } finally {
    await sandbox.close();
  }
}

async function showAll(out: string, tools: Tools, terminal: Terminal): Promise<readonly string[]> {
  const wrote: string[] = [];
  title(terminal, '1. Check three spreadsheets as people send them');
  for (const sample of samples) {
    const { summary } = await checkFile(requestFor(sample, out), tools);
    terminal.print(...summaryText(summary, terminal.paint));
  }
  title(terminal, '2. Import them: the valid rows are sent, the others are kept for you to fix');
  for (const sample of samples) wrote.push(...(await importQuietly(sample, out, tools, terminal)));
  title(terminal, '3. Import the same files again: nothing is sent twice');
  for (const sample of samples) await importQuietly(sample, out, tools, terminal);
  title(terminal, '4. Export the footprints that the service has calculated');
  const workbook = join(out, 'footprints.xlsx');
  const { rows } = await exportData({ what: 'footprints', out: workbook }, tools);
  terminal.print(`${rows} products written to ${workbook}`);
  return [workbook, ...wrote];
}

/** Imports a sample; the workbooks and files that a person would open next. */
async function importQuietly(
  sample: string,
  out: string,
  tools: Tools,
  terminal: Terminal,
): Promise<readonly string[]> {
  // The check has already shown the problems and how the columns are read.
  const shown = new Set(['step', 'end', 'failure']);
  const quiet: Tools = { ...tools, tell: (progress) => (shown.has(progress.kind) ? tools.tell(progress) : undefined) };
  const { summary, files } = await importFile(requestFor(sample, out), quiet);
  terminal.print(...summaryText(summary, terminal.paint));
  return files.filter((file) => /(results\.xlsx|failed\.\w+)$/.test(file));
}

function requestFor(sample: string, out: string): ImportRequest {
  return {
    file: fileURLToPath(packageFile(`samples/${sample}`)),
    runsDir: join(out, 'runs'),
    equalRows: 'keep',
    onExisting: 'skip',
    invalid: 'skip',
    via: 'api',
    concurrency: 4,
    yes: true,
  };
}

function title(terminal: Terminal, text: string): void {
  terminal.print('', terminal.paint('strong', text));
}
