// No operation of a service is left without a command that comes to it, or a reason; every command that is named is there.

import { describe, expect, it } from 'vitest';
import { exportableNamed, importDatasetNamed } from '../../src/datasets/index.js';
import { filtersOf } from '../../src/pipeline/export/export-filters.js';
import { providers } from '../../src/providers/index.js';

const importOptions = ['on-existing', 'via'];
const others = ['undo', 'trace', 'whoami', 'resume', 'retry', 'plan', 'every command'];

/** What is wrong with one of the commands that reach an operation; undefined when it is there. */
async function fault(command: string, provider: string): Promise<string | undefined> {
  const [, verb = '', name = '', option] = /^(import|export) ([a-z-]+)(?:.*--([a-z-]+))?/.exec(command) ?? [];
  if (verb === '') return others.some((other) => command.startsWith(other)) ? undefined : `no command: ${command}`;
  const dataset = await (verb === 'import' ? importDatasetNamed(name) : exportableNamed(name));
  if (dataset.provider !== provider) return `${name} is not of ${provider}`;
  const known = verb === 'import' ? importOptions : filtersOf(dataset).map((filter) => filter.name);
  return option === undefined || known.includes(option) ? undefined : `${command}: no such option`;
}

describe.each(providers)('$name', ({ name: provider, routes }) => {
  it.each(routes)('$name is reached', async ({ reachedBy }) => {
    const isExplained = /^no command: \w/.test(reachedBy);
    const commands = isExplained ? [] : reachedBy.split(', ');
    const faults = await Promise.all(commands.map((command) => fault(command, provider)));
    expect(faults.filter(Boolean)).toEqual([]);
  });
});
