// Asks once, before anything is sent, whether rows that look unusual are sent too. Without a yes they are held back.

import { messageOf } from '../../problems/catalogue.js';
import { placeOf } from '../../problems/place.js';
import { grouped } from '../../values/numbers/grouped.js';
import type { HeldBackRows } from '../planning/held-back.js';
import type { Run } from '../run/open-run.js';

/** Whether the user, who sees the first of the rows, wants them to be sent. @param yes Nothing is to be asked. */
export async function acceptsSuspects(
  { table, tools }: Run,
  { rows: count, shown: first }: HeldBackRows,
  yes: boolean | undefined,
): Promise<boolean> {
  if (count === 0 || yes) return false;
  const shown = first.map((one) => `${placeOf(table.name, one)}: ${messageOf(one)}`);
  const more = count > shown.length ? [`and ${grouped(count - shown.length)} more`] : [];
  const rows = count === 1 ? '1 row looks' : `${grouped(count)} rows look`;
  const answer = await tools.ask(
    `${rows} unusual: ${[...shown, ...more].join('; ')}. Send ${count === 1 ? 'it' : 'them'} too?`,
  );
  return answer === true;
}
