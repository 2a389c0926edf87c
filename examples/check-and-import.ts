// Checks a file, reports what is wrong with it, and imports the valid rows.
// Run it with: node check-and-import.js purchases.csv

import { randomUUID } from 'node:crypto';
import { accountTools, checkFile, describe, importFile, type Problem, placeOf, systemClock } from 'carbonsheet';

const tools = accountTools({
  // The names of the environment variables, as the command reads them.
  settings: process.env,
  ledger: '.carbonsheet/ledger.db',
  clock: systemClock,
  newId: randomUUID,
  signal: AbortSignal.timeout(10 * 60_000),
});

const [file = 'purchases.csv'] = process.argv.slice(2);
const request = { file, runsDir: 'runs', equalRows: 'keep' } as const;

// Problems are data: they are told while the file is read.
const problems: Problem[] = [];
const { summary } = await checkFile(request, {
  ...tools,
  tell: (progress) => {
    if (progress.kind === 'problem') problems.push(progress.problem);
  },
});
console.log(`${summary.counts.rows} rows, ${summary.counts.invalid} invalid`);
for (const problem of problems) console.log(`${placeOf(file, problem)}: ${describe(problem)}`);

const imported = await importFile(
  { ...request, onExisting: 'skip', invalid: 'skip', concurrency: 4, via: 'api', yes: true },
  tools,
);
console.log(`created: ${imported.summary.counts.created}`);
process.exitCode = imported.summary.exitCode;
