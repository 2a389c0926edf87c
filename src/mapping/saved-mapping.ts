// A saved mapping: which column of somebody's file is which field, said once in a JSON or YAML file. Whether the fields
// exist is asked by map-header.ts, which knows the dataset.

import { YAMLParseError } from 'yaml';
import { z } from 'zod';
import { Stop } from '../problems/stop.js';
import { parseSettings } from '../values/parse-settings.js';

const TARGET = { error: 'the name of a field, or null' };

const mappingSchema = z.strictObject(
  {
    version: z.literal(1, { error: 'the number 1' }),
    dataset: z.string({ error: 'the name of a dataset' }).optional(),
    columns: z.record(z.string(), z.string(TARGET).min(1, TARGET).nullable(), {
      error: 'column titles, each with the name of a field or null',
    }),
  },
  { error: ({ code }) => (code === 'unrecognized_keys' ? undefined : 'version, dataset and columns') },
);

/** What a mapping file says. */
export interface SavedMapping {
  /** The file's name, for messages. */
  readonly file: string;
  readonly dataset?: string | undefined;
  /** The user's title -> the field's name, `field.year` for a yearly field; null: leave the column out. */
  readonly columns: Readonly<Record<string, string | null>>;
}

/** Reads the text of a mapping file. Throws a Stop of kind `usage` that names file, place, expected and got. */
export function parseSavedMapping(text: string, fileName: string): SavedMapping {
  const content = parseYaml(text, fileName);
  const checked = mappingSchema.safeParse(content);
  if (checked.success) return { file: fileName, dataset: checked.data.dataset, columns: checked.data.columns };
  const [issue] = checked.error.issues;
  if (issue?.code === 'unrecognized_keys') throw unusable(`${fileName} has an unknown entry "${issue.keys[0]}"`);
  const path = issue?.path ?? [];
  const place = path.length > 0 ? `${fileName}, ${path.join(' > ')}` : fileName;
  throw unusable(`${place}: expected ${issue?.message}, got ${shown(at(content, path))}`);
}

function parseYaml(text: string, fileName: string): unknown {
  try {
    // JSON is YAML too.
    return parseSettings(text);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) {
      const reason = error instanceof Error ? error.message : 'it is neither YAML nor JSON';
      throw unusable(`${fileName} cannot be read: ${reason}`, error);
    }
    const line = error.linePos?.[0].line;
    const [reason] = error.message.split(/ at line |:?\n/);
    throw unusable(`${fileName}${line ? `, line ${line}` : ''}: not YAML or JSON: ${reason}`, error);
  }
}

function at(content: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value !== null && typeof value === 'object' ? Reflect.get(value, key) : undefined),
    content,
  );
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : JSON.stringify(value);
}

function unusable(message: string, cause?: unknown): Stop {
  const hint = 'a mapping file looks like {"version": 1, "columns": {"Menge": "quantity", "Notes": null}}';
  return new Stop('usage', 'MAPPING_FILE', message, hint, cause);
}
