// Loaded before a measured program (`node --import`): when it ends, what it used goes to its third pipe.

import { readFileSync, writeSync } from 'node:fs';

/** The parent's pipe for it, behind standard input, output and error. */
const USAGE_PIPE = 3;

process.on('exit', () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  const used = { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMegabytes: peakMegabytes() };
  writeSync(USAGE_PIPE, JSON.stringify(used));
});

/** Of this program alone: what the system calls maxRSS begins with the size of the parent, so that it is the second choice. */
function peakMegabytes(): number {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    return Number(kilobytes) / 1024;
  } catch {
    return process.resourceUsage().maxRSS / 1024;
  }
}
