// What a report covers: how many rows of each dataset are counted, and how many are not, with the reason and their names.

import { type ExactSum, exactSum } from '../../values/numbers/exact-sum.js';
import type { ReportTable } from './report-model.js';

/** A row whose figure is not counted. */
export interface Gap {
  /** The dataset's title. */
  readonly dataset: string;
  readonly why: string;
  /** How a person knows the row: a name, a number of their own, the service's id. */
  readonly name: string;
  readonly number: string;
  readonly id: string;
  /** A figure that it has all the same; exact decimal text. */
  readonly amount?: string;
}

/** Rows by what became of them. */
export interface Coverage {
  counted(dataset: string): void;
  gap(gap: Gap): void;
  table(unit: string): ReportTable;
  /** The names of rows that are not counted, a table for each reason. */
  missing(): readonly ReportTable[];
}

interface State {
  readonly dataset: string;
  readonly why: string;
  rows: number;
  readonly amount: ExactSum;
  readonly first: Gap[];
}

const COUNTED = 'counted';
/** Names that are listed for a reason; the sheet of the dataset has all. */
const MOST_NAMES = 50;

/** Starts with no rows. */
export function coverage(): Coverage {
  const states = new Map<string, State>();
  const stateOf = (dataset: string, why: string): State => {
    const key = JSON.stringify([dataset, why]);
    const state = states.get(key) ?? { dataset, why, rows: 0, amount: exactSum(), first: [] };
    states.set(key, state);
    return state;
  };
  return {
    counted(dataset) {
      stateOf(dataset, COUNTED).rows += 1;
    },
    gap(gap) {
      const state = stateOf(gap.dataset, gap.why);
      state.rows += 1;
      if (gap.amount !== undefined) state.amount.addText(gap.amount);
      if (state.first.length < MOST_NAMES) state.first.push(gap);
    },
    table: (unit) => coverageTable([...states.values()], unit),
    missing: () => [...states.values()].filter(({ why }) => why !== COUNTED).map(namesTable),
  };
}

function coverageTable(states: readonly State[], unit: string): ReportTable {
  return {
    id: 'coverage',
    title: 'Coverage',
    note:
      states.length === 0
        ? 'The service holds no rows of the period.'
        : 'Every row of the period, by whether its figure is in the totals. A missing figure never counts as zero.',
    columns: [
      { title: 'Dataset', kind: 'text', unit: '' },
      { title: 'State', kind: 'text', unit: '' },
      { title: 'Rows', kind: 'count', unit: '' },
      { title: 'Not in the totals', kind: 'amount', unit },
    ],
    rows: states.map(({ dataset, why, rows, amount }) => {
      const left = amount.text();
      return [dataset, why, String(rows), left === '0' ? '' : left];
    }),
  };
}

function namesTable({ dataset, why, rows, first }: State): ReportTable {
  const more = rows - first.length;
  return {
    id: `missing-${dataset}-${why}`.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
    title: `${dataset}: ${why}`,
    note: more > 0 ? `The first ${first.length} of ${rows}; the sheet ${dataset} of the workbook has them all.` : '',
    columns: [
      { title: 'Name', kind: 'text', unit: '' },
      { title: 'Your number', kind: 'text', unit: '' },
      { title: 'Id at the service', kind: 'text', unit: '' },
    ],
    rows: first.map(({ name, number, id }) => [name, number, id]),
  };
}
