// carbonsheet migrate --from PROFILE --to PROFILE [DATASET…]

import { headings } from '../../../datasets/catalogue.js';
import type { ProviderName } from '../../../datasets/dataset.js';
import { type Migrated, type MigrateRequest, migrate } from '../../../pipeline/migrate/migrate.js';
import { Stop } from '../../../problems/stop.js';
import type { MigratedDataset, MigrationSummary, Parity } from '../../../report/migration.js';
import { makeTools } from '../../context.js';
import { commandLine, nextText } from '../../ended/next-command.js';
import { exitWith } from '../../exit.js';
import { brakesOf } from '../../options/failure-limit.js';
import { accountSource, servicesOf } from '../../settings/account-settings.js';
import { accountConfig } from '../../settings/trust.js';
import { openTerminal } from '../../terminal/open-terminal.js';
import { stopText } from '../../terminal/stop-text.js';
import type { Terminal } from '../../terminal/terminal.js';
import type { CommandArguments } from '../index.js';
import { fillBetween } from './migrate-between.js';

type MigrateArguments = CommandArguments<'migrate'>;

export async function run(args: MigrateArguments): Promise<void> {
  const { from, to, datasets, dryRun, verify, yes, onExisting, concurrency, canary, restate, runsDir } = args;
  if (from === undefined || to === undefined)
    throw misuse(
      `--${from === undefined ? 'from' : 'to'} is missing`,
      'name two profiles: --from PROFILE --to PROFILE',
    );
  const terminal = openTerminal(args);
  const target = makeTools({ ...args, profile: to }, terminal);
  const source = makeTools({ ...args, profile: from }, terminal, undefined, target.signal);
  if (betweenServices(args, from, to)) return await fillBetween(args, { source, target }, terminal);
  const provider = datasets.length > 0 ? providerOf(datasets) : sharedService(args, from, to);
  const terms = { onExisting, concurrency, canary, restate, runsDir, brakes: brakesOf(args) };
  const request: MigrateRequest = { provider, datasets, dryRun, verify, yes, ...terms };
  const migrated = await migrate(request, { source, target });
  show(migrated, args, terminal);
  exitWith(migrated.summary.exitCode);
}

function misuse(message: string, hint: string): Stop {
  return new Stop('usage', 'USAGE', message, hint);
}

/** The service of the named datasets. */
function providerOf(datasets: readonly string[]): ProviderName {
  const services = new Set(headings.flatMap(([name, { provider }]) => (datasets.includes(name) ? [provider] : [])));
  const [only, ...others] = services;
  if (only !== undefined && others.length === 0) return only;
  throw misuse(`the datasets are of ${[...services].join(' and ')}`, 'migrate the datasets of one service at a time');
}

function servicesOfProfile(args: MigrateArguments, profile: string): readonly ProviderName[] {
  return servicesOf(accountSource(accountConfig({ ...args, profile }), profile, process.env)).map(({ name }) => name);
}

/** Whether rows go from CarbonCloud to Dcycle: the profiles have no service in common. */
function betweenServices(args: MigrateArguments, from: string, to: string): boolean {
  const [one, other] = [servicesOfProfile(args, from), servicesOfProfile(args, to)];
  if (one.some((name) => other.includes(name))) return false;
  return one.includes('carboncloud') && other.includes('dcycle');
}

/** The service that both profiles have settings of. */
function sharedService(args: MigrateArguments, from: string, to: string): ProviderName {
  const [one, other] = [servicesOfProfile(args, from), servicesOfProfile(args, to)];
  const [only, ...others] = one.filter((name) => other.includes(name));
  if (only !== undefined && others.length === 0) return only;
  if (only === undefined)
    throw misuse(
      `the profiles ${from} and ${to} have settings of no service in common`,
      'between services, rows go from CarbonCloud to Dcycle only; export and import them by hand',
    );
  throw misuse(
    `the profiles ${from} and ${to} have settings of several services: ${[only, ...others].join(', ')}`,
    'name the datasets, as in: carbonsheet migrate --from OLD --to NEW suppliers resold-products',
  );
}

function show(
  { summary, stop, stops, isUnconfirmed, files }: Migrated,
  args: MigrateArguments,
  terminal: Terminal,
): void {
  const { dryRun, parity, lost, left, unmoved, from, to } = summary;
  terminal.print(terminal.paint('strong', summary.run));
  terminal.print(`  from ${from}`);
  terminal.print(`  to   ${to}`);
  for (const one of summary.datasets) terminal.print(`  ${one.dataset}: ${rowsText(one, dryRun)}`);
  for (const { dataset } of summary.datasets) {
    const parts = lost.flatMap((one) => (one.dataset === dataset ? [`${one.what} (${one.rows})`] : []));
    if (parts.length > 0) terminal.print(`  ${dataset}, not carried over: ${parts.join(', ')}`);
  }
  if (unmoved.length > 0) terminal.print(`  does not move: ${unmoved.map(({ what }) => what).join(', ')}`);
  if (left.length > 0) terminal.print(`  ${left.length} rows are not at the target; the sheet Rows left says why`);
  if (parity) showParity(parity, terminal);
  for (const one of stops) terminal.complain(`${one.dataset}:`, ...stopText(one.stop, terminal.paintMessage));
  if (stop) terminal.complain(...stopText(stop, terminal.paintMessage));
  terminal.print(terminal.paint('dim', `${summary.folder}: ${namesIn(summary, files)}`));
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

function namesIn({ folder }: MigrationSummary, files: readonly string[]): string {
  return files.map((file) => file.slice(folder.length + 1)).join(', ');
}

function rowsText({ counts, plan }: MigratedDataset, isPlan: boolean): string {
  const { rows, created, updated, unchanged, skipped, invalid, failed, inDoubt, unsent } = counts;
  const parts = isPlan
    ? ([
        [plan?.create ?? 0, 'to create'],
        [plan?.update ?? 0, 'to update'],
        [(plan?.unchanged ?? 0) + (plan?.skip ?? 0), 'there already'],
        [plan?.conflict ?? 0, 'in conflict'],
        [skipped - (plan?.skip ?? 0), 'left out'],
        [invalid, 'that cannot be carried over'],
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
      ] as const);
  const filled = parts.flatMap(([count, what]) => (count > 0 ? [`${count} ${what}`] : []));
  return [`${rows} rows`, ...filled].join(', ');
}

function showParity({ differences, pending, datasets }: Parity, terminal: Terminal): void {
  const rows = datasets.reduce((sum, { target }) => sum + target, 0);
  const all = datasets.reduce((sum, { source }) => sum + source, 0);
  const equal = differences.length === 0 ? 'no difference' : `${differences.length} differences`;
  const open = pending > 0 ? `; ${pending} figures are not calculated yet` : '';
  terminal.print(`  compared: ${rows} of ${all} rows are at the target, ${equal}${open}`);
  for (const { dataset, key, what, source, target } of differences.slice(0, MOST_SHOWN))
    terminal.print(`    ${dataset}, ${key}: ${what}: "${source}" at the source, "${target}" at the target`);
  if (differences.length > MOST_SHOWN) terminal.print(`    and ${differences.length - MOST_SHOWN} more`);
}

/** Differences that the terminal shows. */
const MOST_SHOWN = 10;
