// Stops an import after one row, resumes it, shows the story of a row, and undoes the run.
// Run it with: node resume-and-undo.js purchases.csv

import { randomUUID } from 'node:crypto';
import { accountTools, importFile, latestUnfinishedRun, resumeRun, systemClock, traceRows, undoRun } from 'carbonsheet';

const tools = accountTools({
  // The names of the environment variables, as the command reads them.
  settings: process.env,
  ledger: '.carbonsheet/ledger.db',
  clock: systemClock,
  newId: randomUUID,
  signal: AbortSignal.timeout(10 * 60_000),
});

const [file = 'purchases.csv'] = process.argv.slice(2);
const stopped = await importFile(
  {
    file,
    runsDir: 'runs',
    equalRows: 'keep',
    onExisting: 'skip',
    invalid: 'stop',
    concurrency: 1,
    via: 'api',
    yes: true,
    brakes: { stopAfter: 1 },
  },
  tools,
);
console.log(`stopped: ${stopped.stop?.code}, ${stopped.summary.counts.created} created`);

const unfinished = await latestUnfinishedRun(tools);
if (unfinished === undefined) throw new Error('there is no run to resume');
const resumed = await resumeRun({ run: unfinished.id, acceptChanges: false, yes: true }, tools);
console.log(`resumed: ${resumed.summary.counts.created} created in all`);

const [story] = await traceRows({ what: '2', run: unfinished.id }, tools);
console.log(`row 2: ${story?.entry?.remoteId}`);

const undone = await undoRun({ run: unfinished.id, dryRun: false, concurrency: 1, yes: true }, tools);
console.log(`undone: ${undone.summary.counts.undone}`);
