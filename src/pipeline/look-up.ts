// Connects to the account that a table is meant for, and reads what the service holds already: the basis of every plan.

import type { OnExisting } from '../plan/action.js';
import { bindingFor } from '../providers/index.js';
import type { Binding } from '../providers/provider.js';
import { fitRecords } from './judge-rows.js';
import type { Run } from './open-run.js';
import type { PlanBasis } from './plan-rows.js';
import type { Connected } from './tools.js';

/** A connection, and how the table's dataset is looked up and written through it. */
export interface Account extends Connected {
  readonly binding: Binding;
}

/** Connects to the account of the table's provider; sends nothing yet. Throws a Stop when settings are missing. */
export async function openAccount({ table, tools }: Run): Promise<Account> {
  return { binding: await bindingFor(table.dataset), ...(await tools.connect(table.dataset.provider)) };
}

/** Reads what the account holds of the run's dataset. Throws a Stop or a ServiceError; sends no row. */
export async function lookUp(run: Run, account: Account, onExisting: OnExisting): Promise<PlanBasis> {
  const { binding, session } = account;
  run.tools.tell({ kind: 'step', step: 'look up', done: 0, total: undefined });
  const holdings = await binding.holdings(session, fitRecords(run.table, run.equalRows));
  run.tools.tell({ kind: 'end', step: 'look up' });
  return { binding, holdings, onExisting };
}
