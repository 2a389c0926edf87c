// carbonsheet sandbox

import type { CommandModule } from 'yargs';
import { z } from 'zod';
import { systemClock } from '../../pace/system-clock.js';
import { Stop } from '../../problems/stop.js';
import { type ListHabits, parseListHabits } from '../../sandbox/habits/list-habits.js';
import { type RateHeaders, rateHeaderKinds } from '../../sandbox/rate-limit.js';
import { SandboxError } from '../../sandbox/sandbox-error.js';
import { startSandbox } from '../../sandbox/start-sandbox.js';
import { globalArguments, parseArguments, rateArgument } from '../arguments.js';
import { openTerminal } from '../context.js';
import { interruptSignal } from '../interrupt.js';

const schema = globalArguments.extend(rateArgument.shape).extend({
  port: z.number().int().min(0).max(65_535),
  data: z.string().min(1).optional(),
  rateHeaders: z.string().optional(),
  chaos: z.string().optional(),
  lists: z.string().optional(),
  seed: z.number('expected a number').int('expected a whole number').optional(),
});

export const sandbox: CommandModule = {
  command: 'sandbox',
  describe: 'Start a local server that behaves like the services, to try everything without an account',
  builder: (yargs) =>
    yargs
      .option('port', { type: 'number', default: 4010, describe: 'Port on 127.0.0.1; 0 takes a free one' })
      .option('rate', { type: 'number', describe: 'Requests per second it allows; without it, any number' })
      .option('rate-headers', {
        type: 'string',
        describe: 'What it says of its limit: draft, legacy, retry-after, several with commas, or none',
      })
      .option('data', { type: 'string', describe: 'File to keep its data in' })
      .option('chaos', {
        type: 'string',
        describe: 'What goes wrong and how often, as drop-after=5%,latency=2%:300ms; all for a mild mix',
      })
      .option('lists', {
        type: 'string',
        describe: 'How its lists behave, as total=page,cap=50,from=inclusive; docs/sandbox.md lists the habits',
      })
      .option('seed', {
        type: 'number',
        describe: 'Makes the same things go wrong again; chosen and printed without it',
      }),
  handler: async (argv) => {
    const args = parseArguments(schema, argv);
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
    for (const [name, value] of Object.entries(settings)) terminal.print(`export ${name}=${value}`);
    if (chaos) terminal.print('', `It goes wrong on purpose: ${chaos.spec}. The same again: --seed ${chaos.seed}`);
    const signal = interruptSignal(() => undefined);
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    await server.close();
  },
};

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
