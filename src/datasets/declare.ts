// How a rules file declares its dataset: the heading comes from the catalogue, and the compiler checks names of fields.

import { catalogue, type ExportName, type ImportName } from './catalogue.js';
import type {
  ExportDataset,
  Exported,
  Fields,
  Heading,
  Identity,
  ImportDataset,
  Matrix,
  RecordOf,
  RowFinding,
  RowPeriod,
  Total,
} from './dataset.js';

/** An import dataset as its file writes it: rules and names are checked against its fields. */
interface Declaration<F extends Fields>
  extends Omit<
    ImportDataset<F>,
    | keyof Heading
    | 'direction'
    | 'name'
    | 'oneOf'
    | 'check'
    | 'identity'
    | 'knownBy'
    | 'deletedBy'
    | 'matrix'
    | 'total'
    | 'period'
    | 'parts'
    | 'exported'
  > {
  readonly oneOf?: readonly (readonly (keyof F & string)[])[];
  check(record: Partial<RecordOf<F>>, titleOf: (field: keyof F & string) => string): readonly RowFinding[];
  readonly identity: Identity<RecordOf<F>>;
  readonly knownBy?: readonly (keyof F & string)[];
  readonly deletedBy?: readonly (keyof F & string)[];
  readonly matrix?: Matrix<keyof F & string>;
  readonly total?: Total<keyof F & string>;
  readonly period?: RowPeriod<keyof F & string>;
  readonly parts?: readonly (keyof F & string)[];
}

/** Given exactly where the catalogue says that the dataset can be exported too. */
type ExportedOf<N extends ImportName> = (typeof catalogue)[N]['ways'] extends 'import'
  ? { readonly exported?: never }
  : { readonly exported: Exported };

/** Declares a dataset for import and lets the compiler infer its record from its fields. */
export function importDataset<N extends ImportName, const F extends Fields>(
  name: N,
  declaration: Declaration<F> & ExportedOf<N>,
): ImportDataset<F> {
  // Its functions get records of these fields only, which is more than the compiler can see from outside.
  return { direction: 'import', name, ...catalogue[name], ...declaration } as ImportDataset<F>;
}

/** Declares a dataset for export. */
export function exportDataset(
  name: ExportName,
  declaration: Omit<ExportDataset, keyof Heading | 'direction' | 'name'>,
): ExportDataset {
  return { direction: 'export', name, ...catalogue[name], ...declaration };
}
