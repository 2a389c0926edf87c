// Small versions of `npm run endure`: services that fail at random, and imports that are killed at any moment.
// Each test prints its seed; the same seed fails the same requests and kills at the same times.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { it } from 'vitest';
import { systemClock } from '../../src/pace/system-clock.js';
import { type SandboxOptions, startSandbox } from '../../src/sandbox/start-sandbox.js';
import { type Endured, endure } from '../endure/importer.js';
import { type Held, purchaseNames } from '../endure/proof.js';
import { seededChance } from '../endure/seeded-chance.js';

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

async function endured(options: Partial<SandboxOptions>, rows: number, kills: readonly number[]): Promise<Endured> {
  const folder = await mkdtemp(join(tmpdir(), 'carbonsheet-endure-'));
  const sandbox = await startSandbox({ now: systemClock.now, sleep: systemClock.sleep, processingMs: 0, ...options });
  const held = async () => sandbox.purchases() as readonly Held[]; // what the sandbox shows of a purchase has these fields
  try {
    return await endure({ main, folder, env: sandbox.environment, held }, purchaseNames(rows), kills);
  } finally {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
}

it.concurrent.for([1, 2])(
  'writes 250 rows once each while the service fails at random (seed %i)',
  async (seed, { expect }) => {
    const spec = 'drop-after=5%,429=5%,500-after=2%,reset=1%';
    const { faults } = await endured({ chaos: { spec, seed } }, 250, []);
    expect(faults).toEqual([]);
  },
);

it.concurrent.for([11, 12])(
  'does not write rows again that the service lists late (seed %i)',
  async (seed, { expect }) => {
    const spec = 'late=10%:3s,late-drop=10%:3s';
    const { faults } = await endured({ chaos: { spec, seed } }, 200, []);
    expect(faults).toEqual([]);
  },
);

it.concurrent.for([21, 22, 23])(
  'writes 300 rows once each when it is killed again and again (seed %i)',
  async (seed, { expect }) => {
    const chance = seededChance(seed);
    const kills = Array.from({ length: 3 }, () => 300 + chance() * 2_500);
    const { faults } = await endured({ chaos: { spec: 'drop-after=1%', seed } }, 300, kills);
    expect(faults).toEqual([]);
  },
);
