// Chooses the writer of an import: row by row, or whole files with `--via bulk-csv`.

import { Stop } from '../../problems/stop.js';
import type { Binding } from '../../providers/binding.js';
import type { Account } from '../planning/look-up.js';
import type { ImportRequest } from '../requests.js';
import type { Run } from '../run/open-run.js';

/** The account with the writer that was asked for, which has all that it needs. Throws a Stop where there is none, or where it lacks a setting. */
export function chooseWriter(account: Account, via: ImportRequest['via'], { table: { dataset } }: Run): Account {
  if (via !== 'bulk-csv') {
    const { writer } = account.binding;
    if (writer.by === 'batch') writer.requireSettings?.();
    return account;
  }
  const { bulk } = account.binding;
  if (bulk === undefined) {
    const message = `${dataset.provider} takes no file of many ${dataset.name} at once`;
    throw new Stop('usage', 'NO_BULK_FILE', message, 'remove --via bulk-csv');
  }
  bulk.requireSettings?.();
  return { ...account, binding: withBulkWriter(account.binding) };
}

function withBulkWriter(binding: Binding): Binding {
  const { bulk = binding.writer } = binding;
  return { ...binding, writer: bulk, withSession: (session) => withBulkWriter(binding.withSession(session)) };
}
