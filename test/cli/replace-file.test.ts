import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { requireReplaceable } from '../../src/cli/replace-file.js';

const folder = mkdtempSync(join(tmpdir(), 'carbonsheet-replace-'));
afterAll(() => rmSync(folder, { recursive: true }));
const [here, there] = [join(folder, 'here.csv'), join(folder, 'nowhere.csv')];
writeFileSync(here, 'x');

it.each([
  { what: 'a new file', paths: [there], force: false, answer: undefined, fine: true },
  { what: 'one that is there, with --force', paths: [here], force: true, answer: undefined, fine: true },
  { what: 'one that is there, after a yes', paths: [here, there], force: false, answer: true, fine: true },
  { what: 'one that is there, after a no', paths: [here], force: false, answer: false, fine: false },
  { what: 'one that is there, with nobody to ask', paths: [there, here], force: false, answer: undefined, fine: false },
])('$what: $fine', async ({ paths, force, answer, fine }) => {
  const asked: string[] = [];
  const ask = async (question: string) => {
    asked.push(question);
    return answer;
  };
  const checked = requireReplaceable(paths, force, ask);
  if (fine) await checked;
  else
    await expect(checked).rejects.toMatchObject({
      kind: 'usage',
      code: 'FILE_EXISTS',
      hint: expect.stringContaining('--force'),
    });
  expect(asked).toEqual(force || !paths.includes(here) ? [] : [`Replace ${here}?`]);
});
