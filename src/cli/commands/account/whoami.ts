// carbonsheet whoami [PROVIDER]

import type { ProviderName } from '../../../datasets/dataset.js';
import { type ProvedAccount, whoAmI } from '../../../pipeline/whoami.js';
import { Stop } from '../../../problems/stop.js';
import { providerNamed, providers } from '../../../providers/index.js';
import { exitCodeOfStop, gravest } from '../../../report/exit-code.js';
import { makeTools } from '../../context.js';
import { exitWith } from '../../exit.js';
import { accountSource, servicesOf } from '../../settings/account-settings.js';
import { accountConfig } from '../../settings/trust.js';
import { openTerminal } from '../../terminal/open-terminal.js';
import type { Terminal } from '../../terminal/terminal.js';
import type { CommandArguments } from '../index.js';

type Arguments = CommandArguments<'whoami'>;

export async function run(args: CommandArguments<'whoami'>): Promise<void> {
  const terminal = openTerminal(args);
  const tools = makeTools(args, terminal);
  const accounts: unknown[] = [];
  const codes: number[] = [];
  for (const provider of chosen(args)) {
    try {
      const account = await whoAmI(provider, tools);
      show(account, terminal);
      accounts.push(account);
      codes.push(account.fault === undefined ? 0 : EXIT_FAULT);
    } catch (cause) {
      if (!(cause instanceof Stop)) throw cause;
      terminal.stopped(cause);
      const { kind, code, message, hint } = cause;
      accounts.push({ provider, error: { kind, code, message, hint } });
      codes.push(exitCodeOfStop(cause));
    }
  }
  const exitCode = gravest(codes);
  terminal.printJson({
    version: 1,
    command: 'whoami',
    ...(args.profile && { profile: args.profile }),
    accounts,
    exitCode,
  });
  exitWith(exitCode);
}

/** A setting has to change before rows can be sent. */
const EXIT_FAULT = 2;

/** The named service, or every service that has settings. */
function chosen({ provider, ...args }: Arguments): readonly ProviderName[] {
  if (provider !== undefined) return [provider];
  const services = servicesOf(accountSource(accountConfig(args), args.profile, process.env));
  if (services.length > 0) return services.map(({ name }) => name);
  const keys = providers.map(({ needs }) => [needs[0]].flat(2)[0]).join(', ');
  const hint = `set them in the environment (${keys} …), or choose a profile with --profile`;
  throw new Stop('usage', 'MISSING_SETTING', 'no service has settings', hint);
}

const kinds: Readonly<Record<ProvedAccount['credentials']['kind'], string>> = {
  key: 'key',
  login: 'login',
  client: 'client and secret',
};

function show(account: ProvedAccount, terminal: Terminal): void {
  const { provider, host, owners, notes, credentials, roundTripMs, fault } = account;
  const mark = fault === undefined ? terminal.paint('good', 'works') : terminal.paint('warning', 'cannot be used yet');
  terminal.print(`${terminal.paint('strong', `${providerNamed(provider).title} at ${host}`)}  ${mark}`);
  for (const { kind, id, name, isChosen } of owners) {
    const others = owners.length > 1 ? (isChosen ? ' <- this one' : '') : '';
    terminal.print(`  ${[kind, id, name && `(${name})`].filter(Boolean).join(' ')}${others}`);
  }
  for (const note of notes) terminal.print(`  ${note}`);
  const login = credentials.kind === 'key' ? '' : ', the login included';
  terminal.print(`  ${kinds[credentials.kind]}${lastsText(credentials)}; answered in ${roundTripMs} ms${login}`);
  if (fault !== undefined) terminal.complain(`${terminal.paintMessage('error', 'Not usable:')} ${fault}`);
}

function lastsText({ kind, lastsSeconds }: ProvedAccount['credentials']): string {
  if (kind === 'key') return '';
  if (lastsSeconds === undefined) return ', for a token that is renewed when it expires';
  const span = lastsSeconds < 120 ? `${lastsSeconds} s` : `${Math.floor(lastsSeconds / 60)} min`;
  return `, for a token that is valid for another ${span} and renewed automatically`;
}
