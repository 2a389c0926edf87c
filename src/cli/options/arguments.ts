// Makes a command's arguments exact: words and options, as they come from the command line, the environment and the config
// file, pass their schemas here.

import { z } from 'zod';
import { Stop } from '../../problems/stop.js';
import { nearest } from '../../values/nearest.js';
import type { Given } from './command-line.js';
import { argumentName, type NumberOption, type Option, type Options, type ValuesOf } from './option.js';

/**
 * The values of options, their defaults included.
 * @throws Stop of kind `usage` that names where the value is from, expected and got.
 */
export function optionValues<All extends Options>(options: All, given: ReadonlyMap<string, Given>): ValuesOf<All> {
  const values = Object.entries(options).map(([name, option]) => {
    const own = given.get(name);
    return [argumentName(name), own === undefined ? option.default : optionValue(option, own)];
  });
  // Each value has passed the schema of its option, which the compiler cannot follow through the names.
  return Object.fromEntries(values) as ValuesOf<All>;
}

function optionValue(option: Option, { texts, from }: Given): unknown {
  if (option.kind === 'texts') return texts.map((text) => checked(option, text, from));
  // A switch counts as it is given last, as in other programs; of any other option, two would leave open which is meant.
  if (option.kind !== 'switch' && texts.length > 1)
    throw misuse(`${from} was given ${texts.length} times: ${texts.join(', ')}`, 'it takes one value: give it once');
  return checked(option, texts.at(-1) ?? '', from);
}

function checked(option: Option, text: string, from: string): unknown {
  const result = schemaOf(option).safeParse(text);
  if (result.success) return result.data;
  const near = option.kind === 'choice' ? nearest(text, option.choices) : undefined;
  const hint = near === undefined ? '' : `did you mean ${near}?`;
  throw misuse(`${from}: ${result.error.issues[0]?.message ?? 'not understood'}, got ${JSON.stringify(text)}`, hint);
}

const ON = ['true', '1', 'yes', 'on'];
const OFF = ['false', '0', 'no', 'off', ''];

function schemaOf(option: Option): z.ZodType {
  switch (option.kind) {
    case 'choice':
      return z.enum(option.choices, `expected ${listed(option.choices)}`);
    case 'switch':
      return z
        .string()
        .toLowerCase()
        .pipe(z.enum([...ON, ...OFF], 'expected true or false'))
        .transform((word) => ON.includes(word));
    case 'number':
      return z
        .string()
        .transform((text) => (text.trim() === '' ? Number.NaN : Number(text)))
        .pipe(numberSchema(option));
    default:
      return z.string().min(1, 'expected a text');
  }
}

function numberSchema({ whole, least, most, above }: NumberOption): z.ZodType<unknown, number> {
  const expected = [
    `expected a ${whole ? 'whole ' : ''}number`,
    least !== undefined && most !== undefined && `from ${least} to ${most}`,
    least !== undefined && most === undefined && `of ${least} or more`,
    above !== undefined && `greater than ${above}`,
  ]
    .filter(Boolean)
    .join(' ');
  const number = z.number(expected);
  return (whole ? number.int(expected) : number)
    .min(least ?? Number.NEGATIVE_INFINITY, expected)
    .max(most ?? Number.POSITIVE_INFINITY, expected)
    .gt(above ?? Number.NEGATIVE_INFINITY, expected);
}

function listed(choices: readonly string[]): string {
  return `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;
}

function misuse(message: string, hint = ''): Stop {
  return new Stop('usage', 'USAGE', message, hint);
}
