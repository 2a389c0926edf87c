// A template in any language is read back as it is: every title as its field, the example as the same record.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importDatasets } from '../../../src/datasets/all.js';
import type { ImportDataset } from '../../../src/datasets/dataset.js';
import { type TemplateLanguage, templateLanguages } from '../../../src/datasets/words/template/phrases.js';
import { inLanguage } from '../../../src/datasets/words/template/texts.js';
import { titleMatcher } from '../../../src/mapping/titles/match-title.js';
import { judgeRows } from '../../../src/pipeline/run/judge-rows.js';
import { openTable } from '../../../src/pipeline/table/open-table.js';
import { countryList } from '../../../src/values/countries/country-list.js';
import { writeTemplate } from '../../../src/write/template/template.js';

const cases = templateLanguages.flatMap((language) =>
  importDatasets.map((dataset) => ({ language, dataset, name: dataset.name })),
);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carbonsheet-languages-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function writeIn(dataset: ImportDataset, language: TemplateLanguage, ending: string): Promise<string> {
  const path = join(folder, `${language}-${dataset.name}.${ending}`);
  await writeTemplate(await inLanguage(dataset, language), path, countryList(language));
  return path;
}

async function readBack(file: string) {
  const table = await openTable({ file }, 'keep');
  const rows = [];
  for await (const batch of judgeRows(table, 'keep')) rows.push(...batch);
  await table.source.close();
  const { dataset, problems, mapping } = table;
  const fields = mapping.columns.flatMap(({ field }) => field ?? []);
  return { dataset: dataset.name, problems: [...problems, ...rows.flatMap((row) => row.problems)], fields, rows };
}

describe.each(cases)('$name in $language', ({ language, dataset }) => {
  it('has for every field a title of its own that is read as the field', async () => {
    const { dataset: worded } = await inLanguage(dataset, language);
    const match = titleMatcher(dataset);
    const read = Object.values(worded.fields).map(({ title }) => match(`${title} *`)?.field);
    expect(read).toEqual(Object.keys(dataset.fields));
    const titles = Object.values(worded.fields).map(({ title }) => title.toLowerCase());
    expect(new Set(titles).size).toBe(titles.length);
  });

  it.each(['xlsx', 'csv'])(
    'is found to be of its dataset, and its example is that of the dataset (%s)',
    async (ending) => {
      const found = await readBack(await writeIn(dataset, language, ending));
      expect(found.dataset).toBe(dataset.name);
      expect(found.fields).toEqual(Object.keys(dataset.fields));
      // The example is known by its whole record.
      expect(found.problems.map(({ code }) => code)).toEqual(['EXAMPLE_ROW']);
      expect(found.rows.map(({ leftOut }) => leftOut?.code)).toEqual(['EXAMPLE_ROW']);
    },
  );

  it('says what every option of a choice means', async () => {
    const { optionsOf } = await inLanguage(dataset, language);
    for (const [name, field] of Object.entries(dataset.fields)) {
      const options = field.kind === 'choice' && language !== 'en' ? Object.keys(field.options) : [];
      expect(Object.keys(optionsOf(name)).sort()).toEqual(options.sort());
    }
  });
});
