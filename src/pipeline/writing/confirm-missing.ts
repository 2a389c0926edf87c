// Asks about rows that an earlier run had and the file lacks. They are listed, and left at the service as they are: nothing is ever
// deleted because it is missing.

import { join } from 'node:path';
import { Stop } from '../../problems/stop.js';
import { grouped } from '../../values/numbers/grouped.js';
import { openCsv } from '../../write/files/csv.js';
import { orLeave } from '../../write/files/or-leave.js';
import type { SinceRun } from '../planning/since-run.js';
import type { Run } from '../run/open-run.js';

const MOST_NAMED = 5;

/** Lists the rows in missing.csv. @param asks whether somebody is asked to go on. @returns why nothing is sent: the answer was no. */
export async function confirmMissing(
  { folder, tools }: Pick<Run, 'folder' | 'tools'>,
  since: SinceRun,
  asks: boolean,
): Promise<Stop | undefined> {
  const missing = await since.missing();
  if (missing.length === 0) return undefined;
  const path = join(folder, 'missing.csv');
  const columns = ['sheet', 'row', 'remote_id', 'imports', 'of'];
  const file = await openCsv(path, { delimiter: ',', byteOrderMark: false, columns });
  await orLeave(file, async () => {
    for (const { sheet, row, remoteId, imports, of } of missing) await file.write([sheet, row, remoteId, imports, of]);
    await file.close();
  });
  const named = missing.slice(0, MOST_NAMED).map(({ sheet, row, imports, of }) => {
    const place = sheet === '' ? `row ${row}` : `${sheet}, row ${row}`;
    return of > 1 ? `${place}: there in ${imports} of the last ${of} imports` : place;
  });
  const more = missing.length > MOST_NAMED ? ` and ${grouped(missing.length - MOST_NAMED)} more` : '';
  const are = missing.length === 1 ? '1 row of' : `${grouped(missing.length)} rows of`;
  const text = `${are} run ${since.run} ${missing.length === 1 ? 'is' : 'are'} not in this file any more (${named.join('; ')}${more}), listed in ${path}; the service keeps them`;
  const answer = asks ? await tools.ask(`${text}. Go on?`) : undefined;
  if (answer === false) return new Stop('usage', 'DECLINED', `nothing was sent: the answer was no`);
  if (answer === undefined) tools.tell({ kind: 'warned', text });
  return undefined;
}
