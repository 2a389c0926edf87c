// The answers of a file of fixes, as they hold for one table: which column each is about, and what is written in the end where one
// answer has an answer of its own.

import type { MappedColumn, Mapping } from '../../mapping/mapping.js';
import { shownValue } from '../../problems/causes.js';
import { Stop } from '../../problems/stop.js';
import { oneLine } from '../../problems/visible.js';
import { insteadOf } from './answerable.js';
import { type Fix, missingField } from './fixes-file.js';

/** The answers of one column. */
export interface ColumnAnswers {
  /** The user's own title. */
  readonly title: string;
  /** From 0, in the file's own layout. */
  readonly index: number;
  /** How the column is read, if the header has it mapped. */
  readonly mapped: MappedColumn | undefined;
  /** The columns that its cells are split into. */
  readonly parts: readonly MappedColumn[];
  /** Value, as files of fixes show it -> what to write instead; '' for cells that are empty and should not be. */
  readonly uses: ReadonlyMap<string, Answered>;
}

/** What to write, and the line that says so. */
export interface Answered {
  readonly use: string;
  readonly fix: Fix;
}

/** All answers for one table. */
export interface TableAnswers {
  readonly columns: readonly ColumnAnswers[];
  /** Field without a column -> the text for its rows. */
  readonly fields: ReadonlyMap<string, Answered>;
  /** Target of a constant of the mapping file -> the text to put in its place. */
  readonly constants: ReadonlyMap<string, Answered>;
}

/**
 * The answers of the lines that have one.
 * @param titles Those of the file, in its own layout.
 * @throws Stop of kind `input` for a column that the file does not have, and for answers that contradict each other.
 */
export function answersFor(
  fixes: readonly Fix[],
  path: string,
  mapping: Mapping,
  titles: readonly string[],
): TableAnswers {
  const { columns: mapped, dataset } = mapping;
  const columns = new Map<number, ColumnAnswers & { readonly uses: Map<string, Answered> }>();
  const fields = new Map<string, Answered>();
  const constants = new Map<string, Answered>();
  for (const fix of fixes) {
    if (fix.use === '') continue;
    const instead = insteadOf(mapping, fix);
    if (instead !== undefined) throw wrong(path, fix, 'no cell of the file holds this text', instead);
    const constant = constantOf(fix, mapped);
    const index = indexOf(fix.column, mapped, titles);
    const field = index === undefined ? missingField(fix, dataset) : undefined;
    if (constant !== undefined) put(constants, constant, fix, path);
    else if (field !== undefined) put(fields, field, fix, path);
    else if (index === undefined) throw wrong(path, fix, `there is no column ${JSON.stringify(fix.column)}`);
    else {
      const title = titles[index] ?? '';
      const column = columns.get(index) ?? {
        title,
        index,
        mapped: mapped.find((one) => one.index === index && !one.gained && !one.made),
        parts: mapped.filter((one) => one.made === 'split' && one.title === title),
        uses: new Map<string, Answered>(),
      };
      columns.set(index, column);
      put(column.uses, fix.value, fix, path);
    }
  }
  return {
    columns: [...columns.values()]
      .sort((one, other) => one.index - other.index)
      .map((column) => ({ ...column, uses: settled(column.uses, path) })),
    fields,
    constants,
  };
}

/** What a mapping file calls the field of a column. */
export function targetOf({ field = '', year }: Pick<MappedColumn, 'field' | 'year'>): string {
  return year === undefined ? field : `${field}.${year}`;
}

/** The target of the constant that a line is about: one of its own, or one for the empty cells of a column. */
function constantOf({ column: name, value }: Fix, mapped: Mapping['columns']): string | undefined {
  for (const { title, made, filler } of mapped) {
    if (oneLine(title) !== name) continue;
    const giver = made === 'constant' ? title : filler && shownValue(filler.text) === value ? filler.title : undefined;
    // As `unit_id (mapping.yaml)`: a constant that is faulty has no field.
    if (giver !== undefined) return giver.slice(0, giver.indexOf(' ('));
  }
  return undefined;
}

/** The column of a title that is used, else any of that title; else the one of a field. */
function indexOf(name: string, mapped: Mapping['columns'], titles: readonly string[]): number | undefined {
  const used = mapped.find(
    ({ title, field, gained, made }) => oneLine(title) === name && field !== undefined && !gained && !made,
  );
  if (used !== undefined) return used.index;
  const index = titles.findIndex((title) => oneLine(title) === name);
  return index >= 0 ? index : mapped.find(({ field, gained, made }) => field === name && !gained && !made)?.index;
}

function put(uses: Map<string, Answered>, key: string, fix: Fix, path: string): void {
  const other = uses.get(key);
  if (other !== undefined && other.use !== fix.use)
    throw wrong(path, fix, `line ${other.fix.line} has another answer to the same value`);
  uses.set(key, { use: fix.use, fix });
}

/** An answer that has an answer of its own gives way to that one. */
function settled(uses: ReadonlyMap<string, Answered>, path: string): ReadonlyMap<string, Answered> {
  return new Map(
    [...uses].map(([value, { fix, use }]) => {
      const seen = new Set([value]);
      let last = use;
      for (let next = uses.get(last); next !== undefined && next.use !== last; next = uses.get(last)) {
        if (seen.has(last)) throw wrong(path, fix, 'the answers go round in a circle');
        seen.add(last);
        last = next.use;
      }
      return [value, { fix, use: last }];
    }),
  );
}

const CORRECT = 'correct the line, or empty its column use; carbonsheet check FILE --fixes FIXES writes the lines anew';

/** The stop for a line that cannot be applied. @param instead What to do, where that is not to correct the line. */
export function wrong(path: string, { line }: Pick<Fix, 'line'>, why: string, instead = CORRECT): Stop {
  return new Stop('input', 'FIXES_FILE', `${path}, line ${line}: ${why}`, instead);
}

/** What to do with an answer that only a mapping file can hold. */
export const IN_MAPPING = 'put the answers into the mapping file: leave --out away, and name it with --mapping FILE';
/** What to do with an answer that only a corrected copy can hold. */
export const IN_COPY = 'write a corrected copy with --out FILE, or correct the cells in the file itself';
