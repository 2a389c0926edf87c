// The units of Dcycle's legacy API; purchases refer to their ids as unit_id.

import dataset from '../../../datasets/dcycle/units.js';
import type { Exporter, ExportValue, Filters } from '../../binding.js';
import { extraFields } from '../../replies/extra-fields.js';
import { bodyOf } from '../../replies/reply.js';
import type { Session } from '../../session.js';
import { callLegacy } from '../legacy.js';
import { listOf, unit } from '../replies.js';

const OWN_COLUMNS = new Set(dataset.columns.map(({ key }) => key));

async function* rows(session: Session, { type }: Filters): AsyncGenerator<Readonly<Record<string, ExportValue>>> {
  const reply = await callLegacy(session, 'listUnits', type ? { query: { type } } : {});
  for (const { id = null, name = null, type: kind = null, ...others } of bodyOf(reply, listOf(unit), 'listUnits')) {
    yield { id, name, type: kind, ...extraFields(others, (field) => OWN_COLUMNS.has(field)) };
  }
}

const exporter: Exporter = { dataset, rows };
export default exporter;
