// What the process must survive: a working folder that is gone, and output that nobody reads.

import { fstatSync, writeSync } from 'node:fs';
import { EXIT_USAGE } from '../report/exit-code.js';
import { exitWith } from './exit.js';
import { writeLines } from './terminal/door.js';

/** Ends the process if its working folder was deleted: everything after this asks for it. */
export function requireWorkingFolder(): void {
  try {
    process.cwd();
  } catch {
    writeLines(process.stderr, ['Stopped: the current folder no longer exists', '  change to another folder']);
    process.exit(EXIT_USAGE);
  }
}

/** Lets an import finish with its results and its exit code when a stream can no longer be written (`| head`, a full disk). */
export function watchOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    if (isFile(stream.fd)) writeWhole(stream);
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // A reader may leave early; any other loss of output must not look like success.
      if (error.code !== 'EPIPE') process.once('exit', () => exitWith(Number(process.exitCode) || EXIT_USAGE));
    });
  }
}

function isFile(fd: number): boolean {
  try {
    return fstatSync(fd).isFile();
  } catch {
    return false;
  }
}

/** Node writes to a file once, and does not look at how much was taken: on a full disk the end would be lost in silence. */
function writeWhole(stream: NodeJS.WriteStream & { readonly fd: number }): void {
  stream._write = (chunk: Buffer, _encoding, done) => {
    try {
      for (let at = 0; at < chunk.length; ) at += writeSync(stream.fd, chunk, at);
      done();
    } catch (cause) {
      done(cause instanceof Error ? cause : new Error(String(cause)));
    }
  };
}
