// Commands that print a secret: what is taken of their output, and what is told when they fail.

import { describe, expect, it } from 'vitest';
import { secretFrom } from '../../../src/cli/settings/secret-command.js';
import { systemClock } from '../../../src/pace/system-clock.js';
import { Stop } from '../../../src/problems/stop.js';

const said: string[] = [];
const options = { clock: systemClock, signal: new AbortController().signal, say: (text: string) => said.push(text) };

async function stopOf(getting: Promise<string>): Promise<Stop> {
  const error: unknown = await getting.catch((cause: unknown) => cause);
  if (!(error instanceof Stop)) throw new Error(`expected a Stop, got ${error}`);
  return error;
}

describe('a command for a secret', () => {
  it.each([
    ['its whole output', 'printf sk_live_1', 'sk_live_1'],
    ['its first line', 'printf "sk_live_1\\nuser: ann\\n"', 'sk_live_1'],
    ['its first line as Windows ends it', 'printf "sk_live_1\\r\\nuser\\r\\n"', 'sk_live_1'],
    ['blanks too', 'printf " pass word \\n"', ' pass word '],
    ['what a pipe makes of it', 'echo "key sk_live_1" | cut -d" " -f2', 'sk_live_1'],
  ])('gives %s', async (_, command, secret) => {
    expect(await secretFrom(command, 'KEY', options)).toBe(secret);
  });

  it.each([
    ['fails', 'echo sk_live_1; exit 3', 'ended with code 3'],
    ['is not there', 'no-such-command-here', 'ended with code 127'],
    ['kills itself', 'kill -9 $$', 'was ended by SIGKILL'],
    ['prints nothing', 'true', 'printed nothing'],
    ['begins with an empty line', 'echo; echo sk_live_1', 'printed nothing in its first line'],
    ['prints without end', 'yes sk_live_1', 'much more than a secret'],
  ])('that %s stops the run, and its output stays unseen', async (_, command, fault) => {
    const stop = await stopOf(secretFrom(command, 'KEY of profile "a"', options));
    expect(stop).toMatchObject({ kind: 'usage', code: 'SECRET_COMMAND' });
    expect(stop.message).toContain(`the command for KEY of profile "a" `);
    expect(stop.message).toContain(fault);
    expect(`${stop.message} ${stop.hint}`).not.toContain('sk_live_1');
  });

  it('says on stderr what it likes', async () => {
    await secretFrom('echo "touch the key" >&2; echo sk_live_1', 'KEY', options);
    expect(said).toContain('touch the key');
  });

  it('has a minute', async () => {
    const waits: number[] = [];
    const clock = { sleep: async (delayMs: number) => void waits.push(delayMs) };
    const stop = await stopOf(secretFrom('sleep 600', 'KEY', { ...options, clock }));
    expect(stop).toMatchObject({ kind: 'usage', message: 'the command for KEY did not end within 60 seconds' });
    expect(waits).toEqual([60_000]);
  });

  it('ends when the user has had enough', async () => {
    const abort = new AbortController();
    const getting = secretFrom('sleep 600', 'KEY', { ...options, signal: abort.signal });
    abort.abort();
    expect(await stopOf(getting)).toMatchObject({ kind: 'interrupted' });
  });
});
