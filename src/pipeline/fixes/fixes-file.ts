// fixes.csv: one line per cause, with the text to write instead of a value. People fill it in a spreadsheet program and give it back,
// so it is read as any table is. Which answers fit a file is apply's to ask.

import { existsSync } from 'node:fs';
import type { ImportDataset } from '../../datasets/dataset.js';
import { type Cause, shownValue } from '../../problems/causes.js';
import { Stop } from '../../problems/stop.js';
import { oneLine } from '../../problems/visible.js';
import { openSource } from '../../read/open-source.js';
import { VERY_LIKELY } from '../../report/cause-text.js';
import { inHundredths } from '../../report/summary.js';
import { cellText } from '../../values/cell.js';
import { openCsv } from '../../write/files/csv.js';
import { orLeave } from '../../write/files/or-leave.js';
import { isListed } from './answerable.js';

/** A line of the file. */
export interface Fix {
  /** As Excel shows it. */
  readonly line: number;
  /** The title of a column, or the field of one that is missing. */
  readonly column: string;
  /** As the file shows it; '' stands for empty cells. */
  readonly value: string;
  /** What to write instead; '' leaves the value as it is. */
  readonly use: string;
}

const COLUMNS = ['column', 'value', 'rows', 'first', 'suggestion', 'confidence', 'use'];

/**
 * Writes a line for each cause that another text answers; answers of an earlier file of that name are kept. `use` is filled in
 * where the suggestion is very likely. Where the mapping makes the value, the suggestion says what to do instead. Returns how
 * many lines there are.
 * @throws Stop of kind `input` where the file is there and is none of fixes; of kind `output` when it cannot be written.
 */
export async function writeFixes(path: string, causes: readonly Cause[]): Promise<number> {
  const earlier = existsSync(path) ? await readFixes(path) : [];
  const keyOf = ({ column, value }: Pick<Fix, 'column' | 'value'>): string => `${column}\n${value}`;
  const kept = new Map(earlier.map((fix) => [keyOf(fix), fix.use]));
  const written = new Set<string>();
  const file = await openCsv(path, { delimiter: ',', byteOrderMark: true, columns: COLUMNS });
  await orLeave(file, async () => {
    for (const cause of causes.filter(isListed)) {
      const { problem, rows, answer, instead } = cause;
      const column = oneLine(problem.column || problem.field);
      const value = shownValue(problem.value);
      const key = keyOf({ column, value });
      if (written.has(key)) continue;
      written.add(key);
      const { text = '', confidence } = answer ?? {};
      const likely = confidence !== undefined && confidence >= VERY_LIKELY ? text : '';
      const shown = confidence === undefined ? null : inHundredths(confidence);
      const line = [column, value, rows, problem.row];
      if (instead !== undefined) await file.write([...line, instead, null, '']);
      else await file.write([...line, text, shown, kept.get(key) || likely]);
    }
  });
  await file.close();
  return written.size;
}

/**
 * Reads the lines of a file of fixes, whatever program saved it.
 * @throws Stop of kind `input` when it cannot be read, or has not the columns `column`, `value` and `use`.
 */
export async function readFixes(path: string): Promise<readonly Fix[]> {
  const source = await openSource(path, {});
  const fixes: Fix[] = [];
  let places: { readonly column: number; readonly value: number; readonly use: number } | undefined;
  try {
    for await (const batch of source.rows(source.detection.sheets[0]?.name ?? '')) {
      for (const { row, cells } of batch) {
        if (places === undefined) {
          const titles = cells.map((cell) => cellText(cell).trim().toLowerCase());
          const [column = -1, value = -1, use = -1] = ['column', 'value', 'use'].map((title) => titles.indexOf(title));
          if (column < 0 || value < 0 || use < 0) throw notFixes(path);
          places = { column, value, use };
        } else {
          const textAt = (index: number): string => cellText(cells[index]);
          fixes.push({
            line: row,
            column: textAt(places.column),
            value: textAt(places.value),
            use: textAt(places.use).trim(),
          });
        }
      }
    }
  } finally {
    await source.close();
  }
  if (places === undefined) throw notFixes(path);
  return fixes;
}

function notFixes(path: string): Stop {
  return new Stop(
    'input',
    'FIXES_FILE',
    `${path} is no file of fixes: it has not the columns column, value and use`,
    'write one with carbonsheet check FILE --fixes FIXES, under a name that is free',
  );
}

/** The field of a line that is about a column which the file lacks. */
export function missingField({ column, value }: Fix, { fields }: ImportDataset): string | undefined {
  return value === '' && Object.hasOwn(fields, column) ? column : undefined;
}
