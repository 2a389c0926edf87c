// carbonsheet report [SERVICE]

import type { ProviderName } from '../../../datasets/dataset.js';
import { writeReport } from '../../../pipeline/report/report.js';
import { Stop } from '../../../problems/stop.js';
import { providers } from '../../../providers/index.js';
import { makeTools } from '../../context.js';
import { showReport } from '../../ended/show-report.js';
import { requireReplaceable } from '../../replace-file.js';
import { accountSource, servicesOf } from '../../settings/account-settings.js';
import { accountConfig } from '../../settings/trust.js';
import { openTerminal } from '../../terminal/open-terminal.js';
import type { CommandArguments } from '../index.js';

export async function run(args: CommandArguments<'report'>): Promise<void> {
  const { month, quarter, year, fiscalStart, compareWith, out, html, runsDir, force } = args;
  const terminal = openTerminal(args);
  const tools = makeTools(args, terminal);
  const provider = args.provider ?? onlyService(args);
  const files = [out, html].flatMap((file) => file ?? []);
  await requireReplaceable(files, force, terminal.ask);
  const asked = { provider, month, quarter, year, fiscalStart, compareWith, out, html, runsDir };
  showReport(await writeReport(asked, tools), terminal);
}

/** The service that has settings. A report is about one: figures of several may overlap, and have no sum. */
function onlyService({ profile, ...args }: CommandArguments<'report'>): ProviderName {
  const services = servicesOf(accountSource(accountConfig({ profile, ...args }), profile, process.env));
  const [service, ...others] = services;
  if (service !== undefined && others.length === 0) return service.name;
  const names = (services.length > 0 ? services : providers).map(({ name }) => name);
  const message =
    services.length > 0 ? `several services have settings: ${names.join(', ')}` : 'no service has settings';
  const hint =
    services.length > 0 ? `name one: carbonsheet report ${names[0]} …` : 'set them in the environment or in a profile';
  throw new Stop('usage', services.length > 0 ? 'USAGE' : 'MISSING_SETTING', message, hint);
}
