// Puts together what a command works with: terminal, config, and the tools of a run. The only place that chooses real time,
// real randomness and the process's environment.

import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseSavedMapping } from '../mapping/saved-mapping.js';
import { systemClock } from '../pace/system-clock.js';
import { accountTools } from '../pipeline/account-tools.js';
import type { Tools } from '../pipeline/tools.js';
import { Stop } from '../problems/stop.js';
import type { GlobalArguments } from './arguments.js';
import { accountSettings, readConfig } from './config.js';
import { interruptSignal } from './interrupt.js';
import { Terminal } from './terminal.js';

/** The values of options that shape the connection. */
interface ConnectionArguments {
  readonly rate?: number | undefined;
  readonly ledger?: string | undefined;
}

/** The terminal of a command. */
export function openTerminal(args: GlobalArguments): Terminal {
  return new Terminal(args, systemClock.now);
}

/** The tools of a run, made of the command's arguments, the config file and the environment. */
export function makeTools(
  args: GlobalArguments & ConnectionArguments,
  terminal: Terminal,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Tools {
  const config = readConfig(args.config);
  return accountTools({
    settings: accountSettings(config, args.profile, env),
    clock: systemClock,
    newId: randomUUID,
    ledger: args.ledger ?? '.carbonsheet/ledger.db',
    signal: interruptSignal((text) => terminal.say(text)),
    rate: args.rate,
    routes: config.routes,
    log: args.verbose ? (line) => terminal.say(line) : undefined,
    tell: terminal.tell,
    ask: terminal.ask,
  });
}

/** Reads the mapping file that --mapping names. */
export function readMapping(path: string | undefined): ReturnType<typeof parseSavedMapping> | undefined {
  if (path === undefined) return undefined;
  try {
    return parseSavedMapping(readFileSync(path, 'utf8'), path);
  } catch (cause) {
    if (cause instanceof Stop) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Stop('usage', 'MAPPING_FILE', `the mapping file ${path} cannot be read: ${reason}`, '', cause);
  }
}
