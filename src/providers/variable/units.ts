// Lists the units that an account may use.

import { ServiceError } from '../http/http.js';
import type { Session } from '../session.js';
import { everyPage } from './lists.js';
import { type Unit, unit } from './replies.js';

/** The units, a page at a time. Throws a ServiceError. */
export function everyUnit(session: Session): AsyncGenerator<readonly Unit[]> {
  return everyPage(session, { route: 'listUnits', item: unit, idOf: ({ code }) => code });
}

/**
 * The codes of the units; undefined where the service refuses to list them: the path is assumed, and a key may lack the
 * permission. Then the service itself checks each unit.
 * @throws ServiceError when the service cannot be reached, or gives no clear answer.
 */
export async function unitCodes(session: Session): Promise<ReadonlySet<string> | undefined> {
  const codes = new Set<string>();
  try {
    for await (const units of everyUnit(session)) for (const { code } of units) codes.add(code);
  } catch (error) {
    if (isNoList(error)) return undefined;
    throw error;
  }
  return codes.size === 0 ? undefined : codes;
}

function isNoList(error: unknown): boolean {
  if (!(error instanceof ServiceError)) return false;
  return error.kind === 'refused' || error.kind === 'unreadable' || error.status === 403;
}
