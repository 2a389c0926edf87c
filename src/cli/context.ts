// Puts together what a command works with: terminal, config, and the tools of a run. The only place that chooses real time,
// real randomness and the process's environment.

import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { openLedger } from '../ledger/open-ledger.js';
import { parseSavedMapping } from '../mapping/saved-mapping.js';
import { systemClock } from '../pace/system-clock.js';
import type { Tools } from '../pipeline/tools.js';
import { Stop } from '../problems/stop.js';
import { createHttp } from '../providers/create-http.js';
import { providerNamed } from '../providers/index.js';
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
export function openTerminal({ json, quiet, verbose, color }: GlobalArguments): Terminal {
  return new Terminal({ json, quiet, verbose, color }, systemClock.now);
}

/** The tools of a run, made of the command's arguments, the config file and the environment. */
export function makeTools(
  args: GlobalArguments & ConnectionArguments,
  terminal: Terminal,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Tools {
  const signal = interruptSignal((text) => terminal.say(text));
  const config = readConfig(args.config);
  return {
    clock: systemClock,
    newId: randomUUID,
    signal,
    tell: terminal.tell,
    ask: terminal.ask,
    openLedger: () => openLedger(args.ledger ?? '.carbonsheet/ledger.db'),
    connect: (name) => {
      const provider = providerNamed(name);
      const secrets = new Set(provider.settings.filter(({ secret }) => secret).map((setting) => setting.name));
      const http = createHttp({
        clock: systemClock,
        signal,
        newRequestId: randomUUID,
        ...(args.rate === undefined ? {} : { rate: args.rate }),
        ...(args.verbose ? { log: (line: string) => terminal.say(line) } : {}),
      });
      const settings = accountSettings(config, args.profile, env, secrets);
      const overrides = config.routes?.[name] ?? {};
      return {
        session: provider.connect(settings, { http, clock: systemClock, signal, overrides }),
        traffic: http.traffic,
      };
    },
  };
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
