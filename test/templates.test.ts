// The committed templates are what `npm run templates` makes, and their example is not imported by mistake.

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { importDatasets } from '../src/datasets/all.js';
import { inLanguage } from '../src/datasets/words/template/texts.js';
import { judgeRows } from '../src/pipeline/run/judge-rows.js';
import { openTable } from '../src/pipeline/table/open-table.js';
import { countryList } from '../src/values/countries/country-list.js';
import { writeTemplate } from '../src/write/template/template.js';

const committed = fileURLToPath(new URL('../templates', import.meta.url));
const templates = importDatasets.flatMap((dataset) =>
  ['xlsx', 'csv'].map((type) => ({ dataset, file: `${dataset.name}.${type}` })),
);

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carbonsheet-templates-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

it('are there for every dataset, and for nothing else', async () => {
  expect((await readdir(committed)).sort()).toEqual(templates.map(({ file }) => file).sort());
});

it.each(templates)('$file is current: npm run templates leaves no difference', async ({ dataset, file }) => {
  await writeTemplate(await inLanguage(dataset, 'en'), join(folder, file), countryList());
  const made = await readFile(join(folder, file));
  const kept = await readFile(join(committed, file));
  expect(made.equals(kept), `${file} is out of date: npm run templates`).toBe(true);
});

it.each(templates)('$file can be filled in at once: its example row is left out', async ({ dataset, file }) => {
  const table = await openTable({ file: join(committed, file) });
  const leftOut: (string | undefined)[] = [];
  for await (const rows of judgeRows(table, 'keep')) leftOut.push(...rows.map((row) => row.leftOut?.code));
  await table.source.close();
  expect({ dataset: table.dataset.name, leftOut }).toEqual({ dataset: dataset.name, leftOut: ['EXAMPLE_ROW'] });
});
