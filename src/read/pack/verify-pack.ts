// Checks the files of an archive against its list of SHA-256 sums. Trusts nothing in it.

import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { Stop } from '../../problems/stop.js';
import { defaultLimits, type ReadLimits } from '../../workbook/read-limits.js';
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
/** Every archive of a run has it. */
const RUN = 'run.json';

/** Files are hashed as they are unpacked, so neither their size nor how tight they are packed needs a limit. */
const limits: ReadLimits = {
  ...defaultLimits,
  fileBytes: Number.POSITIVE_INFINITY,
  unpackedBytes: Number.POSITIVE_INFINITY,
  ratio: Number.POSITIVE_INFINITY,
};
/** Longer lists are not ours. */
const LIST_BYTES = 4 * 1024 * 1024;

/** Checks an archive. Throws a Stop of kind `input` where the file is no such archive. */
export async function verifyPack(path: string): Promise<VerifiedPack> {
  const file = await open(path).catch((cause: unknown) => {
    throw notAPack(path, 'it cannot be opened', cause);
  });
  try {
    const zip = await openZip(path, file, limits).catch((cause: unknown) => {
      throw notAPack(path, 'it is no zip archive, or damaged', cause);
    });
    const packed = zip.names.reduce((sum, name) => sum + (zip.packed(name)?.packedBytes ?? 0), 0);
    // Parts that share bytes unpack to far more than a file of this size can hold.
    if (packed > (await file.stat()).size) throw notAPack(path, 'its parts overlap');
    return await compared(path, zip);
  } finally {
    await file.close();
  }
}

async function compared(path: string, zip: ZipArchive): Promise<VerifiedPack> {
  const list = await listOf(path, zip);
  const sums = sumsIn(path, list);
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

async function listOf(path: string, zip: ZipArchive): Promise<Buffer> {
  if (!zip.names.includes(LIST)) throw notAPack(path, `it has no ${LIST}`);
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of zip.raw(LIST)) {
      length += piece.length;
      if (length > LIST_BYTES) throw notAPack(path, `its ${LIST} is too long`);
      pieces.push(piece);
    }
  } catch (cause) {
    if (cause instanceof Stop && cause.code === 'NOT_A_PACK') throw cause;
    throw notAPack(path, `its ${LIST} cannot be read`, cause);
  }
  return Buffer.concat(pieces);
}

/** The sums by name. */
function sumsIn(path: string, list: Buffer): ReadonlyMap<string, string> {
  const sums = new Map<string, string>();
  for (const line of list.toString('utf8').split('\n')) {
    if (line === '') continue;
    const [, sum, name] = LINE.exec(line) ?? [];
    if (sum === undefined || name === undefined) throw notAPack(path, `a line of its ${LIST} is no sum and name`);
    if (sums.has(name)) throw notAPack(path, `its ${LIST} names a file twice`);
    if (leadsOut(name)) throw notAPack(path, `its ${LIST} names a file outside of the archive`);
    sums.set(name, sum);
  }
  if (!sums.has(RUN)) throw notAPack(path, `its ${LIST} has no ${RUN}`);
  return sums;
}

/** Whether `sha256sum -c` would look for the file somewhere else than where the archive is unpacked. */
function leadsOut(name: string): boolean {
  return /^[/\\]|^[a-z]:|\0/i.test(name) || name.split(/[/\\]/).includes('..');
}

/** The sum of a file; undefined where it cannot be unpacked. */
async function sumOf(zip: ZipArchive, name: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    for await (const piece of zip.raw(name)) hash.update(piece);
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
