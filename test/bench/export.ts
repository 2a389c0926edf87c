// How long an export takes beside the bare download of the same pages, and whether its memory grows with the rows. `npm run bench:export`,
// or with other sizes: `npm run bench:export -- --footprints 100000 --purchases 1000000 --delays 0,20`.

import { spawn } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Measured, measure } from './measure.js';

const { values } = parseArgs({
  options: {
    footprints: { type: 'string', default: '10000,100000' },
    purchases: { type: 'string', default: '100000,1000000' },
    delays: { type: 'string', default: '0,20' },
  },
});
const numbers = (text: string): readonly number[] => text.split(',').filter(Boolean).map(Number);
// The compiled benchmark stands in build/bench.
const fromBuild = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const main = fromBuild('../../dist/cli/main.js');

async function firstText(chunks: AsyncIterable<unknown>): Promise<string> {
  for await (const chunk of chunks) return String(chunk);
  throw new Error('the service did not start');
}

/** Downloads and exports so many rows, and prints a line for each. */
async function compare(what: 'footprints' | 'purchases', rows: number, formats: readonly string[], delay: number) {
  const counts = what === 'footprints' ? [rows, 0] : [0, rows];
  const service = spawn(process.execPath, [fromBuild('export-server.js'), String(delay), ...counts.map(String)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const folder = await mkdtemp(join(tmpdir(), 'carbonsheet-bench-'));
  try {
    const url = `http://127.0.0.1:${(await firstText(service.stdout)).trim()}`;
    Object.assign(process.env, {
      CARBONCLOUD_BASE_URL: url,
      CARBONCLOUD_TOKEN_URL: `${url}/token`,
      CARBONCLOUD_USERNAME: 'bench',
      CARBONCLOUD_PASSWORD: 'bench',
      CARBONCLOUD_GROUP_ID: '00000000-0000-4000-8000-000000000001',
      DCYCLE_BASE_URL: url,
      DCYCLE_API_KEY: 'bench',
      DCYCLE_ORGANIZATION_ID: '7d0f3a52-6c1e-4b8e-9a55-0c1b8f0e2d11',
      CARBONSHEET_STATE_DIR: join(folder, 'state'),
    });
    const bare = await measure([fromBuild('export-download.js'), what, url]);
    show(`${what}, ${rows.toLocaleString('en')} rows, ${delay} ms`, 'bare download', bare, bare);
    for (const format of formats) {
      const out = join(folder, `out.${format}`);
      const places = ['--runs-dir', join(folder, 'runs'), '--ledger', join(folder, 'ledger.db')];
      const options = ['--force', '--quiet', '--max-pages', '100000'];
      const outcome = await measure([main, 'export', what, '--out', out, ...options, ...places]);
      show(`  ${((await stat(out)).size / 1e6).toFixed(0)} MB`, `export to .${format}`, outcome, bare);
    }
  } finally {
    service.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
}

function show(about: string, name: string, { seconds, cpuSeconds, peakMegabytes }: Measured, bare: Measured): void {
  const cells = [about.padEnd(38), name.padEnd(18), `${seconds.toFixed(1)} s`.padStart(8)];
  const ratio = `× ${(seconds / bare.seconds).toFixed(2)}`.padStart(8);
  console.log(
    `${cells.join(' ')} ${ratio}  ${cpuSeconds.toFixed(1)} s cpu, ${peakMegabytes.toFixed(0)} MB, load ${loadavg()[0]?.toFixed(1)}`,
  );
}

for (const delay of numbers(values.delays)) {
  for (const rows of numbers(values.footprints)) await compare('footprints', rows, ['csv', 'ndjson', 'xlsx'], delay);
  for (const rows of numbers(values.purchases)) await compare('purchases', rows, ['csv'], delay);
}
