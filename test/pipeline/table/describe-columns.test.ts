// What is shown of a header: which column became which field, and which are not used.

import { describe, expect, it } from 'vitest';
import resoldProducts from '../../../src/datasets/carboncloud/resold-products.js';
import type { ImportDataset } from '../../../src/datasets/dataset.js';
import countrySales from '../../../src/datasets/dcycle/country-sales.js';
import purchases from '../../../src/datasets/dcycle/purchases.js';
import { mapHeader } from '../../../src/mapping/map-header.js';
import { proposeMapping } from '../../../src/mapping/propose/propose-mapping.js';
import { usedColumnLines, withUnusedListed } from '../../../src/pipeline/table/describe-columns.js';

const headerOf = (titles: readonly string[]) => ({ sheet: '', row: 1, cells: titles });

/** The lines for these titles, and these rows below them. */
function linesOf(titles: readonly string[], dataset: ImportDataset, ...rows: readonly (readonly string[])[]) {
  const header = headerOf(titles);
  const sample = rows.map((cells, index) => ({ sheet: '', row: index + 2, cells }));
  return usedColumnLines(mapHeader(header, dataset), proposeMapping(header, sample, dataset).columns);
}

describe('the columns that are used', () => {
  it('have a line each, with their field, how sure that is, and two values', () => {
    const titles = ['Land', 'Menge', 'Einheit', 'Etage', 'Rechnungsnummer'];
    const lines = linesOf(titles, purchases, ['DE', '1,50', 'EUR', '3', 'R-1'], ['SE', '2,50', 'EUR', '4', 'R-2']);
    expect(lines).toEqual([
      '  Land            → country          sure    DE, SE',
      '  Menge           → quantity         sure    1,50, 2,50',
      '  Einheit         → unit_id          sure    EUR',
      '  Rechnungsnummer → document number          R-1, R-2',
    ]);
  });

  it('have their year', () => {
    const [, ...years] = linesOf(['Name', 'Sales 2023 (t)', 'Sales 2024 (t)'], resoldProducts);
    expect(years.join('\n')).toMatch(/^ {2}Sales 2023 \(t\) → \w+ 2023 +sure\n {2}Sales 2024 \(t\) → \w+ 2024 +sure$/);
  });

  it('give a period together', () => {
    const lines = linesOf(['Product', 'Country', 'Units', 'Year', 'Quarter'], countrySales).join('\n');
    expect(lines).toMatch(/Year \+ Quarter → \w+ and \w+/);
  });

  it('are at most 80 characters, however long titles and values are', () => {
    const lines = linesOf([`Menge ${'('.padEnd(90, 'x')})`, 'Land'], purchases, ['1'.repeat(90), 'Sweden '.repeat(40)]);
    expect(lines.length).toBe(2);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('are one list where they are many and sure, after those that are not', () => {
    const titles = Object.keys(purchases.fields).slice(0, 10);
    const at = titles.indexOf('country');
    const header = headerOf(titles);
    const proposed = proposeMapping(header, [], purchases).columns.map((column) => ({
      ...column,
      certainty: column.index === at ? ('likely' as const) : ('sure' as const),
    }));
    const [first, ...list] = usedColumnLines(mapHeader(header, purchases), proposed);
    expect(first).toMatch(/^ {2}country → country +likely/);
    const sure = titles.filter((title) => title !== 'country').map((title) => `${title} → ${title}`);
    expect(list.map((line) => line.trim()).join(' ')).toBe(`sure: ${sure.join(', ')}`);
    for (const line of list) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('are counted where they are many', () => {
    const years = Array.from({ length: 90 }, (_, index) => `Sales ${1990 + index} (t)`);
    const lines = linesOf(years, resoldProducts);
    expect(lines.length).toBeLessThan(20);
    expect(lines.at(-1)).toMatch(/and 74 more \(carbonsheet map FILE shows them\)$/);
  });
});

describe('the columns that are not used', () => {
  const shown = (count: number) => {
    const titles = ['Menge', ...Array.from({ length: count }, (_, index) => `Zzqx ${index + 1}`), 'Sectr'];
    return withUnusedListed(
      mapHeader(headerOf(titles), purchases).problems.filter(({ code }) => code === 'UNKNOWN_COLUMN'),
    );
  };

  it('are shown each where they are few', () => {
    expect(shown(4)).toMatchObject({ lines: [] });
    expect(shown(4).problems.size).toBe(5);
  });

  it('are one list where they are many; one of which a field is suggested is shown too', () => {
    const { lines, problems } = shown(16_000);
    expect([...problems].map(({ column }) => column)).toEqual(['Sectr']);
    const first = Array.from({ length: 10 }, (_, index) => `Zzqx ${index + 1}`).join(', ');
    expect(lines.join(' ').replace(/ +/g, ' ')).toBe(
      `not used, no field has these titles: ${first}, and 15,990 more (problems.csv lists them)`,
    );
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
  });
});
