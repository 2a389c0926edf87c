// Public files as they are, in ../shared/data, which is no part of the project: what is proposed for each, and what is asked. Each
// line of the list was compared with the file by eye: a sure column is right, and no file is taken for rows of another kind.

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Certainty } from '../../../src/mapping/propose/propose-mapping.js';
import { type ProposedFile, proposeFile } from '../../../src/pipeline/map.js';
import { Stop } from '../../../src/problems/stop.js';
import type { SourceRow } from '../../../src/values/cell.js';

const folder = '../shared/data';

const found = z.record(z.string(), z.string());
const listSchema = z.array(
  z.strictObject({
    file: z.string(),
    /** Null: map finds no header that fits a dataset, and stops. */
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

/** What `map` makes of a file: the header that it finds, whether it asks what the rows are, and what it proposes then. */
async function mapped(file: string, as: string | undefined) {
  const encoding = file.includes('Sydney') ? 'windows-1252' : undefined;
  const request = { file: join(folder, file), quoteRule: 'lenient', encoding } as const;
  let asked: number | undefined;
  const ask = async (_: readonly string[], header: SourceRow) => {
    asked = header.row;
    return as;
  };
  const found = await proposeFile(request, ask).catch((cause: unknown) => {
    if (cause instanceof Stop) return undefined;
    throw cause;
  });
  return {
    header: found?.headerRow ?? asked ?? null,
    dataset: found && asked === undefined ? found.dataset.name : null,
    proposed: found ? proposedBy(found) : {},
  };
}

describe.skipIf(!existsSync(folder))('public files (skipped where ../shared/data is absent)', () => {
  it.each(list)('$file', async ({ file, header, dataset = null, as, ...expected }) => {
    expect(await mapped(file, as)).toEqual({ header, dataset, proposed: expected });
  });
});

function proposedBy({ proposal: { columns, missing } }: ProposedFile) {
  const of = (wanted: Certainty) =>
    Object.fromEntries(
      columns.flatMap(({ title, field, certainty }) => (field && certainty === wanted ? [[title, field]] : [])),
    );
  return { sure: of('sure'), likely: of('likely'), asked: missing.map(([first]) => first) };
}
