// A sandbox that allows 50 requests a second, then 10, then 50 again, counted from its first request: a process of its own.
// Its arguments are what it says of its limit (draft, legacy, retry-after).

import { rateHeaderKinds } from '../../src/sandbox/rate-limit.js';
import { startSandbox } from '../../src/sandbox/start-sandbox.js';

let asked = 0;
let startedAt = 0;
const rate = (now: number): number => {
  // The first to ask is the sandbox itself, before there is any request.
  asked += 1;
  if (asked <= 2) startedAt = now;
  const at = now - startedAt;
  return at >= 30_000 && at < 60_000 ? 10 : 50;
};
const rateHeaders = rateHeaderKinds.filter((kind) => process.argv.slice(2).includes(kind));
const { url, environment } = await startSandbox({ now: Date.now, port: 0, rate, rateHeaders });
console.log(JSON.stringify({ url, settings: environment }));
