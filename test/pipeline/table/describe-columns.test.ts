// What is shown of a header: which column became which field, and which are not used.

import { describe, expect, it } from 'vitest';
import countrySales from '../../../src/datasets/country-sales.js';
import purchases from '../../../src/datasets/purchases.js';
import resoldProducts from '../../../src/datasets/resold-products.js';
import { mapHeader } from '../../../src/mapping/map-header.js';
import { usedColumnLines, withUnusedListed } from '../../../src/pipeline/table/describe-columns.js';

const headerOf = (titles: readonly string[]) => ({ sheet: '', row: 1, cells: titles });

describe('the columns that are used', () => {
  it('are shown with their fields, in lines of at most 80 characters', () => {
    const titles = [
      'Artikel',
      'Branche',
      'Land',
      'Menge',
      'Einheit',
      'Kaufdatum',
      'Kostenart',
      'Etage',
      'Rechnungsnummer',
    ];
    const lines = usedColumnLines(mapHeader(headerOf(titles), purchases));
    const fields = ['Land → country', 'Menge → quantity', 'Einheit → unit_id', 'Rechnungsnummer → document number'];
    for (const field of fields) expect(lines.join(' ')).toContain(field);
    expect(lines.join(' ')).not.toContain('Etage');
    expect(lines.length).toBeGreaterThan(1);
    for (const [index, line] of lines.entries()) {
      expect(line.length).toBeLessThanOrEqual(80);
      expect(line.startsWith('  ')).toBe(index > 0);
    }
  });

  it('have their year', () => {
    const mapping = mapHeader(headerOf(['Name', 'Sales 2023 (t)', 'Sales 2024 (t)']), resoldProducts);
    expect(usedColumnLines(mapping).join(' ')).toMatch(/Sales 2023 \(t\) → \w+ 2023, +Sales 2024 \(t\) → \w+ 2024/);
  });

  it('give a period together', () => {
    const titles = ['Product', 'Country', 'Units', 'Year', 'Quarter'];
    const lines = usedColumnLines(mapHeader(headerOf(titles), countrySales)).join(' ');
    expect(lines).toMatch(/Year \+ Quarter → \w+ and \w+/);
  });

  it('are shown with the beginning of a long title', () => {
    const mapping = mapHeader(headerOf([`Menge ${'('.padEnd(90, 'x')})`, 'Land']), purchases);
    for (const line of usedColumnLines(mapping)) expect(line.length).toBeLessThanOrEqual(80);
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
