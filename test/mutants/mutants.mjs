// `npm run mutants -- ROOM [FILES]`: changes the source of one room in hundreds of small ways, one at a time, and lists the changes that
// none of the room's own tests notices. How to read it: CONTRIBUTING.md, "Mutants".

import { existsSync } from 'node:fs';
import { Stryker } from '@stryker-mutator/core';

const [room, files = '**/*.ts'] = process.argv.slice(2);
if (room === undefined || !existsSync(`src/${room}`)) {
  process.stderr.write(
    'Name a room of src/: npm run mutants -- plan, or one of its files: npm run mutants -- plan action.ts\n',
  );
  process.exit(2);
}

// Read by vitest.config.ts beside this file, in the processes that Stryker starts.
process.env.MUTANTS_ROOM = room;

await new Stryker({
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'test/mutants/vitest.config.ts', related: false },
  mutate: [`src/${room}/${files}`],
  ignorePatterns: ['dist', 'build', 'runs', 'docs', '.carbonsheet'],
  // No such file: the compiler's settings need no rewriting, and Stryker cannot read those of TypeScript 7.
  tsconfigFile: 'none.json',
  coverageAnalysis: 'perTest',
  concurrency: 1,
  timeoutMS: 60_000,
  reporters: ['progress-append-only', 'clear-text', 'json'],
  jsonReporter: { fileName: `build/mutants/${room.replaceAll('/', '-')}.json` },
  clearTextReporter: { allowColor: false, reportTests: false, skipFull: true },
  tempDirName: 'build/stryker',
  cleanTempDir: 'always',
}).runMutationTest();
