// A saved mapping: which column of somebody's file is which field, said once in a JSON or YAML file. Its shape is in
// mapping-schema.ts; whether the fields exist is asked where the dataset is known.

import { YAMLParseError } from 'yaml';
import { Stop } from '../../problems/stop.js';
import { nearest } from '../../values/nearest.js';
import { parseSettings } from '../../values/parse-settings.js';
import { entriesAt, mappingSchema } from './mapping-schema.js';
import type { CreditWay, RowRule } from './row-rules.js';

/** What a mapping file says beside its version. Titles are the user's own; a field is `field`, or `field.2024` for a year. */
export interface MappingParts {
  readonly dataset?: string | undefined;
  /** The sheet's name. */
  readonly sheet?: string | undefined;
  /** As Excel shows it. */
  readonly headerRow?: number | undefined;
  /** All titles of the file that the mapping was made from. */
  readonly titles?: readonly string[] | undefined;
  /** Title -> field; null: leave the column out. */
  readonly columns: Readonly<Record<string, string | null>>;
  /** Field -> the text that is read as if it stood in a cell of every row. */
  readonly constants?: Readonly<Record<string, string>> | undefined;
  /** Field -> the columns whose cells are read together. */
  readonly joins?: Readonly<Record<string, Join>> | undefined;
  /** Field -> the columns of debits and credits that are read as one amount. */
  readonly differences?: Readonly<Record<string, Difference>> | undefined;
  /** Title -> the fields that parts of its cells are read as. */
  readonly splits?: Readonly<Record<string, Split>> | undefined;
  /** Title -> text of a cell -> the text to read instead. */
  readonly values?: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined;
  readonly locale?: LocaleAnswers | undefined;
  /** Which rows are sent; the first rule that matches decides. */
  readonly rules?: readonly RowRule[] | undefined;
  /** @default list */
  readonly credits?: CreditWay | undefined;
  /** Title -> a short print of what the column held, by which it is known under another title. */
  readonly seen?: Readonly<Record<string, string>> | undefined;
}

/** Several columns that are one field. */
export interface Join {
  readonly columns: readonly string[];
  /** What stands between their texts. @default a space */
  readonly with?: string | undefined;
}

/** Two columns of amounts: the amount is debit minus credit. */
export interface Difference {
  readonly debit: string;
  readonly credit: string;
}

/** One column that is several fields. */
export interface Split {
  /** The text between the parts. */
  readonly at: string;
  /** The fields of the parts, in their order; null: the part is not used. The last part has all that is left. */
  readonly into: readonly (string | null)[];
}

/** How the file writes what can be read in several ways: as the options of these names. */
export interface LocaleAnswers {
  readonly decimal?: ',' | '.' | undefined;
  readonly dateOrder?: 'dmy' | 'mdy' | 'ymd' | undefined;
  readonly netAmounts?: boolean | undefined;
  readonly encoding?: string | undefined;
  readonly delimiter?: string | undefined;
  readonly datesFrom?: number | undefined;
  readonly datesTo?: number | undefined;
}

/** What a mapping file says. */
export interface SavedMapping extends MappingParts {
  /** The file's name, for messages. */
  readonly file: string;
  /** Constants of the command line (`--set`): they go before those of the file. */
  readonly set?: Readonly<Record<string, string>> | undefined;
}

/** Reads the text of a mapping file. Throws a Stop of kind `usage` that names file, place, expected and got. */
export function parseSavedMapping(text: string, fileName: string): SavedMapping {
  const content = parseYaml(text, fileName);
  const checked = mappingSchema.safeParse(content);
  if (checked.success) {
    const { version: _, $schema: __, columns = {}, ...parts } = checked.data;
    return { file: fileName, columns, ...parts };
  }
  const [issue] = checked.error.issues;
  const path = issue?.path ?? [];
  const place = path.length > 0 ? `${fileName}, ${path.join(' > ')}` : fileName;
  if (issue?.code === 'unrecognized_keys') {
    const [unknown = ''] = issue.keys;
    const known = nearest(unknown, entriesAt(path));
    throw unusable(
      `${place} has an unknown entry "${unknown}"${known === undefined ? '' : `; did you mean ${known}?`}`,
    );
  }
  throw unusable(`${place}: expected ${issue?.message}, got ${shown(at(content, path))}`);
}

function parseYaml(text: string, fileName: string): unknown {
  try {
    // JSON is YAML too.
    return parseSettings(text, true);
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
