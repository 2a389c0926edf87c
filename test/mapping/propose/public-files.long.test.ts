// Public files as they are, in ../shared/data, which is no part of the project: what is proposed for each, and what is asked. Each
// line of the list was compared with the file by eye: a sure column is right, and no file is taken for rows of another kind.

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { importDatasets } from '../../../src/datasets/all.js';
import type { ImportDataset } from '../../../src/datasets/dataset.js';
import { findHeader } from '../../../src/mapping/find-header.js';
import { proposeDataset } from '../../../src/mapping/propose/propose-dataset.js';
import { type Certainty, proposeMapping } from '../../../src/mapping/propose/propose-mapping.js';
import { openSource } from '../../../src/read/open-source.js';
import type { SourceRow } from '../../../src/values/cell.js';

const folder = '../shared/data';
const SAMPLE = 400;
const HEADER_SEARCH = 100;

const found = z.record(z.string(), z.string());
const listSchema = z.array(
  z.strictObject({
    file: z.string(),
    /** Null: the file has no header that anybody could know. */
    header: z.number().nullable(),
    /** Null: it is asked what the rows are. */
    dataset: z.string().nullable().optional(),
    /** The dataset whose columns are judged. */
    as: z.string().optional(),
    sure: found.optional(),
    likely: found.optional(),
    asked: z.array(z.string()).optional(),
  }),
);
const list = listSchema.parse(JSON.parse(await readFile('test/fixtures/public-files.json', 'utf8')));

async function firstRows(file: string): Promise<readonly SourceRow[]> {
  const encoding = file.includes('Sydney') ? 'windows-1252' : undefined;
  const source = await openSource(join(folder, file), { quoteRule: 'lenient', encoding });
  const rows: SourceRow[] = [];
  for await (const batch of source.rows('')) {
    rows.push(...batch);
    if (rows.length >= SAMPLE) break;
  }
  await source.close();
  return rows;
}

describe.skipIf(!existsSync(folder))('public files (skipped where ../shared/data is absent)', () => {
  it.each(list)('$file', async ({ file, header, dataset, as, ...expected }) => {
    const rows = await firstRows(file);
    const row = findHeader(rows.slice(0, HEADER_SEARCH), importDatasets)?.header;
    expect(row?.row ?? null).toBe(header);
    const decided = row && proposeDataset(row, rows, importDatasets).dataset;
    expect(decided?.name ?? null).toBe(dataset ?? null);
    const meant = importDatasets.find(({ name }) => name === as);
    expect(row && meant ? proposed(row, rows, meant) : {}).toEqual(expected);
  });
});

function proposed(header: SourceRow, rows: readonly SourceRow[], dataset: ImportDataset) {
  const { columns, missing } = proposeMapping(header, rows, dataset);
  const of = (wanted: Certainty) =>
    Object.fromEntries(
      columns.flatMap(({ title, field, certainty }) => (field && certainty === wanted ? [[title, field]] : [])),
    );
  return { sure: of('sure'), likely: of('likely'), asked: missing.map(([first]) => first) };
}
