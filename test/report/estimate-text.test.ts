// Estimates in words: as exact as is known.

import { expect, it } from 'vitest';
import { costText, estimateText } from '../../src/report/estimate-text.js';

const nothing = { create: 0, update: 0, delete: 0, unchanged: 0, skip: 0, conflict: 0, hold: 0 };

it.each([
  [1, 1, 'about 1 request, about 1 s'],
  [90, 9, 'about 90 requests, about 9 s'],
  [50, 10, 'about 50 requests, about 10 s at 5 requests a second'],
  [590, 59, 'about 590 requests, about 59 s at 10 requests a second'],
  [12_360, 2_472, 'about 12,360 requests, about 41 min at 5 requests a second'],
  [100, 400, 'about 100 requests, about 7 min at 0.25 requests a second'],
  [35_990, 3_599, 'about 35,990 requests, about 1 h 0 min at 10 requests a second'],
  [50_000, 14_400, 'about 50,000 requests, about 4 h 0 min at 3.5 requests a second'],
  [9_000_000, 45_300, 'about 9,000,000 requests, about 12 h 40 min at 199 requests a second'],
])('%i requests in %i s', (requests, seconds, text) => {
  expect(costText({ requests, seconds })).toBe(text);
});

it.each([
  [{ create: 1, update: 0 }, '1 row to create, about 3 requests'],
  [{ create: 0, update: 2 }, '2 rows to update, about 3 requests'],
  [{ create: 12_340, update: 2 }, '12,340 rows to create, 2 rows to update, about 3 requests'],
])('%j', (counts, text) => {
  expect(estimateText({ ...nothing, ...counts }, { requests: 3, seconds: 1 })).toBe(`${text}, about 1 s`);
});
