// An exported file as one side of a comparison.

import { Stop } from '../../problems/stop.js';
import { comparisonOf, markKey } from '../comparison/comparison.js';
import type { ExportedFile } from './exported-file.js';
import type { Side } from './side.js';

/** @throws Stop `NO_ROW_KEY` for an export without the columns that identify its rows. */
export function fileSide({ path, dataset, rivals, columns, owner, rows, close }: ExportedFile): Side {
  const comparison = comparisonOf(dataset, columns);
  const missing = comparison.keys.filter((key) => !columns.some((column) => column.key === key));
  if (missing.length > 0 && columns.length > 0) throw noKey(`${path} has no column ${missing.join(', ')}`);
  const owners = new Set(owner === undefined ? [] : [owner]);
  return {
    name: path,
    dataset,
    datasets: [dataset.name, ...rivals],
    comparison,
    inputs: new Set(comparison.inputs.map(({ key }) => key)),
    owners: () => [...owners],
    async *rows() {
      const occurrences = new Map<string, number>();
      for await (const texts of rows()) {
        const said = texts.get(markKey('owner'));
        if (said !== undefined) owners.add(said);
        const key = comparison.keyOf(texts);
        if (key === '') throw noKey(`${path} has a row without ${comparison.keys.join(', ')}`);
        const occurrence = (occurrences.get(key) ?? 0) + 1;
        occurrences.set(key, occurrence);
        yield comparison.row(texts, occurrence);
      }
    },
    close,
  };
}

function noKey(message: string): Stop {
  return new Stop('input', 'NO_ROW_KEY', message, 'export the data again with all columns');
}
