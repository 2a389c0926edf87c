// The arguments of a command line for the command that it calls: its words and options, checked, each mistake with one
// suggestion.

import { Stop } from '../../problems/stop.js';
import { nearest } from '../../values/nearest.js';
import { optionValues } from '../options/arguments.js';
import type { CommandLine, Given } from '../options/command-line.js';
import type { Options } from '../options/option.js';
import { globalOptions } from '../options/options.js';
import { type Command, usageOf, type Word } from './command.js';

/**
 * Everything that a command is given.
 * @param defaults of its options, from elsewhere.
 * @throws Stop of kind `usage`.
 */
export function argumentsFor(
  name: string,
  command: Command,
  narrowings: Options,
  line: CommandLine,
  defaults: ReadonlyMap<string, Given>,
): Readonly<Record<string, unknown>> {
  const options = { ...command.options, ...globalOptions };
  requireKnown(name, line, [...Object.keys(options), ...Object.keys(narrowings)]);
  const words = wordsOf(name, command, line.words);
  const given = new Map([...defaults, ...line.given]);
  const narrowed = Object.keys(narrowings).flatMap((option) => {
    const texts = given.get(option)?.texts;
    return texts === undefined ? [] : [[option, texts] as const];
  });
  return {
    ...optionValues(options, given),
    ...words,
    narrowings: Object.fromEntries(narrowed),
    given: [...line.given.keys()],
  };
}

function requireKnown(name: string, { unknown: [unknown], incomplete: [lacking] }: CommandLine, known: string[]): void {
  if (unknown !== undefined) {
    const near = nearest(unknown.replace(/^-+(no-)?/, ''), known);
    const hint = near === undefined ? `carbonsheet ${name} --help shows the options` : `did you mean --${near}?`;
    throw new Stop('usage', 'USAGE', `carbonsheet ${name} has no option ${unknown}`, hint);
  }
  if (lacking !== undefined)
    throw new Stop('usage', 'USAGE', `--${lacking} needs a value`, `carbonsheet ${name} --help shows the options`);
}

function wordsOf(name: string, command: Command, words: readonly string[]): Readonly<Record<string, unknown>> {
  const found: [string, unknown][] = [];
  const left = [...words];
  for (const word of command.words) {
    const own = word.many ? left.splice(0) : left.splice(0, 1);
    if (word.required && own.length === 0) throw misuse(`${word.shown} is missing`, name, command);
    for (const text of own) requireChoice(word, text);
    found.push([word.name, word.many ? own : own[0]]);
  }
  if (left.length > 0) throw misuse(`${left.join(' ')} is too much`, name, command);
  return Object.fromEntries(found);
}

function requireChoice({ shown, choices: known }: Word, text: string): void {
  if (text === '') throw new Stop('usage', 'USAGE', `${shown} is empty`);
  if (known === undefined || known.includes(text)) return;
  const near = nearest(text, known);
  const hint = near === undefined ? '' : `did you mean ${near}?`;
  throw new Stop('usage', 'USAGE', `${shown}: expected one of ${known.join(', ')}, got ${JSON.stringify(text)}`, hint);
}

function misuse(message: string, name: string, command: Command): Stop {
  return new Stop('usage', 'USAGE', message, `usage: ${usageOf(name, command)}`);
}
