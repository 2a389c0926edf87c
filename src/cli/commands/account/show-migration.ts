// Shows how a migration ended: its datasets, what could not be carried over, both accounts compared, where its files are.

import type { Migrated } from '../../../pipeline/migrate/migration-request.js';
import type { MigratedDataset, MigrationSummary, Parity } from '../../../report/migration.js';
import { commandLine, nextText } from '../../ended/next-command.js';
import type { Terminal } from '../../terminal/terminal.js';
import { columnsOf, fitted } from '../../terminal/wrap.js';
import type { CommandArguments } from '../index.js';

type MigrateArguments = CommandArguments<'migrate'>;

/** Shows how a migration ended. */
export function showMigration(
  { summary, stop, stops, isUnconfirmed, files }: Migrated,
  args: MigrateArguments,
  terminal: Terminal,
): void {
  const { dryRun, lost, left, unmoved } = summary;
  const width = columnsOf(process.stdout, process.env);
  const print = (...lines: readonly string[]): void => terminal.print(...lines.flatMap((line) => fitted(line, width)));
  terminal.print(terminal.paint('strong', summary.run));
  print(`  from ${summary.from}`, `  to   ${summary.to}`);
  for (const one of summary.datasets) print(`  ${one.dataset}: ${rowsText(one, stayingOf(one, summary), dryRun)}`);
  for (const { dataset } of summary.datasets) {
    const parts = lost.flatMap((one) => (one.dataset === dataset ? [`${one.what} (${one.rows})`] : []));
    if (parts.length > 0) print(`  ${dataset}, not carried over: ${parts.join(', ')}`);
  }
  if (unmoved.length > 0) print(`  does not move: ${unmoved.map(({ what }) => what).join(', ')}`);
  if (left.length > 0)
    print(
      `  ${counted(left.length, 'row')} not ${dryRun ? 'to be moved' : 'at the target'}; the sheet Rows left says why`,
    );
  if (summary.parity) print(...parityLines(summary.parity));
  for (const one of stops) {
    terminal.complain(`${one.dataset}:`);
    terminal.stopped(one.stop);
  }
  if (stop) terminal.stopped(stop);
  else if (!isUnconfirmed && summary.exitCode !== 0) terminal.conclude(conclusionText(summary));
  print(...placeLines(summary, files, width));
  if (stop && !dryRun)
    terminal.complain(nextText(commandLine('migrate', args.datasets, { ...args, dryRun: undefined })));
  if (isUnconfirmed) {
    terminal.complain('Nothing was sent: nobody could be asked.');
    terminal.complain(nextText(commandLine('migrate', args.datasets, { ...args, yes: true })));
  }
  if (args.dryRun && stop === undefined)
    terminal.say(nextText(commandLine('migrate', args.datasets, { ...args, dryRun: undefined })));
  terminal.printJson(summary);
}

/** The rows of a dataset that are in no file of an import. */
function stayingOf({ dataset }: MigratedDataset, { left }: MigrationSummary): number {
  return left.filter((row) => row.dataset === dataset && row.status === 'not moved').length;
}

function rowsText({ counts, plan }: MigratedDataset, staying: number, isPlan: boolean): string {
  const { rows, created, updated, unchanged, skipped, invalid, failed, inDoubt, unsent } = counts;
  const parts = isPlan
    ? ([
        [plan?.create ?? 0, 'to create'],
        [plan?.update ?? 0, 'to update'],
        [(plan?.unchanged ?? 0) + (plan?.skip ?? 0), 'there already'],
        [plan?.conflict ?? 0, 'in conflict'],
        [skipped - (plan?.skip ?? 0), 'left out'],
        [invalid, 'invalid'],
        [staying, 'not to be moved'],
      ] as const)
    : ([
        [created, 'created'],
        [updated, 'updated'],
        [unchanged, 'there already'],
        [skipped, 'skipped'],
        [invalid, 'invalid'],
        [failed, 'failed'],
        [inDoubt, 'in doubt'],
        [unsent, 'not sent'],
        [staying, 'not moved'],
      ] as const);
  const filled = parts.flatMap(([count, what]) => (count > 0 ? [`${count} ${what}`] : []));
  return [counted(rows + staying, 'row'), ...filled].join(', ');
}

function parityLines({ differences, pending, datasets }: Parity): readonly string[] {
  const rows = datasets.reduce((sum, { target }) => sum + target, 0);
  const all = datasets.reduce((sum, { source }) => sum + source, 0);
  const equal = differences.length === 0 ? 'no difference' : counted(differences.length, 'difference');
  const open = pending > 0 ? `; ${counted(pending, 'figure')} not calculated yet` : '';
  const more = differences.length - MOST_SHOWN;
  return [
    `  compared: ${rows} of ${counted(all, 'row')} at the target, ${equal}${open}`,
    ...differences
      .slice(0, MOST_SHOWN)
      .map(
        ({ dataset, key, what, source, target }) =>
          `    ${dataset}, ${key}: ${what}: "${source}" at the source, "${target}" at the target`,
      ),
    ...(more > 0 ? [`    and ${more} more`] : []),
  ];
}

/** Differences that the terminal shows. */
const MOST_SHOWN = 10;

/** With --quiet, all that is printed of a migration that did not end well. */
function conclusionText({ counts, left, parity, dryRun, exitCode, folder }: MigrationSummary): string {
  const { failed, invalid, inDoubt } = counts;
  const parts = [
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(invalid > 0 ? [`${invalid} invalid`] : []),
    ...(inDoubt > 0 ? [`${inDoubt} in doubt`] : []),
    ...(left.length > 0 ? [`${counted(left.length, 'row')} not ${dryRun ? 'to be moved' : 'at the target'}`] : []),
    ...(parity && parity.differences.length > 0 ? [counted(parity.differences.length, 'difference')] : []),
    ...(parity && parity.pending > 0 ? [`${counted(parity.pending, 'figure')} not calculated yet`] : []),
  ];
  return `Finished with exit code ${exitCode}: ${[...parts, `see ${folder}`].join(', ')}`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** The path has a line of its own where the names do not fit beside it. */
function placeLines({ folder }: MigrationSummary, files: readonly string[], width: number): readonly string[] {
  const names = files.map((file) => file.slice(folder.length + 1)).join(', ');
  const line = `${folder}: ${names}`;
  return line.length <= width ? [line] : [`${folder}:`, `  ${names}`];
}
