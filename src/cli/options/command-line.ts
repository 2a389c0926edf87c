// Splits a command line into words and options, as the options are declared. Values stay text: arguments.ts checks them.

import Parser from 'yargs-parser';
import { argumentName, type Option, type Options, optionName } from './option.js';

/** What was given for an option, and by what, as `--rate` or `the variable CARBONSHEET_RATE`. */
export interface Given {
  /** In the order in which they were given; of a switch `true` or `false`. */
  readonly texts: readonly string[];
  readonly from: string;
}

/** A command line, split. */
export interface CommandLine {
  readonly words: readonly string[];
  /** By name. Undefined is the value of an option whose value is missing. */
  readonly given: ReadonlyMap<string, Given>;
  /** Options that are not declared, as they were written. */
  readonly unknown: readonly string[];
  /** Options without the value that they need. */
  readonly incomplete: readonly string[];
}

/** Splits a command line. Everything after `--` is a word, and so is a lone `-`. */
export function splitCommandLine(argv: readonly string[], options: Options): CommandLine {
  const names = Object.keys(options);
  const valued = names.filter((name) => options[name]?.kind !== 'switch');
  const { argv: parsed } = Parser.detailed([...argv], {
    // `--onExisting` is `--on-existing`, as among the arguments of a command.
    alias: Object.fromEntries(names.map((name) => [name, argumentName(name)])),
    array: valued,
    string: valued,
    boolean: names.filter((name) => options[name]?.kind === 'switch'),
    configuration,
  });
  const { _: bare, '--': after = [], ...found } = parsed;
  const words = bare.map(String);
  const isUnknown = (word: string): boolean => word.startsWith('-') && word !== '-';
  const unknown = words.filter(isUnknown).map((word) => word.replace(/=.*$/s, ''));
  const given = new Map<string, Given>();
  const incomplete: string[] = [];
  for (const [name, value] of Object.entries(found)) {
    const texts = [value].flat().map(String);
    // `--no-sheet`: only a switch can be turned off.
    const isOff = options[name]?.kind !== 'switch' && [value].flat().includes(false);
    if (isOff || !Object.hasOwn(options, name)) unknown.push(`--${isOff ? 'no-' : ''}${name}`);
    else if (texts.length === 0) incomplete.push(name);
    else given.set(name, { texts, from: `--${name}` });
  }
  for (const [name, text] of wrongSwitches(argv, options)) given.set(name, { texts: [text], from: `--${name}` });
  return { words: [...words.filter((word) => !isUnknown(word)), ...after.map(String)], given, unknown, incomplete };
}

/** Values stay text as it was written, one for each option; what is not declared is left among the words. */
const configuration: Partial<Parser.Configuration> = {
  'strip-aliased': true,
  'camel-case-expansion': false,
  'boolean-negation': true,
  'dot-notation': false,
  'duplicate-arguments-array': true,
  'flatten-duplicate-arrays': true,
  'greedy-arrays': false,
  'parse-numbers': false,
  'parse-positional-numbers': false,
  'populate--': true,
  'short-option-groups': false,
  'unknown-options-as-args': true,
};

/** Switches with a value that is none of theirs, as `--json=maybe`: yargs takes every text but `true` for false. */
function wrongSwitches(argv: readonly string[], options: Options): readonly (readonly [string, string])[] {
  const end = argv.indexOf('--');
  return argv.slice(0, end < 0 ? undefined : end).flatMap((word) => {
    const [, name = '', text = ''] = /^--([^=]+)=(.*)$/s.exec(word) ?? [];
    const isWrong = options[optionName(name)]?.kind === 'switch' && !/^(true|false)$/.test(text);
    return isWrong ? [[optionName(name), text] as const] : [];
  });
}

/** The option of a name; `no-color` is `color`, switched off. */
export function declared(
  name: string,
  options: Options,
): { readonly name: string; readonly isOff: boolean; readonly option: Option | undefined } {
  const off = name.replace(/^no-/, '');
  const isOff = off !== name && Object.hasOwn(options, off) && options[off]?.kind === 'switch';
  const own = isOff ? off : name;
  return { name: own, isOff, option: Object.hasOwn(options, own) ? options[own] : undefined };
}
