// carbonsheet close PERIOD [SERVICE], and close --list

import type { ProviderName } from '../../../datasets/dataset.js';
import { type Closed, closedPeriods, closePeriod, type ToldPeriod } from '../../../pipeline/close.js';
import { Stop } from '../../../problems/stop.js';
import { makeTools } from '../../context.js';
import { accountSource, servicesOf } from '../../settings/account-settings.js';
import { accountConfig } from '../../settings/trust.js';
import { openTerminal } from '../../terminal/open-terminal.js';
import type { CommandArguments } from '../index.js';

type Arguments = CommandArguments<'close'>;

export async function run(args: Arguments): Promise<void> {
  const terminal = openTerminal(args);
  const { period, list, reopen } = args;
  if (list) {
    if (period !== undefined || reopen !== undefined) throw misuse('--list goes alone', 'it lists all closed periods');
    const periods = await closedPeriods(makeTools(args, terminal, { settings: {} }));
    terminal.print(...(periods.length === 0 ? ['No period is closed.'] : periods.flatMap((one) => linesOf(one))));
    terminal.printJson({ version: 1, command: 'close', periods, exitCode: 0 });
    return;
  }
  if (period === undefined) throw misuse('PERIOD is missing', 'usage: carbonsheet close 2025-03, or close --list');
  const tools = makeTools(args, terminal);
  const periods: Closed[] = [];
  const services = chosen(args);
  const notClosed: Stop[] = [];
  for (const provider of services) {
    try {
      periods.push(await closePeriod({ period, provider, reopen }, tools));
    } catch (cause) {
      if (!(cause instanceof Stop) || cause.code !== 'NOT_CLOSED') throw cause;
      notClosed.push(cause);
    }
  }
  // Of several services, those are opened again in which the period is closed.
  const [stop] = notClosed;
  if (stop && periods.length === 0) throw stop;
  for (const one of periods) terminal.print(...linesOf(one, one.changed ? '' : ' already'));
  terminal.printJson({ version: 1, command: 'close', periods, exitCode: 0 });
}

function linesOf(
  { period, owner, closedAt, reopenedAt, reopenedBecause }: ToldPeriod,
  already = '',
): readonly string[] {
  const day = (time: string): string => time.slice(0, 'YYYY-MM-DD'.length);
  const opened = reopenedAt === undefined ? '' : `, opened again ${day(reopenedAt)}`;
  return [
    `${period}  closed ${day(closedAt)}${opened}${already}`,
    `  ${owner}`,
    ...(reopenedBecause === undefined ? [] : [`  because: ${reopenedBecause}`]),
  ];
}

/** The named service, or every service that has settings. */
function chosen({ provider, ...args }: Arguments): readonly ProviderName[] {
  if (provider !== undefined) return [provider];
  const services = servicesOf(accountSource(accountConfig(args), args.profile, process.env));
  if (services.length > 0) return services.map(({ name }) => name);
  throw new Stop('usage', 'MISSING_SETTING', 'no service has settings', 'choose a profile with --profile');
}

function misuse(message: string, hint: string): Stop {
  return new Stop('usage', 'USAGE', message, hint);
}
