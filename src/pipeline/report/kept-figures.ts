// What a report keeps of each row in its run's folder, whatever its period, so that a later report can say why its figures are others.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Dataset } from '../../datasets/dataset.js';
import type { BridgedRows, Row } from '../../report/monthly/collector.js';
import { FIGURE, type KeptFigure } from '../../report/monthly/period-bridge.js';
import { numberText } from '../../values/cell.js';
import { openLines } from '../../write/files/lines.js';
import { comparisonOf } from '../comparison/comparison.js';
import { jsonLines } from '../comparison/json-lines.js';
import { inputsHash } from '../comparison/kept-row.js';
import { occurrences } from '../comparison/occurrences.js';
import { exportedTable } from '../export/exported-table.js';

/** The file in the folder of a report's run. */
const KEPT_FIGURES = 'figures.ndjson';

const header = z.object({ version: z.literal(2), scope: z.string() });

const keptFigure = z.object({
  key: z.string(),
  label: z.string(),
  period: z.string(),
  inputs: z.string(),
  figures: z.record(z.string(), z.string()),
  /** The days that the row is about, and the thing of which it is one of several rows. See BridgedRows. */
  days: z.object({ start: z.string(), end: z.string() }).optional(),
  thing: z.string().optional(),
});

/** Keeps the rows of a report. */
export interface FigureKeeper {
  /** How the rows of a dataset are kept. Wait for what it returns, if anything, before the next row. */
  of(dataset: Dataset, bridged: BridgedRows): (row: Row) => Promise<void> | void;
  close(): Promise<void>;
  discard(): Promise<void>;
}

/** Starts a file in the folder of a run. Throws a Stop of kind `output`. */
export async function keepFigures(folder: string, scope: string): Promise<FigureKeeper> {
  const lines = await openLines(join(folder, KEPT_FIGURES));
  await lines.write(`${JSON.stringify({ version: 2, scope })}\n`);
  return {
    of(dataset, { figureOf, daysOf, thingOf, dependsOn }) {
      const { keyOf, row: comparable } = comparisonOf(dataset, exportedTable(dataset, new Set()).columns);
      const occurrenceOf = occurrences();
      return (row) => {
        const texts = { get: (key: string) => textOf(row[key]) };
        const { key, label, period, inputs } = comparable(texts, occurrenceOf(keyOf(texts)));
        const figure = figureOf(row);
        const days = daysOf?.(row);
        const thing = thingOf?.(row);
        const kept: KeptFigure = {
          key: `${dataset.name} ${key}`,
          label,
          period,
          inputs: inputsHash(JSON.stringify([inputs, dependsOn?.(row) ?? '', days ?? ''])),
          figures: figure === undefined ? {} : { [FIGURE]: figure },
          ...(days && { days }),
          ...(thing !== undefined && { thing }),
        };
        return lines.write(`${JSON.stringify(kept)}\n`);
      };
    },
    close: lines.close,
    discard: lines.discard,
  };
}

function textOf(value: Row[string] | undefined): string | undefined {
  if (typeof value === 'number') return numberText(value);
  return value === null || value === '' ? undefined : value;
}

/** The scope of what a report kept in a folder; undefined where it kept nothing. */
export async function scopeIn(folder: string): Promise<string | undefined> {
  const path = join(folder, KEPT_FIGURES);
  if (!existsSync(path)) return undefined;
  for await (const { value } of jsonLines(path)) return header.safeParse(value).data?.scope;
  return undefined;
}

/** The rows that a report kept. Throws where they are not as they were written. */
export async function* keptFigures(folder: string): AsyncGenerator<KeptFigure> {
  for await (const { number, value } of jsonLines(join(folder, KEPT_FIGURES)))
    if (number > 1) yield keptFigure.parse(value);
}
