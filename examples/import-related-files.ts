// Imports files whose rows refer to each other: parents first, and nothing is sent before all files are valid.
// Run it with: node import-related-files.js periods.csv suppliers.csv products.csv

import { randomUUID } from 'node:crypto';
import { accountTools, importFiles, systemClock } from 'carbonsheet';

const tools = accountTools({
  // The names of the environment variables, as the command reads them.
  settings: process.env,
  ledger: '.carbonsheet/ledger.db',
  clock: systemClock,
  newId: randomUUID,
  signal: AbortSignal.timeout(10 * 60_000),
});

const request = {
  files: process.argv.slice(2),
  runsDir: 'runs',
  equalRows: 'keep',
  onExisting: 'skip',
  invalid: 'stop',
  concurrency: 4,
  via: 'api',
  yes: true,
} as const;

for await (const end of importFiles(request, tools)) {
  if (end.kind === 'unprocessed') {
    console.log(`not processed: ${end.tables.map(({ file }) => file).join(', ')}, because ${end.stop.message}`);
    process.exitCode = 3;
  } else if (end.finished === undefined) {
    console.log(`${end.table.file}: ${end.stop?.message}`);
    process.exitCode = 2;
  } else {
    const { counts, dataset } = end.finished.summary;
    console.log(`${dataset}: ${counts.created} created, ${counts.unchanged + counts.skipped} there already`);
  }
}
