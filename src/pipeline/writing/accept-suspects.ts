// Asks once, before anything is sent, whether rows that look unusual are sent too. Without a yes they are held back.

import { messageOf } from '../../problems/catalogue.js';
import { placeOf } from '../../problems/place.js';
import { grouped } from '../../values/numbers/grouped.js';
import type { Checked } from '../run/check-rows.js';
import type { Run } from '../run/open-run.js';

/** Whether the user, who sees the first of the rows, wants them to be sent. @param yes Nothing is to be asked. */
export async function acceptsSuspects(
  { table, tools }: Run,
  { heldBack, suspects }: Checked,
  yes: boolean | undefined,
): Promise<boolean> {
  if (heldBack === 0 || yes) return false;
  const shown = suspects.map((one) => `${placeOf(table.name, one)}: ${messageOf(one)}`);
  const more = heldBack > shown.length ? [`and ${grouped(heldBack - shown.length)} more`] : [];
  const rows = heldBack === 1 ? '1 row looks' : `${grouped(heldBack)} rows look`;
  const answer = await tools.ask(
    `${rows} unusual: ${[...shown, ...more].join('; ')}. Send ${heldBack === 1 ? 'it' : 'them'} too?`,
  );
  return answer === true;
}

/** The run with all rows accepted. */
export function withSuspectsAccepted(run: Run): Run {
  const { suspects } = run.table;
  return suspects ? { ...run, table: { ...run.table, suspects: { ...suspects, areAccepted: true } } } : run;
}
