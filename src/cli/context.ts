// Assembles what a command works with: terminal, config, and the tools of a run. The only place that chooses the real clock,
// real randomness and the process's environment.

import { randomUUID } from 'node:crypto';
import { parseSavedMapping } from '../mapping/saved/saved-mapping.js';
import { systemClock } from '../pace/system-clock.js';
import { type AccountOptions, accountTools } from '../pipeline/account-tools.js';
import type { Tools } from '../pipeline/tools.js';
import { Stop } from '../problems/stop.js';
import type { Provider } from '../providers/provider.js';
import type { Settings } from '../providers/settings.js';
import { readSettingsFile } from '../read/read-settings-file.js';
import type { EventLog } from './log/event-log.js';
import { requestEvent } from './log/events.js';
import { parseDeadline } from './options/deadline.js';
import { replyBytes } from './options/limit-option.js';
import type { GlobalArguments } from './options/options.js';
import { ledgerOf } from './require-ledger.js';
import { accountSource } from './settings/account-settings.js';
import { apiDocuments, routesBy } from './settings/api-documents.js';
import type { Config } from './settings/config.js';
import { networkOf } from './settings/network.js';
import { secretFrom } from './settings/secret-command.js';
import { settingsResolver } from './settings/secrets.js';
import { accountConfig } from './settings/trust.js';
import { deadlineSignal } from './terminal/deadline-signal.js';
import { interruptSignal } from './terminal/interrupt.js';
import type { Terminal } from './terminal/terminal.js';

/** The values of options that shape the connection. */
interface ConnectionArguments {
  readonly rate?: number | undefined;
  readonly maxPages?: number | undefined;
  readonly ledger?: string | undefined;
  readonly deadline?: string | undefined;
  readonly watch?: boolean | undefined;
  readonly log?: EventLog | undefined;
}

/** The account to use, and its routes. */
type Account = Pick<AccountOptions, 'settings' | 'routes' | 'production' | 'readOnly' | 'network'>;

/** The account of the profile, the config file and the environment; its secrets are read when it is connected. */
function accountOf(
  { profile, caFile, openapi, readOnly, log }: GlobalArguments & ConnectionArguments,
  config: Config,
  terminal: Terminal,
): (signal: AbortSignal) => Account {
  return (signal) => {
    const account = accountSource(config, profile, process.env);
    const resolve = settingsResolver(account, {
      env: process.env,
      run: (command, about) =>
        secretFrom(command, about, {
          clock: systemClock,
          signal,
          say: (text) => terminal.complain(...text.split(/\r?\n/)),
        }),
      ask: terminal.askSecret,
    });
    const settings = async (provider: Provider): Promise<Settings> => {
      const found = await resolve(provider);
      log?.hide(provider.settings.flatMap(({ name, secret }) => (secret ? [found[name]] : [])));
      return found;
    };
    const network = networkOf(process.env, caFile);
    const routes = routesBy(
      config,
      apiDocuments(openapi, config, () => account),
    );
    // No option makes a profile writable.
    return { settings, production: account.production, readOnly: readOnly || account.readOnly, routes, network };
  };
}

/** The tools of a run, for the account that the arguments name or for the given one. @param ending ends the run. @default an interrupt or the deadline */
export function makeTools(
  args: GlobalArguments & ConnectionArguments,
  terminal: Terminal,
  account?: Account,
  ending?: AbortSignal,
): Tools {
  // First of all: if the user trusts the config file when asked, the command starts again.
  const connected = account ? () => account : accountOf(args, accountConfig(args), terminal);
  const signal = ending ?? endSignal(args, terminal);
  return accountTools({
    ...connected(signal),
    clock: systemClock,
    startedAt: Math.round(performance.timeOrigin),
    newId: randomUUID,
    pid: process.pid,
    stateFolder: process.env.CARBONSHEET_STATE_DIR,
    // A command that needs no ledger looks for none.
    get ledger() {
      return ledgerOf(args);
    },
    signal,
    rate: args.rate,
    maxPages: args.maxPages,
    mostReplyBytes: replyBytes(args.replyBytes),
    log: args.verbose ? (line) => terminal.say(line) : undefined,
    record: args.log && ((event) => args.log?.write(requestEvent(event))),
    tell: terminal.tell,
    ask: terminal.ask,
  });
}

/** Aborted at Ctrl-C or at the deadline: nothing new starts after that. */
function endSignal({ deadline, watch }: ConnectionArguments, terminal: Terminal): AbortSignal {
  const { now } = systemClock;
  const moment = deadline === undefined ? undefined : parseDeadline(deadline, now());
  // Whoever watches a file waits for nothing when it ends.
  const interrupt = interruptSignal((text) => (watch ? undefined : terminal.say(text)));
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
