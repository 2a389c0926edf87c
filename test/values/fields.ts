// Fields of every kind, and short ways to read a cell or decide a column in the tests of this room.

import type { Field } from '../../src/datasets/field.js';
import type { Finding } from '../../src/problems/problem.js';
import type { Cell } from '../../src/values/cell.js';
import { type AskedReading, type ColumnDecision, columnEvidence, plainReading } from '../../src/values/evidence.js';
import { readField } from '../../src/values/read-field.js';

const common = {
  title: 'Column',
  note: '',
  example: '',
  aliases: { en: [], es: [], de: [], fr: [], sv: [], it: [], pt: [], nl: [], pl: [], da: [], fi: [], cs: [] },
  required: false,
};

const expenseTypes = { capex: ['investment', 'Investition'], opex: ['running cost', 'Aufwand'], spend_based: [] };

/** A field of the kind. */
export function fieldOf(kind: Field['kind']): Field {
  if (kind === 'choice') return { ...common, kind, options: expenseTypes };
  return kind === 'yearly' ? { ...common, kind, unit: 't' } : { ...common, kind };
}

/** The value of a cell, or the code that keeps it out. */
export function readAs(kind: Field['kind'], cell: Cell, asked: AskedReading = {}): unknown {
  const reading = readField(fieldOf(kind), cell, {
    decimal: asked.decimal ?? plainReading.decimal,
    dateOrder: asked.dateOrder ?? plainReading.dateOrder,
    ...(asked.inPercent && { inPercent: true }),
  });
  return reading.ok ? reading.value : reading.finding.code;
}

/** What is said about a cell: why it could not be read, or the note on how it was. */
export function findingOf(kind: Field['kind'], cell: Cell, asked: AskedReading = {}): Finding | undefined {
  const reading = readField(fieldOf(kind), cell, {
    decimal: asked.decimal ?? plainReading.decimal,
    dateOrder: asked.dateOrder ?? plainReading.dateOrder,
    ...(asked.inPercent && { inPercent: true }),
  });
  return reading.ok ? reading.note : reading.finding;
}

/** What the cells of a column come to. */
export function decide(kind: Field['kind'], cells: readonly Cell[], asked: AskedReading = {}): ColumnDecision {
  const evidence = columnEvidence(fieldOf(kind));
  if (evidence === undefined) throw new Error(`no evidence for ${kind}`);
  for (const [row, cell] of cells.entries()) evidence.add(cell, row);
  return evidence.decide(asked);
}

/** The values of a whole column, read as its own cells decide. */
export function readColumn(kind: Field['kind'], cells: readonly Cell[], asked: AskedReading = {}): unknown[] {
  const { reading } = decide(kind, cells, asked);
  return cells.map((cell) => readAs(kind, cell, reading));
}
