// Says what an import would do, and exports what the service holds to a workbook.
// Run it with: node plan-and-export.js purchases.csv

import { randomUUID } from 'node:crypto';
import { accountTools, exportData, planFile, systemClock } from 'carbonsheet';

const tools = accountTools({
  // The names of the environment variables, as the command reads them.
  settings: process.env,
  ledger: '.carbonsheet/ledger.db',
  clock: systemClock,
  newId: randomUUID,
  signal: AbortSignal.timeout(10 * 60_000),
});

const [file = 'purchases.csv'] = process.argv.slice(2);
const { summary } = await planFile({ file, runsDir: 'runs', equalRows: 'keep', onExisting: 'skip' }, tools);
console.log(`${summary.plan?.create} to create, ${summary.plan?.update} to update`);

const { rows } = await exportData({ what: 'purchases', out: 'purchases-export.xlsx', runsDir: 'runs' }, tools);
console.log(`${rows} rows in purchases-export.xlsx`);
