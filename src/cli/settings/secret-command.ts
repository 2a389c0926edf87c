// Runs a command whose first line of output is a secret, for example of a password manager. Its stdout is never shown, its stderr
// is.

import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { Clock } from '../../pace/clock.js';
import { interruption, Stop } from '../../problems/stop.js';

/** Time enough to unlock a password manager. */
const TIMEOUT_MS = 60_000;
/** No key or password is that long. */
const MOST_BYTES = 64 * 1024;

export interface CommandOptions {
  readonly clock: Pick<Clock, 'sleep'>;
  readonly signal: AbortSignal;
  /** Receives the stderr of the command. */
  readonly say: (text: string) => void;
}

/**
 * The first line that a shell command prints.
 * @param about its purpose, as `DCYCLE_API_KEY of profile "sweden"`.
 * Rejects with a Stop of kind `usage` if the command fails, takes longer than a minute, or prints nothing.
 */
export async function secretFrom(command: string, about: string, options: CommandOptions): Promise<string> {
  const ended = new AbortController();
  const limits = AbortSignal.any([options.signal, ended.signal]);
  const late = options.clock.sleep(TIMEOUT_MS, limits).then(
    () => fault(about, `did not end within ${TIMEOUT_MS / 1000} seconds`),
    // Either the command has ended and this is ignored, or the user interrupted it.
    () => interruption(options.signal),
  );
  const child = start(command);
  try {
    const output = await Promise.race([outputOf(child, about, options.say), late]);
    // Ctrl-C in a terminal ends the command as well.
    if (output instanceof Stop) throw options.signal.aborted ? interruption(options.signal) : output;
    const [line = ''] = output.split(/\r?\n/);
    if (line.trim() === '') throw fault(about, 'printed nothing in its first line');
    return line;
  } finally {
    ended.abort();
    child.kill();
    child.stdout.destroy();
    child.stderr.destroy();
  }
}

function start(command: string): ChildProcessByStdio<null, Readable, Readable> {
  // Its own stdin would take what is piped into ours.
  return spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
}

function outputOf(
  child: ChildProcessByStdio<null, Readable, Readable>,
  about: string,
  say: (text: string) => void,
): Promise<string | Stop> {
  return new Promise((resolve) => {
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (output.length > MOST_BYTES) resolve(fault(about, 'printed much more than a secret'));
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => say(text.replace(/\n$/, '')));
    child.on('error', () => resolve(fault(about, 'could not be started')));
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output);
      else resolve(fault(about, signal ? `was ended by ${signal}` : `ended with code ${code}`));
    });
  });
}

/** The message never quotes the output: a failing command may have printed the secret before. */
function fault(about: string, what: string): Stop {
  const hint = 'run it by itself: it must print the secret as its first line, and end with code 0';
  return new Stop('usage', 'SECRET_COMMAND', `the command for ${about} ${what}`, hint);
}
