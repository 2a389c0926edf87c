// How long a monthly report takes beside the bare download of the same pages, and how much memory it needs. `npm run bench:report`, or with
// other sizes: `npm run bench:report -- --purchases 100000 --products 20000 --delays 0,20`.

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Measured, measure } from './measure.js';

const { values } = parseArgs({
  options: {
    purchases: { type: 'string', default: '100000' },
    products: { type: 'string', default: '20000' },
    delays: { type: 'string', default: '0,20' },
  },
});
// The compiled benchmark stands in build/bench.
const fromBuild = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const main = fromBuild('../../dist/cli/main.js');

async function firstText(chunks: AsyncIterable<unknown>): Promise<string> {
  for await (const chunk of chunks) return String(chunk);
  throw new Error('the service did not start');
}

/** The environment of both services at one address. */
function environmentOf(url: string, folder: string): Readonly<Record<string, string>> {
  return {
    CARBONCLOUD_BASE_URL: url,
    CARBONCLOUD_TOKEN_URL: `${url}/token`,
    CARBONCLOUD_USERNAME: 'bench',
    CARBONCLOUD_PASSWORD: 'bench',
    CARBONCLOUD_GROUP_ID: '00000000-0000-4000-8000-000000000001',
    DCYCLE_BASE_URL: url,
    DCYCLE_API_KEY: 'bench',
    DCYCLE_ORGANIZATION_ID: '7d0f3a52-6c1e-4b8e-9a55-0c1b8f0e2d11',
    CARBONSHEET_STATE_DIR: join(folder, 'state'),
  };
}

interface Measuring {
  readonly service: 'dcycle' | 'carboncloud';
  /** What the bare download reads. */
  readonly what: 'purchases' | 'products';
  readonly rows: number;
}

/** Downloads and reports on so many rows, and prints a line for each. */
async function compare({ service, what, rows }: Measuring, delay: number): Promise<void> {
  const counts = what === 'products' ? [rows, 0] : [0, rows];
  const server = spawn(process.execPath, [fromBuild('export-server.js'), String(delay), ...counts.map(String)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const folder = await mkdtemp(join(tmpdir(), 'carbonsheet-bench-'));
  try {
    const url = `http://127.0.0.1:${(await firstText(server.stdout)).trim()}`;
    Object.assign(process.env, environmentOf(url, folder));
    const bare = await measure([fromBuild('export-download.js'), what, url]);
    show(`${rows.toLocaleString('en')} ${what}, ${delay} ms`, 'bare download', bare, bare);
    const places = ['--runs-dir', join(folder, 'runs'), '--ledger', join(folder, 'ledger.db')];
    const report = [
      main,
      'report',
      service,
      '--year',
      '2025',
      '--force',
      '--quiet',
      '--max-pages',
      '100000',
      ...places,
    ];
    const files = { '.html': ['--html', join(folder, 'r.html')], '.xlsx': ['--out', join(folder, 'r.xlsx')] };
    for (const [ending, file] of Object.entries(files))
      show('', `report to ${ending}`, await measure([...report, ...file]), bare);
  } finally {
    server.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
}

function show(about: string, name: string, { seconds, cpuSeconds, peakMegabytes }: Measured, bare: Measured): void {
  const cells = [about.padEnd(30), name.padEnd(16), `${seconds.toFixed(1)} s`.padStart(8)];
  const ratio = `× ${(seconds / bare.seconds).toFixed(2)}`.padStart(8);
  console.log(
    `${cells.join(' ')} ${ratio}  ${cpuSeconds.toFixed(1)} s cpu, ${peakMegabytes.toFixed(0)} MB, load ${loadavg()[0]?.toFixed(1)}`,
  );
}

for (const delay of values.delays.split(',').map(Number)) {
  await compare({ service: 'dcycle', what: 'purchases', rows: Number(values.purchases) }, delay);
  await compare({ service: 'carboncloud', what: 'products', rows: Number(values.products) }, delay);
}
