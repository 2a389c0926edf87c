// Loaded before a measured program (`node --import`): when it ends, what it used goes to its third pipe.

import { writeSync } from 'node:fs';

/** The parent's pipe for it, behind standard input, output and error. */
const USAGE_PIPE = 3;

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  writeSync(
    USAGE_PIPE,
    JSON.stringify({ cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMegabytes: maxRSS / 1024 }),
  );
});
