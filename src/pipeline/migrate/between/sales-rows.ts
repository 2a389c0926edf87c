// A resold product of CarbonCloud as rows of country sales for Dcycle: one for each year with a sales volume. A cell is filled only
// where the product states its value; what it does not state is a gap, with what is known about it. Pure.

import type { Values } from '../../../datasets/dataset.js';
import { cellText, numberText } from '../../../values/cell.js';
import { converted, factorTo } from '../../../values/numbers/convert.js';
import { unitWord } from '../../../values/numbers/units.js';
import { countryOfPlace } from './country-of-place.js';

/** An empty cell, and why. */
export interface Gap {
  /** The field of country sales. */
  readonly field: string;
  readonly why: string;
  /** What the source says instead, with its unit; '' where it says nothing. */
  readonly known: string;
  /** What the cell may be; '' where nothing is near. Nothing is filled in by it. */
  readonly suggestion: string;
}

/** A row of country sales, as far as it is known. */
export interface SalesRow {
  /** The year of the volume, as the source names it. */
  readonly year: string;
  readonly volumeKg: number;
  /** By field; a gap is absent. */
  readonly cells: Readonly<Record<string, string | number>>;
  readonly gaps: readonly Gap[];
}

/** What a resold product becomes. */
export interface ProductSales {
  readonly rows: readonly SalesRow[];
  /** Why there is no row for it, or for some of its years. */
  readonly without: readonly string[];
}

/** What a product cannot say about itself. */
export interface SalesContext {
  /** Whether another product has its name. */
  readonly isNamesake: boolean;
  /** Whether another one has its number as well. */
  readonly isTwin: boolean;
  /** Today, as YYYY-MM-DD. */
  readonly today: string;
}

type Cell = { readonly value: string | number } | Omit<Gap, 'field'>;

/** The rows of a product. @param values those of `resold-products` */
export function salesOf(values: Values, context: SalesContext): ProductSales {
  const volumes = Object.entries(yearly(values.yearlySalesVolumes)).sort(([one], [other]) => (one < other ? -1 : 1));
  if (volumes.length === 0) return { rows: [], without: ['the source has no sales volume of it'] };
  const sold = volumes.filter(([, tonnes]) => tonnes > 0);
  const without = volumes.flatMap(([year, tonnes]) =>
    tonnes > 0
      ? []
      : [`the source says that ${numberText(tonnes)} t were sold in ${year}; country sales are more than 0`],
  );
  return { without, rows: sold.map(([year, tonnes]) => rowOf(values, year, tonnes, context)) };
}

function rowOf(values: Values, year: string, tonnes: number, context: SalesContext): SalesRow {
  const [start, end] = daysOf(year, context.today);
  const all: Readonly<Record<string, Cell>> = {
    product_name: nameOf(values, context),
    country: countryOf(values),
    quantity: piecesOf(values, tonnes),
    start_date: start,
    end_date: end,
  };
  const cells = Object.entries(all).flatMap(([field, cell]) => ('value' in cell ? [[field, cell.value] as const] : []));
  const gaps = Object.entries(all).flatMap(([field, cell]) => ('value' in cell ? [] : [{ field, ...cell }]));
  return { year, volumeKg: kilograms(tonnes), cells: Object.fromEntries(cells), gaps };
}

/** What tells a product from one of its name: leading zeros of a number are lost easily. */
export function numberOf({ customId, gtin }: Values): string {
  return (said(customId) || said(gtin)).replace(/^0+(?=\d)/, '');
}

function nameOf({ name, customId, gtin }: Values, { isNamesake, isTwin }: SalesContext): Cell {
  const text = said(name);
  if (text === '') return { why: 'the source has no name of the product', known: '', suggestion: '' };
  if (!isNamesake) return { value: text };
  const number = said(customId) || said(gtin);
  return {
    why: 'several products of the source have this name, and Dcycle knows a product by its name: they would become one',
    known: text,
    suggestion: number === '' || isTwin ? '' : `${text} (${number})`,
  };
}

function countryOf({ shipToLocation }: Values): Cell {
  const place = said(shipToLocation);
  if (place === '') return { why: 'the source does not say where it is sold', known: '', suggestion: '' };
  return { known: place, ...countryOfPlace(place) };
}

/** A cell holds no number of more digits exactly. */
const MOST_DIGITS = 15;

/** Pieces follow from the weight sold only where the weight of one is stated and the division leaves nothing over. */
function piecesOf({ productNetQuantityValue: net, productNetQuantityUnit: unit }: Values, tonnes: number): Cell {
  const known = `${numberText(kilograms(tonnes))} kg sold`;
  if (typeof net !== 'number')
    return { why: 'the source knows the weight that was sold, and not how many pieces', known, suggestion: '' };
  const size = `${numberText(net)} ${said(unit)}`.trim();
  const word = unitWord(said(unit));
  // A ton may be a short one, and an ounce a fluid one.
  const isClear = word?.codes.length === 1 && !word.codes.includes('oz');
  const factor = isClear ? factorTo('t', word.codes) : undefined;
  const one = factor === undefined ? undefined : converted(net, word?.tens ?? 0, factor);
  if (one === undefined || one <= 0)
    return {
      why: 'the source knows the weight that was sold, and not what one piece weighs',
      known: `${known}; one piece is ${size}`,
      suggestion: '',
    };
  const pieces = Math.round(tonnes / one);
  const isWhole = pieces > 0 && converted(one, 0, numberText(pieces)) === converted(tonnes, 0);
  if (isWhole && numberText(pieces).length <= MOST_DIGITS) return { value: pieces };
  return {
    why: 'the weight that was sold is no whole number of pieces',
    known: `${known}; one piece is ${size}`,
    suggestion: pieces > 0 ? numberText(pieces) : '',
  };
}

/** A year that is not over may have more sales: up to which day they count is not known. */
function daysOf(year: string, today: string): readonly [Cell, Cell] {
  if (!/^(?:19|20)\d{2}$/.test(year)) {
    const cell = { why: 'the source does not name a calendar year', known: year, suggestion: '' };
    return [cell, cell];
  }
  const [start, end] = [`${year}-01-01`, `${year}-12-31`];
  if (end < today) return [{ value: start }, { value: end }];
  const open = { why: 'the year is not over: the source does not say up to which day', known: year, suggestion: '' };
  return [start <= today ? { value: start } : open, open];
}

function kilograms(tonnes: number): number {
  return converted(tonnes, 3) ?? tonnes * 1000;
}

function yearly(value: Values[string]): Readonly<Record<string, number>> {
  if (typeof value !== 'object' || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value).filter(([, one]) => typeof one === 'number'));
}

function said(value: Values[string]): string {
  return typeof value === 'string' || typeof value === 'number' ? cellText(value).trim() : '';
}
