// Every problem and stop code is explained: what it means, an example as it is printed, a fix.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { problemCodes } from '../../src/problems/catalogue.js';
import { explanations } from '../../src/problems/explain.js';
import { stopTypes } from '../../src/problems/stop-codes.js';

const all = explanations();

it('explains every code once as a problem and once as a stop at the most', () => {
  const codesOf = (about: string) => all.filter((one) => one.about === about).map(({ code }) => code);
  expect(codesOf('problem')).toEqual(problemCodes);
  expect(codesOf('stop')).toEqual(Object.keys(stopTypes));
});

it.each(all)('explains $code in whole sentences', ({ meaning, example, fix }) => {
  expect(meaning).toMatch(/^\S.+\.$/);
  expect(fix).toMatch(/^\S.+[.…?]$/);
  expect(example).toMatch(/^[^.].*\S$/);
  expect(`${meaning} ${example} ${fix}`).not.toMatch(/undefined|\[object|NaN/);
});

it('shows an example as a run prints it', () => {
  const [found] = all.filter(({ code }) => code === 'UNKNOWN_COUNTRY');
  expect(found).toEqual({
    code: 'UNKNOWN_COUNTRY',
    about: 'problem',
    severity: 'error',
    meaning: 'The cell should hold a country.',
    example: '"Swedn": expected a country: an ISO 3166-1 code such as SE, or its name → Sweden',
    fix: 'Enter an ISO 3166-1 code or the name of the country.',
  });
});

it('explains no stop code that nothing in the source can end with', async () => {
  const root = new URL('../../src/', import.meta.url).pathname;
  const files = (await readdir(root, { recursive: true })).filter(
    (file) => file.endsWith('.ts') && !file.startsWith(join('problems', 'stops')),
  );
  const source = (await Promise.all(files.map((file) => readFile(join(root, file), 'utf8')))).join('\n');
  expect(Object.keys(stopTypes).filter((code) => !source.includes(code))).toEqual([]);
});
