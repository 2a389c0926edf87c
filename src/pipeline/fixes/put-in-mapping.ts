// Puts answers into a mapping file: value tables and constants. Comments of the file stay, and so does its order. What a mapping
// file means is mapping/'s.

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Document, isMap, isScalar, parseDocument } from 'yaml';
import { parseSavedMapping } from '../../mapping/saved/saved-mapping.js';
import { valueKey } from '../../mapping/saved/value-key.js';
import { shownValue } from '../../problems/causes.js';
import { cellText, isBlank, type SourceRow } from '../../values/cell.js';
import { openLines } from '../../write/files/lines.js';
import { orLeave } from '../../write/files/or-leave.js';
import { type Answered, type ColumnAnswers, type TableAnswers, wrong } from './answers.js';

/** What is put into a mapping file. */
export interface Entry {
  readonly at: readonly ['values', title: string, value: string] | readonly ['constants', field: string];
  readonly text: string;
}

/**
 * The answers as entries of a mapping file, with the texts that the cells really have.
 * @throws Stop of kind `input` for an answer to a value that the file does not have.
 */
export async function mappingEntries(
  { columns, constants }: TableAnswers,
  rows: AsyncIterable<readonly SourceRow[]>,
  name: string,
  fixes: string,
): Promise<readonly Entry[]> {
  const texts = new Map<Answered, Set<string>>();
  for await (const batch of rows) for (const row of batch) for (const column of columns) noteText(texts, column, row);
  const ofValues = columns.flatMap((column) =>
    [...column.uses].flatMap(([value, answered]): readonly Entry[] => {
      const { use, fix } = answered;
      if (value === '' && column.field !== undefined) return [{ at: ['constants', column.field], text: use }];
      const found = texts.get(answered);
      if (found === undefined)
        throw wrong(fixes, fix, `${name} has no ${JSON.stringify(value)} in the column ${column.title}`);
      return [...found].map((text) => ({ at: ['values', column.title, text], text: use }));
    }),
  );
  const ofFields = [...constants].map(([field, { use }]): Entry => ({ at: ['constants', field], text: use }));
  return [...ofValues, ...ofFields];
}

function noteText(texts: Map<Answered, Set<string>>, { index, uses }: ColumnAnswers, { cells }: SourceRow): void {
  const cell = cells[index];
  const answered = isBlank(cell) ? undefined : uses.get(shownValue(cellText(cell)));
  if (answered === undefined) return;
  const known = texts.get(answered);
  if (known === undefined) texts.set(answered, new Set([structuredClone(cellText(cell))]));
  else known.add(cellText(cell));
}

/** The key as the mapping has it already: titles and values differ in more than case. */
function keyIn(parent: unknown, key: string): string {
  if (!isMap(parent)) return key;
  const keys = parent.items.map((pair) => (isScalar(pair.key) ? String(pair.key.value) : ''));
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
