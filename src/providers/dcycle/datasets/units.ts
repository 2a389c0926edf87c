// The units that Dcycle knows, as its older API lists them: their ids are what some of its routes call unit_id.

import dataset from '../../../datasets/units.js';
import type { Exporter, ExportValue, Filters, Session } from '../../provider.js';
import { extraFields } from '../../replies/extra-fields.js';
import { bodyOf } from '../../replies/reply.js';
import { callLegacy } from '../legacy.js';
import { listOf, unit } from '../replies.js';

const told = new Set(dataset.columns.map(({ key }) => key));

async function* rows(session: Session, { type }: Filters): AsyncGenerator<Readonly<Record<string, ExportValue>>> {
  const reply = await callLegacy(session, 'listUnits', type ? { query: { type } } : {});
  for (const { id = null, name = null, type: kind = null, ...others } of bodyOf(reply, listOf(unit), 'listUnits')) {
    yield { id, name, type: kind, ...extraFields(others, (field) => told.has(field)) };
  }
}

const exporter: Exporter = { dataset, rows };
export default exporter;
