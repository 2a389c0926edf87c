// Chooses the group of the account: the one of the settings, or the only one.

import { z } from 'zod';
import { Stop } from '../../problems/stop.js';
import { Cached } from '../cached.js';
import { bodyOf } from '../replies/reply.js';
import type { Session } from '../session.js';
import { group } from './replies.js';

/** The id of the account's group. */
export type Group = Cached<string>;

/** The group, read when it is first needed. Throws a Stop of kind `usage` when none is chosen and there are several. */
export function groupOfAccount(): Group {
  return new Cached(readGroup);
}

async function readGroup(session: Session): Promise<string> {
  const chosen = session.account.groupId;
  if (chosen) return chosen;
  const groups = bodyOf(await session.call('listGroups'), z.array(group), 'listGroups');
  const [only, ...others] = groups;
  if (only && others.length === 0) return only.id;
  const list = groups.map(({ id, name }) => `${id}${name ? ` (${name})` : ''}`).join(', ');
  throw new Stop(
    'usage',
    'MISSING_SETTING',
    only
      ? `the account has ${groups.length} groups, and CARBONCLOUD_GROUP_ID is not set: ${list}`
      : 'the account has no group',
    only ? `set CARBONCLOUD_GROUP_ID, for example to ${only.id}` : 'ask CarbonCloud for access to a group',
  );
}
