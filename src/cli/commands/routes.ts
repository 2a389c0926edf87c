// carbonsheet routes [PROVIDER]

import type { CommandModule } from 'yargs';
import { z } from 'zod';
import { providers } from '../../providers/index.js';
import { globalArguments, parseArguments } from '../arguments.js';
import { readConfig } from '../config.js';
import { openTerminal } from '../context.js';

const schema = globalArguments.extend({ provider: z.string().optional() });

export const routes: CommandModule = {
  command: 'routes [provider]',
  describe: 'List the paths that carbonsheet knows, and which of them are only assumed',
  builder: (yargs) => yargs.positional('provider', { type: 'string', choices: providers.map(({ name }) => name) }),
  handler: (argv) => {
    const args = parseArguments(schema, argv);
    const terminal = openTerminal(args);
    const { routes: overrides } = readConfig(args.config);
    const chosen = providers.filter(({ name }) => args.provider === undefined || name === args.provider);
    const table = chosen.flatMap(({ name: provider, routes: own }) =>
      own.map((route) => {
        const override = overrides?.[provider]?.[route.name];
        const { method = route.method, path = route.path } = override ?? {};
        return { provider, ...route, method, path, standing: override ? 'overridden' : route.standing };
      }),
    );
    terminal.printJson(table);
    for (const { provider, name, method, path, standing, summary, reachedBy } of table) {
      const mark = standing === 'assumed' ? terminal.paint('warning', standing) : standing;
      terminal.print(
        `${terminal.paint('strong', `${provider} ${name}`)}  ${mark}\n  ${method} ${path}\n  ${summary}\n  reached by ${reachedBy}`,
      );
    }
  },
};
