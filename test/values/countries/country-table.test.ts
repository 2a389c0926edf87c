import { readFile, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { countryTable } from '../../../src/values/countries/country-sources.js';

const file = new URL('../../../src/values/countries/country-table.ts', import.meta.url);

it('is what its sources give: npm run countries leaves no difference', async () => {
  if (process.env.UPDATE_COUNTRIES) await writeFile(file, countryTable());
  expect(await readFile(file, 'utf8')).toBe(countryTable());
});
