// What the title of a column, and the lines above the header, say of its numbers, as far as the field can use it: understood, or
// an error that names it. What cells and number formats say is compared with it in validate/.

import type { ImportDataset } from '../datasets/dataset.js';
import { type Field, fixedUnitOf } from '../datasets/field.js';
import { type Finding, finding } from '../problems/problem.js';
import { fold } from '../values/fold.js';
import { factorTo } from '../values/numbers/convert.js';
import { joinMeasures, type Measure, measureText, sameMeasure } from '../values/numbers/measure.js';
import type { MeasureAbove } from './lines-above.js';
import { isMeasured, titleMeasures, unitFieldOf } from './titles/title-unit.js';

/** What is said of a column's numbers beside its cells. */
export interface ColumnMeasure {
  readonly measure?: Measure;
  /** Whether only a line above the header says it: the unit of a row's own goes before it. */
  readonly isAbove?: true;
  /** A note on how it is read, or why it cannot be. */
  readonly finding?: Finding;
}

/** @param titles those that are known for the field. */
export function columnMeasure(
  dataset: ImportDataset,
  name: string,
  title: string,
  titles: readonly string[],
  above: readonly MeasureAbove[],
): ColumnMeasure {
  const field = dataset.fields[name];
  if (field === undefined || !isMeasured(dataset, name)) return {};
  const said = saidByTitle(title, titles);
  const lines = above.filter(({ column, measure }) => column !== undefined || concerns(dataset, name, field, measure));
  const [line, other] = lines;
  if (line !== undefined && other !== undefined && !sameMeasure(line.measure, other.measure)) {
    return { finding: finding('MEASURES_DIFFER', { first: line.text, second: other.text }) };
  }
  if (line === undefined) return said === undefined ? {} : judged(said, field, dataset, name);
  if (said === undefined) return { ...judged(line.measure, field, dataset, name), isAbove: true };
  const joined = joinMeasures(said, line.measure);
  if (joined.unclear === 'several') {
    return { finding: finding('MEASURES_DIFFER', { first: said.written, second: line.text }) };
  }
  return judged({ ...joined, written: said.written }, field, dataset, name);
}

/** What the words beside those that name the field say; a title that names it as a whole says no more than per cent. */
function saidByTitle(title: string, titles: readonly string[]): Measure | undefined {
  const readings = titleMeasures(title);
  const known = new Set(titles.map(fold));
  const beside = readings.find(
    ({ rest }) => known.has(fold(rest.replace(/\b(?:19|20)\d\d\b/, ' '))) || known.has(fold(rest)),
  );
  if (beside !== undefined) return beside.measure;
  const [likeliest] = readings;
  const isWhole = titles.some((one) => one.toLowerCase() === title.toLowerCase());
  return isWhole && !likeliest?.measure.codes.some((code) => code.startsWith('%')) ? undefined : likeliest?.measure;
}

/** Whether a line about all amounts is about this field: the one that is summed up, or one in a unit of the same kind. */
function concerns({ total }: ImportDataset, name: string, field: Field, { codes }: Measure): boolean {
  const unit = fixedUnitOf(field);
  if (unit !== undefined && factorTo(unit, codes) !== undefined) return true;
  return name === total?.field && !codes.some((code) => code.startsWith('%'));
}

function judged(measure: Measure, field: Field, dataset: ImportDataset, name: string): ColumnMeasure {
  const { written, unclear, codes } = measure;
  const isChoice = unclear === 'several' && codes.length > 1 && unitFieldOf(dataset, name) !== undefined;
  // Each row says which of the units it is in.
  if (isChoice) return judged({ written, codes, tens: 0 }, field, dataset, name);
  if (unclear !== undefined) return { finding: finding('UNCLEAR_UNIT', { said: written, why: unclear }) };
  const unit = fixedUnitOf(field);
  const unitField = unitFieldOf(dataset, name);
  if (!fits(measure, field)) {
    return { finding: finding('UNIT_UNFIT', { said: written, needed: unit ?? 'amount' }) };
  }
  if (unit !== undefined) return { measure, ...noteOfFixed(measure, unit) };
  const isNews = codes.length === 1 || measure.tens !== 0;
  if (!isNews || unitField === undefined) return { measure };
  return { measure, finding: finding('READ_AS', { read: `an amount in ${inWords(measure)}` }) };
}

/** Whether numbers of this measure can be those of the field. */
export function fits({ codes }: Measure, field: Field): boolean {
  if (codes.length === 0) return true;
  const unit = fixedUnitOf(field);
  if (unit !== undefined) return factorTo(unit, codes) !== undefined;
  return !codes.some((code) => code.startsWith('%') || code === '‰' || code.endsWith('CO2e'));
}

function noteOfFixed(measure: Measure, unit: NonNullable<ReturnType<typeof fixedUnitOf>>): { finding?: Finding } {
  const factor = measure.codes.length === 0 ? '1' : factorTo(unit, measure.codes);
  const isPlain = measure.tens === 0 && (factor === '1' || unit === 'share');
  const isNamed = measure.codes.length === 0 || measure.codes.some((code) => code === unit || code.startsWith('%'));
  if (isPlain && isNamed) return {};
  return { finding: finding('READ_AS', { read: `an amount in ${inWords(measure)}, converted to ${unit}` }) };
}

function inWords(measure: Measure): string {
  return measure.tens === 0 ? measureText(measure) : `units of ${measureText(measure)}`;
}
