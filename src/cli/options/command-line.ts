// Splits a command line into words and options, as the options are declared. Values stay text: arguments.ts checks them.

import { parseArgs } from 'node:util';
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
  const words: string[] = [];
  const texts = new Map<string, string[]>();
  const unknown: string[] = [];
  const incomplete: string[] = [];
  const { tokens } = parseArgs({
    args: [...argv],
    strict: false,
    tokens: true,
    options: Object.fromEntries(
      Object.entries(options).flatMap(([name, { kind }]) => {
        const type = { type: kind === 'switch' ? 'boolean' : 'string' } as const;
        return [
          [name, type],
          [argumentName(name), type],
        ];
      }),
    ),
  });
  const left = [...tokens];
  for (let token = left.shift(); token; token = left.shift()) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const { name, isOff, option } = declared(optionName(token.name), options);
    if (option === undefined) unknown.push(token.rawName);
    else if (option.kind !== 'switch') {
      if (isValue(token.value, token.inlineValue)) add(name, token.value);
      else incomplete.push(name);
    } else {
      const next = left[0];
      const isSaid = token.value === undefined && next?.kind === 'positional' && /^(true|false)$/.test(next.value);
      if (isSaid) left.shift();
      const value = isSaid ? next.value : (token.value ?? 'true');
      add(name, isOff ? String(value === 'false') : value);
    }
  }
  const given = [...texts].map(([name, all]): [string, Given] => [name, { texts: all, from: `--${name}` }]);
  return { words, given: new Map(given), unknown, incomplete };

  function add(name: string, text: string): void {
    texts.set(name, [...(texts.get(name) ?? []), text]);
  }
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

/** `--sheet --json` lacks a value; `--header-row -1` and `--delimiter=-x` have one. */
function isValue(value: string | undefined, isInline: boolean | undefined): value is string {
  return value !== undefined && (isInline === true || !value.startsWith('-') || /^-(\d|$)/.test(value));
}
