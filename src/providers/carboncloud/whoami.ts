// Proves a CarbonCloud account: lists the groups of the login, and finds the chosen one.

import { z } from 'zod';
import type { Identity } from '../provider.js';
import { bodyOf } from '../replies/reply.js';
import type { Session } from '../session.js';
import { group } from './replies.js';

/** The groups of a session. Without CARBONCLOUD_GROUP_ID, the login's only group is chosen. */
export async function whoami(session: Session): Promise<Identity> {
  const groups = bodyOf(await session.call('listGroups'), z.array(group), 'listGroups');
  const set = session.account.groupId ?? '';
  const [only] = groups.length === 1 ? groups : [];
  const chosen = set === '' ? only?.id : groups.find(({ id }) => isSame(id, set))?.id;
  const fault = faultOf(
    groups.map(({ id }) => id),
    set,
  );
  return {
    owners: groups.map(({ id, name }) => ({ kind: 'group', id, name: name ?? '', isChosen: id === chosen })),
    notes: [],
    ...(fault !== undefined && { fault }),
  };
}

/** UUIDs ignore case. */
function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function faultOf(ids: readonly string[], set: string): string | undefined {
  if (ids.length === 0) return 'the login belongs to no group: ask CarbonCloud for access to one';
  if (set !== '' && !ids.some((id) => isSame(id, set)))
    return `CARBONCLOUD_GROUP_ID (${set}) is not a group of the login`;
  if (set === '' && ids.length > 1) return 'CARBONCLOUD_GROUP_ID is not set, and there are several groups';
  return undefined;
}
