// carbonsheet sandbox

import { systemClock } from '../../pace/system-clock.js';
import { Stop } from '../../problems/stop.js';
import { type ListHabits, parseListHabits } from '../../sandbox/habits/list-habits.js';
import { type RateHeaders, rateHeaderKinds } from '../../sandbox/rate-limit.js';
import { SandboxError } from '../../sandbox/sandbox-error.js';
import { startSandbox } from '../../sandbox/start-sandbox.js';
import { interruptSignal } from '../terminal/interrupt.js';
import { openTerminal } from '../terminal/open-terminal.js';
import { settingLines } from '../terminal/setting-lines.js';
import type { CommandArguments } from './index.js';

export async function run(args: CommandArguments<'sandbox'>): Promise<void> {
  const terminal = openTerminal(args);
  const { port, rate, data: dataFile, chaos: spec } = args;
  const { now, sleep } = systemClock;
  const rateHeaders = rateHeadersOf(args.rateHeaders);
  const lists = listHabitsOf(args.lists);
  const chaos = spec === undefined ? undefined : { spec, seed: args.seed ?? chosenSeed() };
  const server = await startSandbox({ port, rate, rateHeaders, dataFile, chaos, lists, now, sleep }).catch(asStop);
  const settings = server.environment;
  terminal.printJson({ url: server.url, settings, ...(chaos && { chaos }) });
  terminal.print(`The sandbox listens on ${server.url}; Ctrl-C ends it. In another terminal:`, '');
  terminal.print(...settingLines(settings, process.platform));
  if (chaos) terminal.print('', `Faults on purpose: ${chaos.spec}. Repeat the same faults with --seed ${chaos.seed}`);
  const signal = interruptSignal(() => undefined);
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  await server.close();
}

function chosenSeed(): number {
  return Math.floor(systemClock.random() * 1e6);
}

function rateHeadersOf(text: string | undefined): readonly RateHeaders[] | undefined {
  if (text === undefined) return undefined;
  if (text.trim() === 'none') return [];
  return text.split(',').map((word) => {
    const found = rateHeaderKinds.find((kind) => kind === word.trim());
    if (found !== undefined) return found;
    const choices = [...rateHeaderKinds, 'none'].join(', ');
    throw new Stop('usage', 'USAGE', `--rate-headers: expected ${choices}, got ${JSON.stringify(word)}`);
  });
}

function listHabitsOf(spec: string | undefined): ListHabits | undefined {
  try {
    return spec === undefined ? undefined : parseListHabits(spec);
  } catch (cause) {
    return asStop(cause);
  }
}

function asStop(cause: unknown): never {
  if (cause instanceof SandboxError) throw new Stop('usage', cause.code, cause.message, '', cause);
  throw cause;
}
