// Puts together what a command works with: terminal, config, and the tools of a run. The only place that chooses real time,
// real randomness and the process's environment.

import { randomUUID } from 'node:crypto';
import { parseSavedMapping } from '../mapping/saved-mapping.js';
import { systemClock } from '../pace/system-clock.js';
import { type AccountOptions, accountTools } from '../pipeline/account-tools.js';
import type { Tools } from '../pipeline/tools.js';
import { Stop } from '../problems/stop.js';
import { accountSource } from './account-settings.js';
import { apiDocuments, routesBy } from './api-documents.js';
import type { GlobalArguments } from './arguments.js';
import type { Config } from './config.js';
import { parseDeadline } from './deadline.js';
import { deadlineSignal } from './deadline-signal.js';
import { interruptSignal } from './interrupt.js';
import { replyBytes } from './limit-option.js';
import { networkOf } from './network.js';
import { readSettingsFile } from './read-settings-file.js';
import { secretFrom } from './secret-command.js';
import { settingsResolver } from './secrets.js';
import { Terminal } from './terminal.js';
import { accountConfig } from './trust.js';

/** The values of options that shape the connection. */
interface ConnectionArguments {
  readonly rate?: number | undefined;
  readonly maxPages?: number | undefined;
  readonly ledger?: string | undefined;
  readonly deadline?: string | undefined;
}

/** The terminal of a command. */
export function openTerminal(args: GlobalArguments): Terminal {
  return new Terminal(args, systemClock.now);
}

/** Whose account is used, and by which paths it is reached. */
type Account = Pick<AccountOptions, 'settings' | 'routes' | 'production' | 'network'>;

/** The account that the profile, the config file and the environment describe; its secrets are got when it is connected. */
function accountOf(
  { profile, caFile, openapi }: GlobalArguments,
  config: Config,
  terminal: Terminal,
): (signal: AbortSignal) => Account {
  return (signal) => {
    const account = accountSource(config, profile, process.env);
    const settings = settingsResolver(account, {
      env: process.env,
      run: (command, about) =>
        secretFrom(command, about, {
          clock: systemClock,
          signal,
          say: (text) => terminal.complain(...text.split(/\r?\n/)),
        }),
      ask: terminal.askSecret,
    });
    const network = networkOf(process.env, caFile);
    const routes = routesBy(
      config,
      apiDocuments(openapi, config, () => account),
    );
    return { settings, production: account.production, routes, network };
  };
}

/** The tools of a run, made of the command's arguments, and of the account that they name or another one. */
export function makeTools(args: GlobalArguments & ConnectionArguments, terminal: Terminal, account?: Account): Tools {
  // Before anything else has begun: where the user trusts the config file when asked, all begins again.
  const connected = account ? () => account : accountOf(args, accountConfig(args), terminal);
  const signal = endSignal(args.deadline, terminal);
  return accountTools({
    ...connected(signal),
    clock: systemClock,
    startedAt: Math.round(performance.timeOrigin),
    newId: randomUUID,
    pid: process.pid,
    stateFolder: process.env.CARBONSHEET_STATE_DIR,
    ledger: args.ledger ?? '.carbonsheet/ledger.db',
    signal,
    rate: args.rate,
    maxPages: args.maxPages,
    mostReplyBytes: replyBytes(args.replyBytes),
    log: args.verbose ? (line) => terminal.say(line) : undefined,
    tell: terminal.tell,
    ask: terminal.ask,
  });
}

/** Aborted when nothing new is to be started: at Ctrl-C, or at the deadline. */
function endSignal(deadline: string | undefined, terminal: Terminal): AbortSignal {
  const { now } = systemClock;
  const moment = deadline === undefined ? undefined : parseDeadline(deadline, now());
  const interrupt = interruptSignal((text) => terminal.say(text));
  if (deadline === undefined || moment === undefined) return interrupt;
  const later = (work: () => void, delayMs: number): void => void setTimeout(work, delayMs).unref();
  return deadlineSignal(interrupt, moment, deadline, { now, later });
}

/** Reads the mapping file that --mapping names. */
export function readMapping(path: string | undefined): ReturnType<typeof parseSavedMapping> | undefined {
  if (path === undefined) return undefined;
  try {
    return parseSavedMapping(readSettingsFile(path), path);
  } catch (cause) {
    if (cause instanceof Stop) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Stop('usage', 'MAPPING_FILE', `the mapping file ${path} cannot be read: ${reason}`, '', cause);
  }
}
