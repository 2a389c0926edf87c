// Tables whose right mapping is known: whole exports with a gold.json beside them, and single titles. Leaves comparing to judge.ts.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { openSource } from '../../../src/read/open-source.js';
import type { SourceRow } from '../../../src/values/cell.js';

/** A table and what its columns mean. */
export interface MappingCase {
  /** The file, or the title where there is nothing else. */
  readonly name: string;
  readonly header: SourceRow;
  readonly rows: readonly SourceRow[];
  readonly dataset: string;
  /** The fields that a title may be taken for; other titles mean no field. */
  readonly gold: Readonly<Record<string, readonly string[]>>;
  /** Required fields that no column has. */
  readonly missing: readonly string[];
  /** Fields that several columns fit, or whose values contradict the title: to be asked about, never sure. */
  readonly ask: readonly string[];
}

const goldSchema = z.record(
  z.string(),
  z.strictObject({
    dataset: z.string(),
    gold: z.record(z.string(), z.array(z.string())),
    missing: z.array(z.string()),
    ask: z.array(z.string()).default([]),
  }),
);

/** The exports of a folder, by its gold.json. */
export async function exportCases(folder: string): Promise<readonly MappingCase[]> {
  const answers = goldSchema.parse(JSON.parse(await readFile(join(folder, 'gold.json'), 'utf8')));
  return Promise.all(
    Object.entries(answers).map(async ([name, { gold, ...answer }]) => {
      const [header, ...rows] = await readRows(join(folder, name));
      if (header === undefined) throw new Error(`${name} has no rows`);
      const trimmed = Object.fromEntries(Object.entries(gold).map(([title, fields]) => [title.trim(), fields]));
      return { name, header, rows, ...answer, gold: trimmed };
    }),
  );
}

/** The titles of a list, each as a table of one column. */
export async function titleCases(file: string): Promise<readonly MappingCase[]> {
  const [, ...lines] = await readRows(file);
  return lines.map(({ cells }) => {
    const [dataset = '', fields = '', language = '', seenIn = '', title = '', values = ''] = cells.map(String);
    const column = values.split(' | ').map((cell, index) => ({ sheet: '', row: index + 2, cells: [cell] }));
    return {
      name: `${title} (${language}, ${seenIn})`,
      header: { sheet: '', row: 1, cells: [title] },
      rows: column,
      dataset,
      gold: fields === 'none' ? {} : { [title]: fields.split('/') },
      missing: [],
      ask: [],
    };
  });
}

async function readRows(path: string): Promise<readonly SourceRow[]> {
  const source = await openSource(path, {});
  try {
    const rows: SourceRow[] = [];
    for await (const batch of source.rows('')) rows.push(...batch);
    return rows;
  } finally {
    await source.close();
  }
}
