// Applies the selection of a table's rows to its judged rows: rows that rules exclude, sums, and credit notes.

import type { Values } from '../../datasets/dataset.js';
import { contentDigest } from '../../dedup/digest.js';
import { documentsPart, rowIdentity, sameRows } from '../../dedup/row-identity.js';
import { columnOf, type Mapping } from '../../mapping/mapping.js';
import { problemAt } from '../../problems/place.js';
import { finding, type Problem } from '../../problems/problem.js';
import type { LedgerRow } from '../../selection/credit-notes.js';
import { ledgerFields } from '../../selection/ledger-layout.js';
import type { Fate, Selection } from '../../selection/selection.js';
import type { CheckedRow } from '../../validate/check-row.js';
import { cellText, type SourceRow } from '../../values/cell.js';
import type { JudgedRow } from './judge-row.js';

/** Leaves out the rows that rules exclude before they are compared with others. The template's example is no row of the file. */
export function withoutExcluded(
  { ruleOf }: Selection,
  isExample: (record: Values) => boolean,
  check: (row: SourceRow) => CheckedRow,
): (row: SourceRow) => CheckedRow {
  return (source) => {
    const checked = check(source);
    const rule = checked.leftOut ? undefined : ruleOf(source);
    if (rule?.action !== 'exclude' || (checked.record && isExample(checked.record))) return checked;
    const leftOut = finding('EXCLUDED_BY_RULE', { rule: rule.name, reason: rule.reason ?? '' });
    return { source, record: undefined, values: checked.values, problems: [], leftOut };
  };
}

/** Judges rows in order, and applies sums and credit notes. */
export function selectedBy(
  { ruleOf, fateOf }: Selection,
  mapping: Mapping,
  judge: (row: SourceRow) => JudgedRow,
): (row: SourceRow) => JudgedRow {
  const occurrences = new Map<string, number>();
  const settling = ledgerRow(mapping);
  return (source) => {
    const judged = judge(source);
    if (judged.leftOut || judged.marks?.word === 'delete') return judged;
    const fate = fateOf(settling(judged), ruleOf(source));
    if (fate === undefined) return judged;
    if (fate.kind === 'open') return openRow(judged, fate, mapping);
    const { ordinal, marks, values } = judged;
    const problems = judged.problems.filter(({ severity }) => severity !== 'error');
    const base = { ordinal, source, problems, marks };
    if (fate.kind === 'left-out') return { ...base, record: undefined, identity: '', leftOut: fate.why, values };
    const identity = identityOf(judged, fate, occurrences);
    return { ...base, record: fate.values, identity, leftOut: undefined, values, sentAs: fate.why };
  };
}

/** Makes the function that says what is to be known of a judged row to settle the selection. */
export function ledgerRow({ dataset }: Pick<Mapping, 'dataset'>): (row: JudgedRow) => LedgerRow {
  const amount = ledgerFields(dataset)?.amount;
  const isBelowZero = ({ code, field, severity }: Problem): boolean =>
    severity !== 'error' || (code === 'TOO_SMALL' && field === amount);
  return ({ ordinal, source, values, record, problems, leftOut, marks }) => {
    const row = { ordinal, source, values: record ?? values };
    if (leftOut || marks?.word === 'delete') return { ...row, state: 'left-out' };
    if (record) return { ...row, state: 'fit' };
    return { ...row, state: problems.every(isBelowZero) ? 'credit' : 'invalid' };
  };
}

/** A netted purchase keeps its documents; a sum is known by its key, of whatever documents its rows are. */
function identityOf(
  { identity }: JudgedRow,
  { values, sum }: Extract<Fate, { kind: 'sent-as' }>,
  occurrences: Map<string, number>,
): string {
  if (sum !== undefined) return rowIdentity(sameRows(values, { sum }), 1);
  const same = contentDigest(values) + documentsPart(identity);
  const occurrence = (occurrences.get(same) ?? 0) + 1;
  occurrences.set(same, occurrence);
  return `${same}#net${occurrence}`;
}

function openRow(judged: JudgedRow, { field, why }: Extract<Fate, { kind: 'open' }>, mapping: Mapping): JudgedRow {
  const { ordinal, source, values, marks } = judged;
  const column = columnOf(mapping, field);
  const { sheet, row, cells } = source;
  const value = column === undefined ? '' : cellText(cells[column.index]);
  const open = problemAt({ sheet, row, column: column?.title ?? '', field, value }, why);
  const others = judged.problems.filter(({ field: other, code }) => other !== field || code !== 'TOO_SMALL');
  return {
    ordinal,
    source,
    record: undefined,
    problems: [open, ...others],
    identity: '',
    leftOut: undefined,
    marks,
    values,
  };
}
