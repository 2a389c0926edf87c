// The error for a workbook that is damaged, so that every part's reader says it alike.

import { Stop } from '../problems/stop.js';

/** @param where The file, and the part inside it where that helps, as `q1.xlsx (xl/worksheets/sheet1.xml)`. */
export function brokenWorkbook(where: string, detail: string, cause?: unknown): Stop {
  return new Stop(
    'input',
    'BROKEN_WORKBOOK',
    `${where} is damaged: ${detail}`,
    'Open it in Excel or LibreOffice, let it repair the file, and save it as .xlsx.',
    cause,
  );
}
