// carbonsheet migrate --from PROFILE --to PROFILE [DATASET…]

import { headings } from '../../../datasets/catalogue.js';
import type { ProviderName } from '../../../datasets/dataset.js';
import { migrate } from '../../../pipeline/migrate/migrate.js';
import type { MigrateRequest } from '../../../pipeline/migrate/migration-request.js';
import { Stop } from '../../../problems/stop.js';
import { makeTools } from '../../context.js';
import { commandLine } from '../../ended/next-command.js';
import { exitWith } from '../../exit.js';
import { brakesOf } from '../../options/failure-limit.js';
import { accountSource, servicesOf } from '../../settings/account-settings.js';
import { accountConfig } from '../../settings/trust.js';
import { openTerminal } from '../../terminal/open-terminal.js';
import type { CommandArguments } from '../index.js';
import { fillBetween } from './migrate-between.js';
import { showMigration } from './show-migration.js';

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
  showMigration(migrated, args, terminal);
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

interface ProfileServices {
  readonly profile: string;
  readonly services: readonly ProviderName[];
}

function noServiceInCommon(...both: readonly [ProfileServices, ProfileServices]): string {
  const [from, to] = both.map(({ profile, services }) =>
    services.length === 0 ? `${profile} of none` : `${profile} of ${services.join(' and ')}`,
  );
  return `the profiles have settings of no service in common: ${from}, ${to}`;
}

/** What each service calls its products: those that are exported, and those that are imported. */
const productsOf: Readonly<Record<ProviderName, { readonly from: string; readonly to: string }>> = {
  carboncloud: { from: 'resold-products', to: 'resold-products' },
  dcycle: { from: 'sold-products', to: 'country-sales' },
  variable: { from: 'variable-products', to: 'variable-products' },
};

/** What people can do instead of a migration that there is none of. */
function byHand(from: ProfileServices, to: ProfileServices, config: string | undefined): string {
  const unset = [from, to].find(({ services }) => services.length === 0);
  if (unset) return `put the settings of a service into the profile ${unset.profile}, or into the environment`;
  const [source] = from.services.map((name) => productsOf[name].from);
  const [target] = to.services.map((name) => productsOf[name].to);
  const file = 'rows.xlsx';
  const read = { dataset: target, config };
  return [
    'rows move between two accounts of one service, and from CarbonCloud to Dcycle. Else, by hand:',
    commandLine('export', [source ?? ''], { config, profile: from.profile, out: file }),
    commandLine('map', [file], { ...read, out: 'mapping.yaml' }),
    commandLine('import', [file], { ...read, mapping: 'mapping.yaml', profile: to.profile }),
  ].join('\n  ');
}

/** The service that both profiles have settings of. */
function sharedService(args: MigrateArguments, from: string, to: string): ProviderName {
  const [one, other] = [servicesOfProfile(args, from), servicesOfProfile(args, to)];
  const [only, ...others] = one.filter((name) => other.includes(name));
  if (only !== undefined && others.length === 0) return only;
  if (only === undefined)
    throw misuse(
      noServiceInCommon({ profile: from, services: one }, { profile: to, services: other }),
      byHand({ profile: from, services: one }, { profile: to, services: other }, args.config),
    );
  throw misuse(
    `the profiles ${from} and ${to} have settings of several services: ${[only, ...others].join(', ')}`,
    'name the datasets, as in: carbonsheet migrate --from OLD --to NEW suppliers resold-products',
  );
}
