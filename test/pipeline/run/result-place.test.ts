// Where --result may lead: to nothing that somebody would miss, and to nowhere that is found out after rows were sent.

import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import exceljs from 'exceljs';
import { expect, it } from 'vitest';
import type { ImportRequest } from '../../../src/pipeline/requests.js';
import { isWrittenResult } from '../../../src/read/xlsx/written-result.js';
import { purchase } from '../../cli/tables.js';
import { openImporting } from '../importing.js';

type Scene = Awaited<ReturnType<typeof openImporting>>;

/** The folder of the scene's files. */
async function folderOf(scene: Scene): Promise<string> {
  await scene.write('in.csv', [purchase()]);
  const { folder } = await scene.check('probe.csv', [purchase()]);
  return dirname(dirname(folder));
}

async function refusal(scene: Scene, result: string, terms: Partial<ImportRequest> = {}) {
  const stop = await scene.import('in.csv', [purchase()], { result, ...terms }).catch((cause: unknown) => cause);
  expect(scene.sandbox.purchases()).toHaveLength(0);
  expect(scene.sandbox.stats().requests).toBe(0);
  return stop;
}

async function saveAgain(path: string): Promise<void> {
  const book = new exceljs.Workbook();
  await book.xlsx.readFile(path);
  await book.xlsx.writeFile(path);
}

it.each([
  { result: 'results.csv', code: 'RESULT_FORMAT', kind: 'usage' },
  { result: 'results', code: 'RESULT_FORMAT', kind: 'usage' },
  { result: 'results.xlsm', code: 'RESULT_FORMAT', kind: 'usage' },
  { result: 'none/results.xlsx', code: 'NO_SUCH_FOLDER', kind: 'output' },
  { result: 'in.csv/results.xlsx', code: 'NO_SUCH_FOLDER', kind: 'output' },
  { result: 'runs', code: 'RESULT_FORMAT', kind: 'usage' },
])('$result is refused before anything is sent: $code', async ({ result, code, kind }) => {
  const scene = await openImporting();
  const folder = await folderOf(scene);
  expect(await refusal(scene, join(folder, result))).toMatchObject({ code, kind });
});

it('refuses a folder of that name', async () => {
  const scene = await openImporting();
  const result = join(await folderOf(scene), 'old.xlsx');
  await mkdir(result);
  expect(await refusal(scene, result)).toMatchObject({ code: 'IS_A_FOLDER' });
});

it.each(['text of somebody else', 'PK\u0003\u0004 a broken workbook', ''])(
  'writes over no other file: %j',
  async (text) => {
    const scene = await openImporting();
    const result = join(await folderOf(scene), 'theirs.xlsx');
    await writeFile(result, text);
    expect(await refusal(scene, result)).toMatchObject({
      code: 'FILE_EXISTS',
      hint: expect.stringContaining('--force'),
    });
    expect(await readFile(result, 'utf8')).toBe(text);
    const forced = await scene.import('in.csv', [purchase()], { result, replaceResult: true });
    expect(forced.summary).toMatchObject({ workbook: result, counts: { created: 1 } });
    expect(await isWrittenResult(result)).toBe(true);
  },
);

it('replaces its own workbook, unless somebody has saved it since', async () => {
  const scene = await openImporting();
  const result = join(await folderOf(scene), 'mine.xlsx');
  await scene.import('in.csv', [purchase()], { result });
  await scene.import('in.csv', [purchase(), purchase({ product_name: 'Film' })], { result });
  expect(scene.sandbox.purchases()).toHaveLength(2);
  await saveAgain(result);
  const again = scene.import('in.csv', [purchase({ product_name: 'Tape' })], { result });
  await expect(again).rejects.toMatchObject({ code: 'FILE_EXISTS' });
  expect(scene.sandbox.purchases()).toHaveLength(2);
});

it('asks in a terminal', async () => {
  const questions: string[] = [];
  const scene = await openImporting({
    ask: async (question) => {
      questions.push(question);
      return questions.length > 1;
    },
  });
  const result = join(await folderOf(scene), 'theirs.xlsx');
  await writeFile(result, 'text');
  expect(await refusal(scene, result)).toMatchObject({ code: 'FILE_EXISTS' });
  expect((await scene.import('in.csv', [purchase()], { result })).summary.counts.created).toBe(1);
  expect(questions[0]).toContain(`Replace ${result}`);
});

it('leaves no trace where it refuses', async () => {
  const scene = await openImporting();
  const folder = await folderOf(scene);
  await writeFile(join(folder, 'theirs.xlsx'), 'text');
  await refusal(scene, join(folder, 'theirs.xlsx'));
  expect(existsSync(join(folder, 'theirs.xlsx.part'))).toBe(false);
  expect(await scene.runs()).toHaveLength(1);
});

it('writes a workbook that was asked for even if a check has nothing to say', async () => {
  const scene = await openImporting();
  const result = join(await folderOf(scene), 'clean.xlsx');
  expect((await scene.check('in.csv', [purchase()], { result })).workbook).toBe(result);
  expect((await scene.check('in.csv', [purchase()])).workbook).toBeUndefined();
});
