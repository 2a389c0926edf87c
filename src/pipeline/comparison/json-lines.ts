// The lines of a file of JSON values, one a line.

import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Stop } from '../../problems/stop.js';

/** The values with their line numbers, from 1; undefined for a line that is no JSON. Throws a Stop where there is no file. */
export async function* jsonLines(path: string): AsyncGenerator<{ readonly number: number; readonly value: unknown }> {
  const stream = createReadStream(path, 'utf8');
  try {
    let number = 0;
    for await (const text of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
      number += 1;
      if (text.trim() !== '') yield { number, value: jsonOf(text) };
    }
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')
      throw new Stop('input', 'FILE_MISSING', `there is no file ${path}`, 'Check the name and the folder.', cause);
    throw cause;
  } finally {
    stream.destroy();
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
