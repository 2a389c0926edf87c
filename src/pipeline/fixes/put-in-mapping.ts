// Puts answers into a mapping file: value tables and constants. Comments of the file stay, and so does its order. What a mapping
// file means is mapping/'s.

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Document, isMap, isScalar, parseDocument } from 'yaml';
import { cellOf, type MappedColumn } from '../../mapping/mapping.js';
import { keyOf } from '../../mapping/match-column.js';
import { parseSavedMapping } from '../../mapping/saved/saved-mapping.js';
import { valueKey } from '../../mapping/saved/value-key.js';
import { shownValue } from '../../problems/causes.js';
import { type Cell, cellText, isBlank, type SourceRow } from '../../values/cell.js';
import { openLines } from '../../write/files/lines.js';
import { orLeave } from '../../write/files/or-leave.js';
import type { Table } from '../table/open-table.js';
import { type Answered, type ColumnAnswers, IN_COPY, type TableAnswers, targetOf, wrong } from './answers.js';
import type { RowsToFill } from './rows-to-fill.js';

/** What is put into a mapping file. */
export interface Entry {
  readonly at: readonly ['values', title: string, value: string] | readonly ['constants', target: string];
  readonly text: string;
}

/** The table whose mapping file gets the answers. */
export type MappedTable = Pick<Table, 'rows' | 'name' | 'saved'>;

/**
 * The answers as entries of a mapping file, with the texts that the cells really have.
 * @throws Stop of kind `input` for an answer to a value that the file does not have, and for one that would change more than is
 * answered.
 */
export async function mappingEntries(
  table: MappedTable,
  { columns, fields, constants }: TableAnswers,
  filling: Pick<RowsToFill, 'spared'>,
  fixes: string,
): Promise<readonly Entry[]> {
  const { rows, name } = table;
  const texts = new Map<Answered, Set<string>>();
  for await (const batch of rows())
    for (const row of batch) for (const column of columns) noteTexts(texts, column, row);
  const ofColumns = columns.flatMap((column) => {
    const { title, uses } = column;
    return [...uses].flatMap(([value, answered]): readonly Entry[] => {
      const { use, fix } = answered;
      if (value === '' && column.mapped?.field !== undefined) return [ofEmpty(column, column.mapped, use)];
      const found = [...(texts.get(answered) ?? []), ...(value === '' ? [] : readAsBefore(table, title, value))];
      if (found.length === 0) throw wrong(fixes, fix, `${name} has no ${JSON.stringify(value)} in the column ${title}`);
      return found.map((text) => ({ at: ['values', title, text], text: use }));
    });
  });
  for (const { title, uses, index } of columns) {
    requireNoClash(uses, fixes);
    requireAllEmpty(uses.get(''), filling.spared({ index }), title, fixes);
  }
  for (const [field, answered] of fields) requireAllEmpty(answered, filling.spared({ field }), field, fixes);
  const ofTargets = [...fields, ...constants].map(
    ([target, { use }]): Entry => ({ at: ['constants', target], text: use }),
  );
  const entries = [...ofColumns, ...ofTargets];
  return [...new Map(entries.map((entry) => [JSON.stringify(entry.at.map(valueKey)), entry])).values()];
}

/** A constant does not reach the parts of a period. */
function ofEmpty({ title }: ColumnAnswers, mapped: MappedColumn, text: string): Entry {
  return { at: mapped.period ? ['values', title, ''] : ['constants', targetOf(mapped)], text };
}

/** Notes the texts of cells that are read as an answered value, whole or in part. */
function noteTexts(
  texts: Map<Answered, Set<string>>,
  { index, mapped, parts, uses }: ColumnAnswers,
  row: SourceRow,
): void {
  const note = (column: Parameters<typeof cellOf>[0], own: Cell | undefined): void => {
    const cell = cellOf(column, row);
    const answered = isBlank(cell) || isBlank(own) ? undefined : uses.get(shownValue(cellText(cell)));
    if (answered === undefined) return;
    const known = texts.get(answered) ?? new Set();
    texts.set(answered, known.add(structuredClone(cellText(own))));
  };
  note(mapped ?? { index }, row.cells[index]);
  for (const part of parts) note(part, cellOf(part, row));
}

/** The texts that the value table of a column has read as this value so far. */
function readAsBefore({ saved }: MappedTable, title: string, value: string): readonly string[] {
  const table = Object.entries(saved?.values ?? {}).find(([named]) => keyOf(named) === keyOf(title))?.[1] ?? {};
  return Object.entries(table).flatMap(([text, instead]) => (shownValue(instead.trim()) === value ? [text] : []));
}

/** @throws Stop for two answers to texts that a mapping file does not tell apart: it compares without case. */
function requireNoClash(uses: ReadonlyMap<string, Answered>, fixes: string): void {
  const first = new Map<string, readonly [value: string, Answered]>();
  for (const [value, answered] of uses) {
    const [other, earlier] = first.get(valueKey(value)) ?? [value, answered];
    first.set(valueKey(value), [other, earlier]);
    if (earlier.use === answered.use) continue;
    const why = `a mapping file compares without case, and line ${earlier.fix.line} has another answer to ${JSON.stringify(other)}`;
    throw wrong(fixes, answered.fix, why, IN_COPY);
  }
}

/** @throws Stop where a mapping file would fill cells that need no value: it fills every empty cell. */
function requireAllEmpty(answered: Answered | undefined, row: number | undefined, of: string, fixes: string): void {
  if (answered === undefined || row === undefined) return;
  const why = `row ${row} needs no value in ${of}, and a mapping file would fill it, too`;
  throw wrong(fixes, answered.fix, why, IN_COPY);
}

/** The key as the mapping has it already: titles and values differ in more than case. */
function keyIn(parent: unknown, key: string): string {
  if (!isMap(parent)) return key;
  // A key that was just added is a plain text.
  const keys = parent.items.map(({ key: own }) => String(isScalar(own) ? own.value : own));
  return keys.find((known) => valueKey(known) === valueKey(key)) ?? key;
}

/**
 * Writes the entries into a mapping file, which is made where there is none.
 * @throws Stop of kind `usage` when the file is no mapping file; of kind `output` when it cannot be written.
 */
export async function putInMapping(path: string, dataset: string, entries: readonly Entry[]): Promise<void> {
  const text = existsSync(path) ? await readFile(path, 'utf8') : undefined;
  if (text !== undefined) parseSavedMapping(text, path);
  const document = text === undefined ? new Document({ version: 1, dataset, columns: {} }) : parseDocument(text);
  for (const { at: asked, text: use } of entries) {
    const at: string[] = [];
    for (const key of asked) at.push(keyIn(document.getIn(at), key));
    for (let depth = 1; depth < at.length; depth++)
      if (!isMap(document.getIn(at.slice(0, depth)))) document.setIn(at.slice(0, depth), document.createNode({}));
    document.setIn(at, use);
  }
  const isJson = text?.trimStart().startsWith('{') ?? path.toLowerCase().endsWith('.json');
  const lines = await openLines(path);
  await orLeave(lines, async () => {
    await lines.write(isJson ? `${JSON.stringify(document.toJS(), null, 2)}\n` : document.toString({ lineWidth: 0 }));
    await lines.close();
  });
}
