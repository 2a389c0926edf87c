// The groups of an account at CarbonCloud.

import { z } from 'zod';
import dataset from '../../../datasets/carboncloud/groups.js';
import type { Exporter } from '../../binding.js';
import { extraFields } from '../../replies/extra-fields.js';
import { bodyOf } from '../../replies/reply.js';
import { group } from '../replies.js';

const OWN_COLUMNS = new Set(Object.keys(group.shape));

const exporter: Exporter = {
  dataset,
  async *rows(session) {
    const groups = bodyOf(await session.call('listGroups'), z.array(group), 'listGroups');
    for (const one of groups) {
      const { id, name = null } = one;
      yield { id, name, ...extraFields(one, (field) => OWN_COLUMNS.has(field)) };
    }
  },
};

export default exporter;
