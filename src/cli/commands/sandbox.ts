// carbonsheet sandbox

import type { CommandModule } from 'yargs';
import { z } from 'zod';
import { systemClock } from '../../pace/system-clock.js';
import { Stop } from '../../problems/stop.js';
import { SandboxError } from '../../sandbox/sandbox-error.js';
import { startSandbox } from '../../sandbox/start-sandbox.js';
import { globalArguments, parseArguments, rateArgument } from '../arguments.js';
import { openTerminal } from '../context.js';
import { interruptSignal } from '../interrupt.js';

const schema = globalArguments.extend(rateArgument.shape).extend({
  port: z.number().int().min(0).max(65_535),
  data: z.string().min(1).optional(),
});

export const sandbox: CommandModule = {
  command: 'sandbox',
  describe: 'Start a local server that behaves like the services, to try everything without an account',
  builder: (yargs) =>
    yargs
      .option('port', { type: 'number', default: 4010, describe: 'Port on 127.0.0.1; 0 takes a free one' })
      .option('rate', { type: 'number', describe: 'Requests per second it allows; without it, any number' })
      .option('data', { type: 'string', describe: 'File to keep its data in' }),
  handler: async (argv) => {
    const args = parseArguments(schema, argv);
    const terminal = openTerminal(args);
    const { port, rate, data: dataFile } = args;
    const { now, sleep } = systemClock;
    const server = await startSandbox({ port, rate, dataFile, now, sleep }).catch(asStop);
    const settings = server.environment;
    terminal.printJson({ url: server.url, settings });
    terminal.print(`The sandbox listens on ${server.url}; Ctrl-C ends it. In another terminal:\n`);
    for (const [name, value] of Object.entries(settings)) terminal.print(`export ${name}=${value}`);
    const signal = interruptSignal(() => undefined);
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    await server.close();
  },
};

function asStop(cause: unknown): never {
  if (cause instanceof SandboxError) throw new Stop('usage', cause.code, cause.message, '', cause);
  throw cause;
}
