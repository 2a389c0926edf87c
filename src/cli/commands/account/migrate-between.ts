// carbonsheet migrate --from PROFILE --to PROFILE, where the profiles are of different services: a workbook to complete and import.

import type { MigrationTools } from '../../../pipeline/migrate/accounts.js';
import { fillWorkbook } from '../../../pipeline/migrate/between/fill-workbook.js';
import { Stop } from '../../../problems/stop.js';
import type { FilledSummary } from '../../../report/filled-workbook.js';
import { commandLine, nextText } from '../../ended/next-command.js';
import type { Terminal } from '../../terminal/terminal.js';
import { columnsOf, fitted } from '../../terminal/wrap.js';
import type { CommandArguments } from '../index.js';

type MigrateArguments = CommandArguments<'migrate'>;

/** The datasets that may be named: the rows that are read, and those that they become. */
const NAMED: ReadonlySet<string> = new Set(['resold-products', 'country-sales']);

/** Fills the workbook. Nothing is sent. */
export async function fillBetween(args: MigrateArguments, tools: MigrationTools, terminal: Terminal): Promise<void> {
  const other = args.datasets.find((name) => !NAMED.has(name));
  if (other !== undefined)
    throw new Stop(
      'usage',
      'UNKNOWN_DATASET',
      `rows of "${other}" do not go from CarbonCloud to Dcycle: expected resold-products`,
      'leave the name out, or name two profiles of one service',
    );
  if (args.verify)
    throw new Stop(
      'usage',
      'USAGE',
      '--verify compares two accounts of one service',
      'import the completed workbook, and compare with: carbonsheet reconcile',
    );
  show(await fillWorkbook({ runsDir: args.runsDir }, tools), args, terminal);
}

function show(summary: FilledSummary, args: MigrateArguments, terminal: Terminal): void {
  const { run, from, to, counts, empty, without, file } = summary;
  const width = columnsOf(process.stdout, process.env);
  const print = (...lines: readonly string[]): void => terminal.print(...lines.flatMap((line) => fitted(line, width)));
  terminal.print(terminal.paint('strong', run));
  print(`  from ${from}`, `  to   ${to}`);
  print(`  ${counts.products} products, ${counts.rows} rows of country sales, ${counts.complete} of them complete`);
  const columns = Object.entries(empty).map(([column, count]) => `${column} (${count})`);
  if (columns.length > 0) print(`  empty cells: ${columns.join(', ')}`);
  if (without.length > 0) print(`  ${without.length} products or years of them have no row`);
  terminal.print(terminal.paint('dim', file));
  if (columns.length + without.length > 0)
    terminal.say('Nothing was sent. The sheet Missing says what is empty, and why:', 'fill it in, or delete the row.');
  else terminal.say('Nothing was sent.');
  const { config, to: profile } = args;
  if (counts.rows > 0) terminal.say(nextText(commandLine('check', [file], { config, profile })));
  terminal.printJson(summary);
}
