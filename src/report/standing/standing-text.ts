// The open rows of all imports as lines for people.

import { placeOf } from '../../problems/place.js';
import { grouped } from '../../values/numbers/grouped.js';
import { listLines } from '../list-lines.js';
import type { Paint } from '../text.js';
import type { OpenRow, OpenRun, Standing } from './standing.js';

/** Rows that are shown of one run; --json has all. */
const MOST_SHOWN = 20;

/** The lines; a hint on what to do is up to the callers. */
export function standingText(all: readonly Standing[], paint: Paint): readonly string[] {
  if (all.length === 0) return ['No row was imported yet.'];
  return all.flatMap((one) => targetLines(one, paint));
}

function targetLines({ dataset, provider, account, imports, counts, runs }: Standing, paint: Paint): readonly string[] {
  const { rows, done, fixed, undone, open, notReached } = counts;
  const parts = [
    `${grouped(done)} done`,
    fixed > 0 && `${grouped(fixed)} fixed since`,
    undone > 0 && `${grouped(undone)} undone`,
    `${grouped(open)} open`,
    notReached > 0 && `${grouped(notReached)} not reached`,
  ];
  const known = `${counted(rows, 'row')} in ${counted(imports, 'import')}`;
  return [
    paint('strong', `${dataset} at ${provider}`),
    ...listLines('  ', account.split(' ')),
    `  ${known}: ${parts.filter(Boolean).join(', ')}`,
    ...runs.flatMap((run) => runLines(run, paint)),
  ];
}

function runLines({ run, file, hasEnded, notReached, toFix, rows }: OpenRun, paint: Paint): readonly string[] {
  const more = rows.length - MOST_SHOWN;
  const isToFix = toFix !== null && rows.some(({ status }) => status === 'invalid' || status === 'failed');
  return [
    `  ${run}`,
    ...rows.slice(0, MOST_SHOWN).flatMap((row) => rowLines(file, row)),
    ...(more > 0 ? [paint('dim', `    … ${grouped(more)} more: in --json`)] : []),
    ...(hasEnded ? [] : ['    it has not ended: rows that it did not come to are not known']),
    ...(notReached > 0 ? [`    ${counted(notReached, 'row')} of ${file} that it did not come to`] : []),
    ...(isToFix ? [paint('dim', `    to fix rows: ${toFix}`)] : []),
  ];
}

function rowLines(file: string, { sheet, row, status, message, firstAt, lastAt, imports }: OpenRow): readonly string[] {
  const [first, last] = [dayOf(firstAt), dayOf(lastAt)];
  const often = imports > 1 ? ` in ${imports} imports` : '';
  const when = first === last ? `on ${first}` : `since ${first}, last on ${last}`;
  return [`    ${placeOf(file, { sheet, row, column: '' })}: ${status} ${when}${often}`, `      ${message}`];
}

function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}

function dayOf(time: string): string {
  return time.slice(0, 'YYYY-MM-DD'.length);
}
