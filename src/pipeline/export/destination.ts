// Where an export goes: a file by its ending, or standard output.

import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Stop } from '../../problems/stop.js';
import { type ExportFormat, formatOf, requireWritable } from '../../write/export/export.js';
import { outputStop } from '../../write/files/part-file.js';

/** The name of standard output. */
export const STANDARD_OUTPUT = '-';

/** The formats that can be chosen: a workbook is known by its name. */
export const lineFormats = ['csv', 'ndjson'] as const satisfies readonly ExportFormat[];

/** Where to, and as what. */
export interface Destination {
  readonly format: ExportFormat;
  /** Where the file is made. @param folder of the run */
  pathIn(folder: string): string;
  /** Gives the finished file to standard output, where that is the destination. False where it was not read to its end. */
  deliver(path: string): Promise<boolean>;
  /** Removes what is left of it in the run's folder. */
  clear(path: string): Promise<void>;
}

/**
 * The destination of this name.
 * @param format of standard output, and of a file whose ending does not say it.
 * @throws Stop of kind `usage`, or of kind `output` where the file cannot be written.
 */
export async function destinationOf(
  out: string,
  format: (typeof lineFormats)[number] | undefined,
  stdout: Writable | undefined,
): Promise<Destination> {
  if (out !== STANDARD_OUTPUT) {
    const own = ownFormat(out, format);
    await requireWritable(out);
    return { format: own, pathIn: () => out, deliver: async () => true, clear: async () => undefined };
  }
  if (stdout === undefined) throw new Stop('usage', 'USAGE', '--out - needs a stream to write to');
  const used = format ?? 'csv';
  return {
    format: used,
    pathIn: (folder) => join(folder, `export.${used}`),
    deliver: async (path) => {
      try {
        await pipeline(createReadStream(path), stdout, { end: false });
        return true;
      } catch (cause) {
        // Who reads may have seen enough, as `head`.
        if (cause instanceof Error && 'code' in cause && cause.code === 'EPIPE') return false;
        throw outputStop('standard output', cause);
      }
    },
    clear: (path) => rm(path, { force: true }),
  };
}

function ownFormat(out: string, format: ExportFormat | undefined): ExportFormat {
  if (format === undefined) return formatOf(out);
  const byName = /\.(xlsx|csv|ndjson)$/i.exec(out)?.[1]?.toLowerCase();
  if (byName === undefined || byName === format) return format;
  throw new Stop(
    'usage',
    'USAGE',
    `--format ${format} does not fit the name ${out}`,
    `leave out --format, or let the name end in .${format}`,
  );
}
