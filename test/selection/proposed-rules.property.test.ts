// For any ledger: a proposed rule that is written to a mapping and read back matches the rows that its proposal counted, and no others.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import purchases from '../../src/datasets/dcycle/purchases.js';
import { mapHeader } from '../../src/mapping/map-header.js';
import { parseSavedMapping } from '../../src/mapping/saved/saved-mapping.js';
import { writeMapping } from '../../src/mapping/saved/write-mapping.js';
import { proposeRules } from '../../src/selection/proposals/propose-rules.js';
import { ruleMatcher } from '../../src/selection/rule-matcher.js';

const titles = ['Account', 'Konto', 'Category', 'Posting text', 'Product name', 'Amount', 'Currency'];
const words = fc.constantFrom(
  ...[
    'Wages',
    'wages',
    'Löhne',
    'Rent',
    'rent*',
    'Insurance',
    'Tax',
    'tax advice',
    'social security',
    'impôts et taxes',
  ],
  ...[
    'payroll software',
    'car',
    'odpisy',
    'pohledávek',
    'Freight',
    'steel',
    '~wages',
    '4000-4999',
    '=Rent',
    '"',
    ',',
    '|',
  ],
);
const text = fc.array(words, { maxLength: 3 }).map((all) => all.join(' '));
const account = fc.oneof(
  text,
  fc.constantFrom('4210', '4210-4219', '4120 Gehälter', '4210 Miete', '4240', '04240', '3400 Material', '2024-03-31'),
);
const line = fc.tuple(account, account, text, text, text);
const mapping = mapHeader({ sheet: '', row: 1, cells: titles }, purchases);

it('holds for each rule alone, and for all together', () => {
  let excepted = 0;
  let proposed = 0;
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 14 }), (lines) => {
      // Each row has its own power of two: a sum names its rows.
      const rows = lines.map((cells, index) => ({
        source: { sheet: '', row: index + 2, cells: [...cells, String(2 ** index), 'EUR'] },
        values: { quantity: 2 ** index, unit_id: 'EUR' },
      }));
      const proposals = proposeRules(mapping, rows);
      const all = proposals.flatMap(({ rules }) => rules);
      const read = parseSavedMapping(writeMapping({ columns: {}, rules: all }, 'x'), 'mapping.yaml').rules ?? [];
      expect(read).toEqual(all);
      excepted += all.filter(({ unless }) => unless).length;
      for (const { rules, sums, rows: count, firstRow } of proposals) {
        const own = read.filter(({ name }) => rules.some((rule) => rule.name === name));
        const match = ruleMatcher(own, mapping);
        const matched = rows.filter(({ source }) => match(source));
        expect(matched.length).toBe(count);
        expect(matched[0]?.source.row).toBe(firstRow);
        expect(String(matched.reduce((sum, { values }) => sum + values.quantity, 0))).toBe(sums.EUR);
        proposed += count;
      }
      const match = ruleMatcher(read, mapping);
      const together = rows.filter(({ source }) => match(source)).length;
      expect(together).toBe(proposals.reduce((sum, { rows: count }) => sum + count, 0));
    }),
    { numRuns: 150 },
  );
  // The law says something only if words have two meanings on the way.
  expect(excepted).toBeGreaterThan(20);
  expect(proposed).toBeGreaterThan(300);
});
