// The options and the mapping of a run as its archive has them: whole, or without texts that may be values of rows.

import { basename } from 'node:path';
import { z } from 'zod';
import type { RunRow } from '../../ledger/ledger.js';

type Json = Readonly<Record<string, unknown>>;

const object = z.record(z.string(), z.unknown());

/** Options that are paths: these differ from machine to machine. */
const PATHS: ReadonlySet<string> = new Set(['file', 'shownAs', 'runsDir', 'result', 'out', 'html', 'mapping']);

/** What the run was asked for, without paths and without its mapping. */
export function optionsOf({ request }: RunRow): Json {
  return without(object.safeParse(request).data ?? {}, (name) => PATHS.has(name));
}

const mapped = z.object({ mapping: z.looseObject({ file: z.string() }) });

/** The mapping that the run was asked to read by; undefined for none. */
export function mappingOf({ request }: RunRow): Json | undefined {
  const { mapping } = mapped.safeParse(request).data ?? {};
  return mapping && { ...mapping, file: basename(mapping.file) };
}

/** Options whose texts are names, titles and choices. Switches and numbers of all options are kept. */
const KEPT_OPTIONS: ReadonlySet<string> = new Set([
  ...['dataset', 'datasets', 'what', 'provider', 'format', 'columns', 'encoding', 'delimiter', 'quoteRule', 'limits'],
  ...['decimal', 'dateOrder', 'equalRows', 'onExisting', 'via', 'sheet', 'deltaFrom', 'plan', 'source', 'target'],
]);

/** The options without texts that may be values, such as constants, conditions and reasons: these are named only. */
export function bareOptions(options: Json): { readonly options: Json; readonly leftOut: readonly string[] } {
  const isLeftOut = (name: string, value: unknown): boolean =>
    !KEPT_OPTIONS.has(name) && typeof value !== 'boolean' && typeof value !== 'number';
  const leftOut = Object.keys(options).filter((name) => isLeftOut(name, options[name]));
  return { options: without(options, (name) => leftOut.includes(name)), leftOut };
}

/** Parts of a mapping that say how the file is laid out. */
const KEPT_PARTS = [
  ...['version', 'file', 'dataset', 'sheet', 'headerRow', 'titles', 'columns', 'joins', 'differences', 'splits'],
  ...['locale', 'credits'],
] as const;

/** A mapping without texts of cells: of values and constants, their titles and fields stay, and of rules their number. */
export function bareMapping(mapping: Json): Json {
  const { values, constants, rules } = mapping;
  return {
    ...without(mapping, (name) => !KEPT_PARTS.some((kept) => kept === name)),
    ...(isObject(values) && { valuesFor: Object.keys(values) }),
    ...(isObject(constants) && { constantsFor: Object.keys(constants) }),
    ...(Array.isArray(rules) && { rules: rules.length }),
  };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function without(content: Json, isLeftOut: (name: string) => boolean): Json {
  return Object.fromEntries(Object.entries(content).filter(([name]) => !isLeftOut(name)));
}
