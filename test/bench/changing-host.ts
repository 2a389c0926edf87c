// A sandbox that allows 50 requests a second, then 10, then 50 again, counted from its first request: a process of its own.
// Its arguments are what it says of its limit (draft, legacy, retry-after).

import { z } from 'zod';

// The compiled benchmark stands in build/bench, and uses what was built, as a user does.
const built = await import(new URL('../../dist/index.js', import.meta.url).href);
const start = z
  .custom<
    (options: {
      now: () => number;
      port: number;
      rate: (now: number) => number;
      rateHeaders: readonly string[];
    }) => Promise<{ url: string; environment: Record<string, string> }>
  >((value) => typeof value === 'function')
  .parse(built.startSandbox);

let asked = 0;
let startedAt = 0;
const rate = (now: number): number => {
  // The first to ask is the sandbox itself, before there is any request.
  asked += 1;
  if (asked <= 2) startedAt = now;
  const at = now - startedAt;
  return at >= 30_000 && at < 60_000 ? 10 : 50;
};
const { url, environment } = await start({ now: Date.now, port: 0, rate, rateHeaders: process.argv.slice(2) });
console.log(JSON.stringify({ url, settings: environment }));
