// Checks the files of an archive against its list of SHA-256 sums. Trusts nothing in it.

import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { Stop } from '../../problems/stop.js';
import { defaultLimits } from '../../workbook/read-limits.js';
import { openZip, type ZipArchive } from '../../workbook/zip-archive.js';

/** How the files of an archive differ from its list of sums. */
export interface VerifiedPack {
  /** SHA-256 of the list of sums, in hex: compare it with the one that was noted when the archive was made. */
  readonly sha256: string;
  /** Files that are as the list says. */
  readonly files: number;
  readonly changed: readonly string[];
  /** Files that the list does not have, or that the archive has twice. */
  readonly added: readonly string[];
  readonly missing: readonly string[];
}

const LIST = 'SHA256SUMS';
const LINE = /^([0-9a-f]{64}) [ *](.+)$/;

/** Checks an archive. Throws a Stop of kind `input` where the file is no such archive. */
export async function verifyPack(path: string): Promise<VerifiedPack> {
  const file = await open(path).catch((cause: unknown) => {
    throw notAPack(path, 'it cannot be opened', cause);
  });
  try {
    const zip = await openZip(path, file, defaultLimits).catch((cause: unknown) => {
      throw notAPack(path, 'it is no zip archive, or damaged', cause);
    });
    return await compared(path, zip);
  } finally {
    await file.close();
  }
}

async function compared(path: string, zip: ZipArchive): Promise<VerifiedPack> {
  const list = await zip.bytes(LIST).catch((cause: unknown) => {
    throw notAPack(path, `its ${LIST} cannot be read`, cause);
  });
  if (list.length === 0) throw notAPack(path, `it has no ${LIST}`);
  const sums = new Map<string, string>();
  for (const line of list.toString('utf8').split('\n')) {
    const [, sum, name] = LINE.exec(line) ?? [];
    if (sum !== undefined && name !== undefined) sums.set(name, sum);
    else if (line !== '') throw notAPack(path, `a line of its ${LIST} is no sum and name`);
  }
  // Names in an archive are compared without case elsewhere, and here they are not.
  const names = new Set(zip.names);
  const changed: string[] = [];
  for (const [name, sum] of sums) if (names.has(name) && (await sumOf(zip, name)) !== sum) changed.push(name);
  const missing = [...sums.keys()].filter((name) => !names.has(name));
  const added = [...zip.names.filter((name) => name !== LIST && !sums.has(name)), ...zip.repeated];
  return {
    sha256: createHash('sha256').update(list).digest('hex'),
    files: sums.size - changed.length - missing.length,
    changed,
    added,
    missing,
  };
}

/** The sum of a file; undefined where it cannot be unpacked. */
async function sumOf(zip: ZipArchive, name: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    for await (const piece of zip.stream(name)) hash.update(piece);
  } catch (cause) {
    if (cause instanceof Stop) return undefined;
    throw cause;
  }
  return hash.digest('hex');
}

function notAPack(path: string, why: string, cause?: unknown): Stop {
  const hint = 'name an archive that carbonsheet pack wrote';
  return new Stop('input', 'NOT_A_PACK', `${path} is no archive that pack made: ${why}`, hint, cause);
}
