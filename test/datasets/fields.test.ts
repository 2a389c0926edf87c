import { describe, expect, it } from 'vitest';
import { importDatasets } from '../../src/datasets/all.js';
import { mapHeader } from '../../src/mapping/map-header.js';
import { titleMatcher, titlesOf } from '../../src/mapping/titles/match-title.js';
import { rowChecker } from '../../src/validate/check-row.js';
import { plainReading } from '../../src/values/evidence.js';
import { fold } from '../../src/values/fold.js';
import { readField } from '../../src/values/read-field.js';

const everyField = importDatasets.flatMap((dataset) =>
  Object.entries(dataset.fields).map(([name, field]) => ({ dataset, name, field, label: `${dataset.name} ${name}` })),
);

describe.each(importDatasets)('$name', (dataset) => {
  it('has no title that stands for two fields', () => {
    const owners = new Map<string, Set<string>>();
    for (const name of Object.keys(dataset.fields)) {
      for (const title of titlesOf(dataset, name)) {
        owners.set(fold(title), (owners.get(fold(title)) ?? new Set()).add(name));
      }
    }
    const shared = [...owners].filter(([, fields]) => fields.size > 1).map(([title, fields]) => [title, ...fields]);
    expect(shared).toEqual([]);
  });

  it('accepts a row of its own titles and examples', () => {
    const fields = Object.values(dataset.fields);
    const mapping = mapHeader({ sheet: '', row: 1, cells: fields.map(({ title }) => title) }, dataset);
    expect(mapping.problems).toEqual([]);
    expect(mapping.columns.map(({ field }) => field)).toEqual(Object.keys(dataset.fields));
    const row = { sheet: '', row: 2, cells: fields.map(({ example }) => example) };
    const { problems, record } = rowChecker(mapping, new Map())(row);
    expect(problems).toEqual([]);
    expect(Object.keys(record ?? {}).sort()).toEqual(Object.keys(dataset.fields).sort());
  });
});

describe.each(everyField)('$label', ({ dataset, name, field }) => {
  it('is found by every one of its titles, in any spelling', () => {
    const match = titleMatcher(dataset);
    for (const title of titlesOf(dataset, name)) {
      const titled = field.kind === 'yearly' ? `${title.replace(/ \d{4}.*/, '')} 2024` : title;
      for (const spelling of [titled, titled.toUpperCase(), ` ${titled} *`, `${titled} (t)`]) {
        expect(match(spelling)?.field, spelling).toBe(name);
      }
    }
  });

  it('has titles in every language, and says what it is', () => {
    for (const [language, titles] of Object.entries(field.aliases)) expect(titles.length, language).toBeGreaterThan(0);
    expect(field.note).toMatch(/\.$/);
  });

  it('has an example that can be read', () => {
    expect(readField(field, field.example, plainReading)).toMatchObject({ ok: true });
  });

  it('has no word that stands for two choices', () => {
    if (field.kind !== 'choice') return;
    for (const [option, words] of Object.entries(field.options)) {
      for (const word of [option, ...words]) {
        expect(readField(field, word, plainReading), word).toMatchObject({ ok: true, value: option });
      }
    }
  });
});
