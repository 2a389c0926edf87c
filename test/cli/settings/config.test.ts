// The config file: what is said of one that cannot be read shows nothing of what stands in it.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { readConfig } from '../../../src/cli/settings/config.js';
import { Stop } from '../../../src/problems/stop.js';

const folder = mkdtempSync(join(tmpdir(), 'carbonsheet-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fault(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  try {
    readConfig(file);
  } catch (error) {
    if (error instanceof Stop) return error.message;
    throw error;
  }
  throw new Error('expected a Stop');
}

it.each([
  ['a.json', '{"version": 1, "profiles": {"a": {"DCYCLE_API_KEY": hunter22}}}', "Unexpected token 'h'"],
  ['a.json', '{"version": 1, "profiles": {"a": {"DCYCLE_API_KEY": "hunter22" "b": 1}}}', 'at position 63'],
  ['a.yaml', 'version: 1\nprofiles: { a: { DCYCLE_API_KEY: *hunter22 } }', 'Unresolved alias'],
  ['a.yaml', 'version: 1\nprofiles:\n  a:\n    DCYCLE_API_KEY: |hunter22', 'characters at line 4, column 22'],
  ['a.yaml', 'version: 1\nprofiles:\n  a:\n    DCYCLE_API_KEY: "hunter22', 'at line 4, column 30'],
  ['a.yaml', 'version: 1\nprofiles:\n  a:\n    DCYCLE_API_KEY: hunter22: x', 'not allowed'],
])('%s that is written wrongly says where, not what (%s)', (name, text, said) => {
  const message = fault(name, text);
  expect(message).toContain(said);
  expect(message).not.toContain('hunter22');
});

it('a tag that YAML does not know is no reason to print the line', () => {
  const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  expect(fault('a.yaml', 'version: 1\nprofiles:\n  a:\n    NOTHING: !hunter22')).toContain('NOTHING is not a setting');
  expect(warn).not.toHaveBeenCalled();
  warn.mockRestore();
});
