// The help: made of the declarations, and readable at any width.

import { describe, expect, it } from 'vitest';
import { commandGroups } from '../../../src/cli/commands/command.js';
import { type CommandName, commandNamed, commandNames } from '../../../src/cli/commands/index.js';
import { commandHelp, programHelp } from '../../../src/cli/help/help-text.js';
import { loads } from '../../../src/cli/load-command.js';
import { optionFlag } from '../../../src/cli/options/option.js';
import { globalOptions } from '../../../src/cli/options/options.js';

const plain = (text: string): string => text;

async function helpOf(name: CommandName, width: number): Promise<readonly string[]> {
  const command = commandNamed(name);
  return commandHelp(name, command, (await command.narrowings?.([])) ?? {}, width, plain);
}

describe('the help of the program', () => {
  it('lists every command below its group', () => {
    const lines = programHelp(80, plain);
    for (const group of commandGroups) expect(lines).toContain(group);
    const listed = lines.flatMap((line) => /^ {2}([a-z]+) {2,}\S/.exec(line)?.[1] ?? []);
    expect(listed).toEqual(expect.arrayContaining([...commandNames]));
    expect(listed).toHaveLength(commandNames.length);
  });

  it('keeps its headings in the style that it is given', () => {
    expect(programHelp(80, (text) => `<${text}>`)).toContain('<Import>');
  });
});

describe.each(commandNames)('the help of %s', (name) => {
  it('has options in groups, examples, and exit codes at its end', async () => {
    const lines = await helpOf(name, 80);
    for (const [option, declared] of Object.entries({ ...commandNamed(name).options, ...globalOptions }))
      expect(lines.join('\n')).toContain(`  ${optionFlag(option, declared)}`);
    const headings = lines.filter((line) => /^[A-Z][a-z ]+$/.test(line));
    expect(headings.slice(-2)).toEqual(['Examples', 'Exit codes']);
    const { examples } = commandNamed(name);
    expect(examples.length).toBeLessThanOrEqual(3);
    for (const [line] of examples) expect(lines.join(' ').replace(/\s+/g, ' ')).toContain(`carbonsheet ${line}`);
  });

  it.each([40, 60, 80, 100])('breaks between words at %i columns', async (width) => {
    const wide = await helpOf(name, 1000);
    const narrow = await helpOf(name, width);
    const words = (lines: readonly string[]): readonly string[] => lines.join(' ').split(/\s+/).sort();
    expect(words(narrow)).toEqual(words(wide));
    for (const line of narrow.filter((one) => one.length > width)) expect(line.trim()).not.toContain(' ');
  });

  it('is of a command that can be loaded', async () => {
    expect((await loads[name]()).run).toBeTypeOf('function');
  });
});
