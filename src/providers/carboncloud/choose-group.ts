// Which group of the account is meant: the one of the settings, or the only one there is.

import { z } from 'zod';
import { Stop } from '../../problems/stop.js';
import type { Session } from '../provider.js';
import { bodyOf, oncePerSession } from '../replies/reply.js';
import { group } from './replies.js';

/** The group's id. Throws a Stop of kind `usage` that lists the groups when none is chosen and there are several. */
export const groupOf = oncePerSession(async (session: Session): Promise<string> => {
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
      ? `the account has ${groups.length} groups, and CARBONCLOUD_GROUP_ID does not say which: ${list}`
      : 'the account has no group',
    only ? `set CARBONCLOUD_GROUP_ID, for example to ${only.id}` : 'ask CarbonCloud for access to a group',
  );
});
