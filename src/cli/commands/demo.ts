// carbonsheet demo: the main job on a sample ledger, against the bundled sandbox. Never touches a real service.

import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeMapping } from '../../mapping/saved/write-mapping.js';
import { systemClock } from '../../pace/system-clock.js';
import { checkFile } from '../../pipeline/check.js';
import { exportData } from '../../pipeline/export/export.js';
import { fixMapping } from '../../pipeline/fixes/fix.js';
import { importFile } from '../../pipeline/import.js';
import { mappingOf, proposeFile } from '../../pipeline/map.js';
import type { ImportRequest } from '../../pipeline/requests.js';
import type { Tools } from '../../pipeline/tools.js';
import { summaryText } from '../../report/text.js';
import { sandboxEnvironment } from '../../sandbox/account.js';
import { startSandbox } from '../../sandbox/start-sandbox.js';
import { defaultLimits } from '../../workbook/read-limits.js';
import { makeFolder } from '../../write/files/make-folder.js';
import { writePatchedWorkbook } from '../../write/files/patched-workbook.js';
import { makeTools, readMapping } from '../context.js';
import { MAPPING_SCHEMA, packageFile } from '../package-file.js';
import { Terminal } from '../terminal/terminal.js';
import type { CommandArguments } from './index.js';

const LEDGER = 'purchases-ledger.xlsx';

/** What is wrong in the ledger and is not answered once for all, by row and column. */
const corrections = [
  [14, 7, 1250.5],
  [25, 9, 'Aufwand'],
  [35, 2, '31.03.2024'],
] as const;

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
  const ledger = join(out, LEDGER);
  const mapping = join(out, 'mapping.yaml');
  await copyFile(fileURLToPath(packageFile(`samples/${LEDGER}`)), ledger);
  title(terminal, '1. Check a ledger as an accounting program writes it');
  const { summary } = await checkFile(requestFor(ledger, out), tools);
  terminal.print(...summaryText(summary, terminal.paint));

  title(terminal, '2. Confirm which column is which field, and save it for next month');
  const mapped = mappingOf(await proposeFile({ file: ledger }), { columns: new Map(), constants: {} });
  await writeFile(mapping, writeMapping(mapped, MAPPING_SCHEMA));
  terminal.print(`${Object.keys(mapped.columns).length} columns saved in ${mapping}`);

  title(terminal, '3. One answer for many cells: "Deutschl." is Germany');
  const fixes = join(out, 'fixes.csv');
  await writeFile(fixes, 'column,value,use\nLand,Deutschl.,DE\n');
  await fixMapping({ file: ledger, fixes, mappingFile: mapping }, tools);
  terminal.print(`The answer is in ${mapping}, and holds for every file with these columns.`);

  title(terminal, '4. Import it: the valid rows are sent');
  const first = await importQuietly(ledger, out, mapping, tools, terminal);
  title(terminal, '5. Correct the coloured cells in the workbook that came back, and give it back');
  const corrected = join(out, 'corrected.xlsx');
  await correct(first, corrected);
  const results = await importQuietly(corrected, out, mapping, tools, terminal);
  title(terminal, '6. Import the ledger again: nothing is sent twice');
  await importQuietly(ledger, out, mapping, tools, terminal);

  title(terminal, '7. Import products of CarbonCloud, and export the footprints that it has calculated');
  await importQuietly(
    fileURLToPath(packageFile('samples/resold-products-clean.xlsx')),
    out,
    undefined,
    tools,
    terminal,
  );
  const footprints = join(out, 'footprints.xlsx');
  const { rows } = await exportData({ what: 'footprints', out: footprints, runsDir: join(out, 'runs') }, tools);
  terminal.print(`${rows} products written to ${footprints}`);
  return [first, results, footprints];
}

/** Types what a person would type into the faulty cells. */
async function correct(results: string, corrected: string): Promise<void> {
  const rows = corrections.map(([row, column, value]) => ({ row, status: [], set: [{ column, value }] }));
  const sheets = [{ sheet: 'Buchungen', headerRow: 4, statusColumns: [], rows }];
  await writePatchedWorkbook(results, corrected, { sheets }, { limits: defaultLimits });
}

/** Imports a file; the path of the workbook that comes back. */
async function importQuietly(
  file: string,
  out: string,
  mapping: string | undefined,
  tools: Tools,
  terminal: Terminal,
): Promise<string> {
  // The check has already shown the problems and how the columns are read.
  const shown = new Set(['step', 'end', 'failure']);
  const quiet: Tools = { ...tools, tell: (progress) => (shown.has(progress.kind) ? tools.tell(progress) : undefined) };
  const { summary } = await importFile({ ...requestFor(file, out), mapping: readMapping(mapping) }, quiet);
  terminal.print(...summaryText(summary, terminal.paint));
  if (summary.workbook === undefined) throw new Error(`the import of ${file} has written no workbook`);
  return summary.workbook;
}

function requestFor(file: string, out: string): ImportRequest {
  return {
    file,
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
