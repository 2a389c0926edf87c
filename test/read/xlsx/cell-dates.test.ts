import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateReader, isoCell } from '../../../src/read/xlsx/cell-dates.js';

describe('numbers as dates, in the system of 1900', () => {
  const toDate = dateReader(false);

  it.each<[serial: number, shown: 'date' | 'time' | 'elapsed', iso: string | undefined]>([
    [1, 'date', '1900-01-01'],
    [59, 'date', '1900-02-28'],
    // Excel's own day that never was.
    [60, 'date', '1900-02-29'],
    [60.5, 'date', '1900-02-29T12:00:00'],
    [61, 'date', '1900-03-01'],
    [45351, 'date', '2024-02-29'],
    [45352, 'time', '2024-03-01'],
    [2958465, 'date', '9999-12-31'],
    [2958466, 'date', undefined],
    [-1, 'date', undefined],
    [0, 'date', '1900-01-00'],
    [0, 'time', '00:00:00'],
    [0.25, 'date', '06:00:00'],
    [0.25, 'time', '06:00:00'],
    [1.25, 'time', '1900-01-01T06:00:00'],
    // A millisecond, and half a second, before midnight.
    [42735.99999999, 'date', '2016-12-31T23:59:59'],
    [42735.999993, 'date', '2016-12-31T23:59:59'],
    // The last moments of a day, as SQL Server and pandas write its end.
    [45382.999999965, 'date', '2024-03-31T23:59:59'],
    [45382.99999999999, 'date', '2024-03-31T23:59:59'],
    [60.9999999999, 'date', '1900-02-29T23:59:59'],
    [2958465.9999999, 'date', '9999-12-31T23:59:59'],
    [0.9999999, 'time', '23:59:59'],
    [42735.479166666664, 'date', '2016-12-31T11:30:00'],
    [1.5, 'elapsed', '36:00:00'],
    [0, 'elapsed', '00:00:00'],
    [-1.5, 'elapsed', undefined],
    [Number.NaN, 'date', undefined],
    [1e12, 'elapsed', undefined],
  ])('%d shown as %s is %s', (serial, shown, iso) => {
    expect(toDate(serial, shown)).toEqual(iso === undefined ? undefined : { kind: 'date', iso, serial });
  });
});

describe('numbers as dates, in the system of 1904', () => {
  const toDate = dateReader(true);

  it.each<[serial: number, shown: 'date' | 'time', iso: string | undefined]>([
    [0, 'date', '1904-01-01'],
    [0, 'time', '00:00:00'],
    [0.5, 'date', '1904-01-01T12:00:00'],
    [0.5, 'time', '12:00:00'],
    [1, 'date', '1904-01-02'],
    [43920.999999965, 'date', '2024-03-31T23:59:59'],
    [0.9999999999, 'date', '1904-01-01T23:59:59'],
    [43889, 'date', '2024-02-29'],
    [2957003, 'date', '9999-12-31'],
    [2957004, 'date', undefined],
  ])('%d shown as %s is %s', (serial, shown, iso) => {
    expect(toDate(serial, shown)).toEqual(iso === undefined ? undefined : { kind: 'date', iso, serial });
  });
});

describe('ISO texts as dates', () => {
  it.each<[text: string, iso: string | undefined, serial: number]>([
    ['2024-02-29', '2024-02-29', 45351],
    ['2024-02-29T12:00:00', '2024-02-29T12:00:00', 45351.5],
    ['2024-02-29T12:00:00.000Z', '2024-02-29T12:00:00', 45351.5],
    ['2024-02-29T00:00', '2024-02-29', 45351],
    ['1900-02-28', '1900-02-28', 59],
    ['1900-03-01', '1900-03-01', 61],
    ['18:00:00', '18:00:00', 0.75],
    ['2024-12-31T23:59:59.7', '2024-12-31T23:59:59', 45657.999988425923],
    ['2024-12-31T24:00:00', '2024-12-31T23:59:59', 45657.999988425923],
    ['2023-02-29', undefined, 0],
    ['29.02.2024', undefined, 0],
    ['', undefined, 0],
    ['T', undefined, 0],
  ])('%s', (text, iso, serial) => {
    expect(isoCell(text, false)).toEqual(iso === undefined ? undefined : { kind: 'date', iso, serial });
  });

  it('stay on their day whatever the time of day is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_958_465 }), fc.double({ min: 0, max: 1, noNaN: true }), (day, time) => {
        const serial = Math.floor(day + time) === day ? day + time : day;
        expect(dateReader(false)(serial, 'date')?.iso.slice(0, 10)).toBe(dateReader(false)(day, 'date')?.iso);
      }),
    );
  });

  it('count from 1904 where the workbook does', () => {
    expect(isoCell('2024-02-29', true)?.serial).toBe(43889);
  });
});
