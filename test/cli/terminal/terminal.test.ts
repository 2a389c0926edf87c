// Every door to the terminal, with text that a terminal would obey.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it, vi } from 'vitest';
import { ProgressBar } from '../../../src/cli/terminal/progress-bar.js';
import { Terminal, type TerminalOptions } from '../../../src/cli/terminal/terminal.js';
import { problemAt } from '../../../src/problems/place.js';
import { finding } from '../../../src/problems/problem.js';

const hostile = 'a\u001b[31m\u009b2J\u202e\u2066\u200f\u2028\u200b\u007f\rb\nStopped: c\ud800';
const shown = 'a\\u001b[31m\\u009b2J\\u202e\\u2066\\u200f\\u2028\\u200b\\u007f\\u000db\\u000aStopped: c\\ud800';

afterEach(() => vi.restoreAllMocks());

/** A terminal, and what it has written to both streams. */
function open(options: Partial<TerminalOptions> = {}) {
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      written[name] += String(text);
      return true;
    });
  const terminal = new Terminal({ json: false, quiet: false, verbose: false, ...options }, () => 0);
  return { terminal, written };
}

it.each(['print', 'say', 'complain'] as const)('%s shows every character, and each of its lines as one', (door) => {
  const { terminal, written } = open({ color: false });
  terminal[door]('first', `  ${hostile}`);
  expect(written.stdout + written.stderr).toBe(`first\n  ${shown}\n`);
});

it('tells remarks and problems so, with its own styles only', () => {
  const { terminal, written } = open({ color: true, verbose: true });
  terminal.tell({ kind: 'said', text: hostile });
  const place = { sheet: hostile, row: 2, column: hostile, field: '', value: hostile };
  terminal.tell({
    kind: 'problem',
    file: hostile,
    problem: problemAt(place, finding('NOT_A_NUMBER', { suggestion: undefined })),
  });
  expect(written.stderr).toContain(`\u001b[2m${shown}\u001b[22m\n`);
  expect(written.stderr.replaceAll(/\p{Cc}\[\d+m/gu, '')).not.toMatch(/[^\n\P{Cc}]|\p{Cf}|\p{Cs}|\u2028/u);
  expect(written.stderr.split('\n')).toHaveLength(4);
});

it('prints styles round any text, and none that a text brings', () => {
  const { terminal, written } = open({ color: true });
  terminal.print(`${terminal.paint('strong', '\u001b[31mx')} \u001b[1my`);
  expect(written.stdout).toBe('\u001b[1m\\u001b[31mx\u001b[22m \\u001b[1my\n');
});

it('prints JSON that means the same', () => {
  const { terminal, written } = open({ json: true });
  terminal.printJson({ file: hostile });
  expect(JSON.parse(written.stdout)).toEqual({ file: hostile });
  expect(written.stdout).not.toMatch(/[^\n\P{Cc}]|\p{Cf}/u);
});

it('keeps the progress bar in its line', () => {
  const { written } = open();
  const out = Object.assign(Object.create(process.stderr), { isTTY: true, columns: 200 });
  new ProgressBar(out, () => 1000, false).show(hostile, 1, 2);
  expect(written.stderr).toContain(`\r\u001b[2K${shown}  `);
});

it('is the only way to the terminal', () => {
  const src = fileURLToPath(new URL('../../../src', import.meta.url));
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const others = files.filter((file) =>
    /\bconsole\.|\bstd(out|err)\.write\(/.test(readFileSync(join(src, file), 'utf8')),
  );
  expect(others).toEqual([]);
});
