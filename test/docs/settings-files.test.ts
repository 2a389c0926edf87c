// The files that the documentation shows are accepted: config files, mapping files, scripts, workflows.

import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { readConfig } from '../../src/cli/settings/config.js';
import { parseSavedMapping } from '../../src/mapping/saved/saved-mapping.js';
import { allPages, type CodeBlock, readPage } from './markdown.js';

async function blocksOf(path: string, language: string): Promise<readonly CodeBlock[]> {
  return (await readPage(path)).blocks.filter((block) => block.language === language);
}

it('shows a config file that is read', async () => {
  const [block] = await blocksOf('docs/configuration.md', 'yaml');
  const folder = await mkdtemp(join(tmpdir(), 'carbonsheet-docs-'));
  const file = join(folder, 'carbonsheet.yaml');
  try {
    await writeFile(file, block?.text ?? '');
    const { options, profiles, routes } = readConfig(file);
    expect(options).toEqual({ concurrency: 8 });
    expect(profiles).toMatchObject({
      sweden: { production: true, DCYCLE_API_KEY: { env: 'DCYCLE_KEY_SWEDEN' } },
      spain: { DCYCLE_API_KEY: { command: 'pass show dcycle/spain' }, CARBONCLOUD_PASSWORD: { prompt: true } },
    });
    expect(routes?.carboncloud).toEqual({ listFootprints: { path: '/resold-products/footprints' } });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

it('shows a mapping file that is read', async () => {
  const [block] = await blocksOf('docs/reading.md', 'yaml');
  const { dataset, columns } = parseSavedMapping(block?.text ?? '', 'mapping.yaml');
  expect(dataset).toBe('purchases');
  expect(columns).toEqual({ 'Betrag netto': 'quantity', Notiz: null });
});

it('shows all that a mapping file can say', async () => {
  const [block] = await blocksOf('docs/mapping-file.md', 'yaml');
  const mapping = parseSavedMapping(block?.text ?? '', 'mapping.yaml');
  expect(mapping).toMatchObject({
    constants: { country: 'DE', unit_id: 'EUR' },
    joins: { product_name: { columns: ['Kurztext', 'Zusatz'], with: ', ' } },
    splits: { Konto: { at: '  ', into: [null, 'sector'] } },
    values: { Kostenart: { Aufwand: 'opex' } },
    locale: { decimal: ',', dateOrder: 'dmy' },
  });
});

it('shows a workflow with the export in it', async () => {
  const [block] = await blocksOf('docs/monthly-export.md', 'yaml');
  const workflow: unknown = parse(block?.text ?? '');
  expect(workflow).toMatchObject({
    on: { schedule: [{ cron: '0 6 1 * *' }] },
    jobs: {
      export: { steps: expect.arrayContaining([expect.objectContaining({ run: expect.stringContaining('export') })]) },
    },
  });
});

it('shows shell commands that a shell can read', async () => {
  const blocks = (await allPages()).flatMap((page) => page.blocks.filter(({ language }) => language === 'sh'));
  expect(blocks.length).toBeGreaterThan(30);
  // bash reads `<(command)` as well, which the documentation shows for pipes.
  for (const { text } of blocks) execFileSync('bash', ['-n', '-c', text]);
});
