// The recipes of docs/monthly-export.md for schedulers are what those read: XML, YAML, units and options that exist.

import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { splitCommandLine } from '../../src/cli/options/command-line.js';
import { narrowingOptions } from '../../src/cli/options/narrowings.js';
import { globalOptions } from '../../src/cli/options/options.js';
import { exportOptions } from '../../src/cli/options/own-options.js';

const text = await readFile(fileURLToPath(new URL('../../docs/monthly-export.md', import.meta.url)), 'utf8');

function blocks(language: string): readonly string[] {
  return [...text.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))].map(([, block = '']) => block);
}

it('gives only options that an export has, in every recipe', async () => {
  const narrowings = await narrowingOptions(['footprints']);
  const lines = text.split('\n').filter((line) => /carbonsheet export footprints/.test(line));
  expect(lines.length).toBeGreaterThanOrEqual(5);
  for (const line of lines) {
    const words = line
      .replace(/^.*carbonsheet export/, 'export')
      .replace(/<.*|>.*/, '')
      .trim()
      .split(/\s+/);
    expect(splitCommandLine(words, { ...globalOptions, ...exportOptions, ...narrowings }).unknown).toEqual([]);
  }
});

it('has a workflow of GitHub Actions that keeps the log also after a failure', () => {
  const [workflow = ''] = blocks('yaml').filter((block) => block.includes('runs-on'));
  const step = z.object({ uses: z.string().optional(), run: z.string().optional(), if: z.string().optional() });
  const shape = z.object({
    on: z.object({ schedule: z.array(z.object({ cron: z.string() })) }),
    jobs: z.record(z.string(), z.object({ steps: z.array(step) })),
  });
  const { on, jobs } = shape.parse(parse(workflow));
  expect(on.schedule).toEqual([{ cron: '0 6 1 * *' }]);
  expect(jobs.export?.steps.at(-1)).toMatchObject({ uses: 'actions/upload-artifact@v4', if: 'always()' });
});

it('has a task for Windows whose parts are well formed and in the order of its schema', () => {
  const [task = ''] = blocks('xml');
  const open: string[] = [];
  const top: string[] = [];
  for (const [, end, name = '', alone] of task.replace(/<\?.*?\?>/, '').matchAll(/<(\/?)([A-Za-z]+)[^<>]*?(\/?)>/g)) {
    if (end) expect(open.pop()).toBe(name);
    else if (!alone) {
      if (open.length === 1) top.push(name);
      open.push(name);
    }
  }
  expect(open).toEqual([]);
  expect(top).toEqual(['RegistrationInfo', 'Triggers', 'Settings', 'Actions']);
  expect(task).not.toMatch(/&(?!amp;|lt;|gt;|quot;|apos;)/);
});

const hasSystemd = process.platform === 'linux' && isThere('systemd-analyze');

it.runIf(hasSystemd)('has units that systemd accepts', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'carbonsheet-units-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const units = blocks('ini').filter((block) => block.includes('[Unit]'));
  const [service = '', timer = ''] = units;
  const unit = join(folder, 'carbonsheet-footprints.service');
  await writeFile(unit, service.replace(/ExecStart=\S+/, 'ExecStart=/bin/true'));
  await writeFile(join(folder, 'carbonsheet-footprints.timer'), timer);
  expect(() => execFileSync('sh', ['-c', 'systemd-analyze verify "$0"', unit], { stdio: 'pipe' })).not.toThrow();
});

function isThere(command: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
