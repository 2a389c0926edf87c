// The help as lines: of the whole program, and of one command. Made of the declarations alone.

import { exitCodeTexts } from '../../report/exit-code.js';
import { type Command, commandGroups, usageOf } from '../commands/command.js';
import { commandNamed, commandNames } from '../commands/index.js';
import { type Option, type OptionGroup, type Options, optionText } from '../options/option.js';
import { globalOptions } from '../options/options.js';
import { definitions, indented } from '../terminal/wrap.js';

/** Styles a heading. */
type Heading = (text: string) => string;

const optionGroups: readonly OptionGroup[] = ['Reading', 'Checking', 'Writing', 'Sandbox', 'Account', 'Output'];
/** Codes that every command can end with. */
const ALWAYS = [1, 2];

/** The help of the whole program: its commands in groups, and the options of every command. */
export function programHelp(width: number, heading: Heading): readonly string[] {
  const sections = commandGroups.map((group) => {
    const own = commandNames.filter((name) => commandNamed(name).group === group);
    return section(
      group,
      definitions(
        own.map((name) => [name, commandNamed(name).summary]),
        width,
      ),
      heading,
    );
  });
  return [
    'carbonsheet COMMAND',
    '',
    ...indented('Moves rows between spreadsheets and carbon-accounting services.', 0, width),
    ...sections.flat(),
    ...section('Options of every command', optionLines(globalOptions, width), heading),
    '',
    ...indented('carbonsheet COMMAND --help shows the options and examples of a command.', 0, width),
  ];
}

/** The help of a command: usage, options in groups, examples, exit codes. */
export function commandHelp(
  name: string,
  command: Command,
  narrowings: Options,
  width: number,
  heading: Heading,
): readonly string[] {
  const { summary, words, examples, exitCodes } = command;
  const options = { ...command.options, ...narrowings, ...globalOptions };
  const described = words.map(({ shown, describe, choices }): [string, string] => [
    shown,
    choices === undefined ? describe : `${describe}: ${choices.join(', ')}`,
  ]);
  const sections = optionGroups.flatMap((group) => {
    const own = Object.entries(options).filter(([, option]) => option.group === group);
    return own.length === 0 ? [] : section(group, optionLines(Object.fromEntries(own), width), heading);
  });
  const tried = examples.flatMap(([line, what]) => [
    ...indented(`carbonsheet ${line}`, 2, width),
    ...indented(what, 6, width),
  ]);
  const codes = [...new Set([...exitCodes, ...ALWAYS])].sort((one, other) => one - other);
  const ends = codes.map((code): [string, string] => [String(code), exitCodeTexts[code] ?? '']);
  return [
    ...indented(`${usageOf(name, command)} [options]`, 0, width),
    '',
    ...indented(`${summary}.`, 0, width),
    ...(words.length > 0 ? ['', ...definitions(described, width)] : []),
    ...sections,
    ...section('Examples', tried, heading),
    ...section('Exit codes', definitions(ends, width), heading),
  ];
}

function section(title: string, lines: readonly string[], heading: Heading): readonly string[] {
  return ['', heading(title), ...lines];
}

function optionLines(options: Options, width: number): readonly string[] {
  return definitions(
    Object.entries(options).map(([name, option]) => [
      optionText(name, option),
      `${option.describe}${defaultText(option)}`,
    ]),
    width,
  );
}

function defaultText(option: Option): string {
  const isShown = option.kind === 'text' || option.kind === 'number' || option.kind === 'choice';
  const text = option.usual ?? (isShown ? option.default : undefined);
  return text === undefined ? '' : ` (default: ${text})`;
}
