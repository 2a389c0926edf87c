// A file that is there already is replaced only where that is meant.

import { existsSync } from 'node:fs';
import { Stop } from '../problems/stop.js';

const MOST_NAMED = 3;

/**
 * Makes sure that files may be written over: by `force`, or by an answer at the terminal.
 * @throws Stop of kind `usage` where one is there and nobody said yes.
 */
export async function requireReplaceable(
  paths: readonly string[],
  force: boolean,
  ask: (question: string) => Promise<boolean | undefined>,
): Promise<void> {
  const there = force ? [] : paths.filter((path) => existsSync(path));
  if (there.length === 0) return;
  const more = there.length > MOST_NAMED ? ` and ${there.length - MOST_NAMED} more` : '';
  const named = `${there.slice(0, MOST_NAMED).join(', ')}${more}`;
  if (await ask(`Replace ${named}?`)) return;
  const [are, them] = there.length === 1 ? ['is', 'it'] : ['are', 'them'];
  throw new Stop(
    'usage',
    'FILE_EXISTS',
    `${named} ${are} there already, and nothing was written`,
    `replace ${them} with --force, or write elsewhere with --out`,
  );
}
