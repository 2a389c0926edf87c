// Which days a change at the service is about, and the closed period that it would touch.

import type { ImportDataset, Values } from '../../datasets/dataset.js';
import type { FieldValue } from '../../datasets/field.js';
import type { ClosedPeriod } from '../../ledger/closed-periods.js';
import { periodTitle } from '../../values/dates/period.js';

/** No day comes before or after these. */
const [FIRST_DAY, LAST_DAY] = ['', '9999-12-31'];

type Days = Readonly<Pick<ClosedPeriod, 'start' | 'end'>>;

/** Whether writing or deleting a row can change what the service has for some days. */
export function isAboutDays({ period, fields, takesPeriods }: ImportDataset): boolean {
  return takesPeriods === true || period !== undefined || Object.values(fields).some(({ kind }) => kind === 'yearly');
}

/**
 * The closed period that shares a day with a change.
 * @param before What the service holds; undefined for a row that it does not have.
 * @param after What it is to hold; undefined for a row that is to be deleted. A field that it lacks stays as it is.
 */
export function closedPeriodOf(
  closed: readonly ClosedPeriod[],
  dataset: ImportDataset,
  before: Values | undefined,
  after: Values | undefined,
): ClosedPeriod | undefined {
  const days = [...periodDays(dataset, before), ...periodDays(dataset, after), ...yearDays(dataset, before, after)];
  // Which days its periods are about is not known from the row.
  if (after === undefined && dataset.takesPeriods) days.push({ start: FIRST_DAY, end: LAST_DAY });
  return closed.find((one) => days.some(({ start, end }) => start <= one.end && one.start <= end));
}

/** A closed period as people name it. */
export function closedTitle({ start, end }: Days): string {
  return start === end ? start : periodTitle(start, end);
}

function periodDays({ period }: ImportDataset, values: Values | undefined): readonly Days[] {
  if (period === undefined || values === undefined) return [];
  const [start, end] = [values[period.start], values[period.end ?? period.start]].map((day) =>
    day === undefined ? undefined : String(day),
  );
  return start === undefined && end === undefined ? [] : [{ start: start ?? FIRST_DAY, end: end ?? LAST_DAY }];
}

/** The years whose amounts change. */
function yearDays({ fields }: ImportDataset, before: Values | undefined, after: Values | undefined): readonly Days[] {
  return Object.entries(fields).flatMap(([name, { kind }]) => {
    if (kind !== 'yearly' || (after !== undefined && after[name] === undefined)) return [];
    const [old, now] = [amounts(before?.[name]), amounts(after?.[name])];
    const years = new Set([...old.keys(), ...now.keys()]);
    return [...years]
      .filter((year) => old.get(year) !== now.get(year))
      .map((year) => ({ start: `${year}-01-01`, end: `${year}-12-31` }));
  });
}

function amounts(value: FieldValue | undefined): ReadonlyMap<string, number> {
  return new Map(typeof value === 'object' && !Array.isArray(value) ? Object.entries(value) : []);
}
