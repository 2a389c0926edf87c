// Opens a file for reading: finds out by content whether it is a CSV file or a workbook, and says clearly when it is neither.

import { type FileHandle, open } from 'node:fs/promises';
import { Stop } from '../problems/stop.js';
import { defaultLimits, type ReadLimits } from '../workbook/read-limits.js';
import { findZip } from '../workbook/zip-end.js';
import { openRawCsv, type RawCsv } from './csv/raw-rows.js';
import { openCsv } from './csv/read-csv.js';
import { kindOf, refuse } from './source/file-kind.js';
import type { ReadOptions } from './source/source.js';
import { type ReadSource, withoutResults } from './source/without-results.js';
import { gzippedFile, plainFile, type TextFile } from './text/text-file.js';
import { openXlsx } from './xlsx/read-xlsx.js';

/** How much of a file is looked at to find out what it is. */
const START_BYTES = 256 * 1024;

/**
 * Opens a file, whatever its name ends in.
 * @throws Stop of kind `input` when the file cannot be read as a table; of kind `usage` for an unusable option.
 */
export async function openSource(path: string, options: ReadOptions): Promise<ReadSource> {
  const limits = { ...defaultLimits, ...options.limits };
  const file = await openFile(path);
  try {
    const start = await readStart(file, path);
    const kind = await kindOf(file, start);
    if (kind === 'zip' || (kind === 'BINARY_FILE' && (await endsAsZip(file))))
      return withoutResults(await openXlsx(path, file, limits));
    if (kind !== 'text' && kind !== 'gzip') throw refuse(path, kind);
    const text = kind === 'text' ? plainFile(path, start) : await unpacked(path, file, limits);
    await file.close();
    return withoutResults(await openCsv(text, options, limits));
  } catch (error) {
    await file.close();
    throw error;
  }
}

/**
 * Opens a CSV file so that it can be copied with other cells; undefined for a workbook.
 * @throws Stop of kind `input` when the file cannot be read as a table, or not be copied.
 */
export async function openCopy(path: string, options: ReadOptions): Promise<RawCsv | undefined> {
  const limits = { ...defaultLimits, ...options.limits };
  const file = await openFile(path);
  try {
    const start = await readStart(file, path);
    const kind = await kindOf(file, start);
    if (kind !== 'text' && kind !== 'gzip') return undefined;
    return await openRawCsv(
      kind === 'text' ? plainFile(path, start) : await unpacked(path, file, limits),
      options,
      limits,
    );
  } finally {
    await file.close();
  }
}

/** Whether an archive stands behind other bytes, as behind the program that unpacks it. */
async function endsAsZip(file: FileHandle): Promise<boolean> {
  return (await findZip(file, (await file.stat()).size)) !== undefined;
}

/** A gzipped text; packed workbooks are not read, as their directory is at their end. */
async function unpacked(path: string, file: FileHandle, limits: ReadLimits): Promise<TextFile> {
  const { size } = await file.stat();
  const text = await gzippedFile(path, size, START_BYTES, limits);
  if ((await kindOf(file, text.start)) !== 'text') throw refuse(path, 'GZIP_FILE');
  return text;
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (error) {
    throw unreadable(path, error);
  }
}

async function readStart(file: FileHandle, path: string): Promise<Buffer> {
  try {
    const buffer = Buffer.alloc(START_BYTES);
    let length = 0;
    while (length < START_BYTES) {
      const { bytesRead } = await file.read(buffer, length, START_BYTES - length, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    if (length === 0) throw new Stop('input', 'EMPTY_FILE', `${path} is empty`, 'Give a file with a header and rows.');
    return buffer.subarray(0, length);
  } catch (error) {
    throw error instanceof Stop ? error : unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): Stop {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new Stop('input', 'FILE_MISSING', `there is no file ${path}`, 'Check the name and the folder.', error);
    case 'EISDIR':
      return new Stop('input', 'IS_FOLDER', `${path} is a folder`, 'Give the files in it by name.', error);
    case 'EACCES':
    case 'EPERM':
      return new Stop(
        'input',
        'FILE_FORBIDDEN',
        `no permission to read ${path}`,
        'Allow your user to read the file.',
        error,
      );
    case 'EBUSY':
      return new Stop(
        'input',
        'FILE_BUSY',
        `${path} is in use by another program`,
        'Close it there and try again.',
        error,
      );
    default: {
      const detail = error instanceof Error ? error.message : String(error);
      return new Stop('input', 'FILE_UNREADABLE', `${path} cannot be read: ${detail}`, '', error);
    }
  }
}
