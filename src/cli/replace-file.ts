// Replaces an existing file only with the user's consent.

import { existsSync } from 'node:fs';
import { Stop } from '../problems/stop.js';

const MOST_NAMED = 3;

/**
 * Makes sure that existing files may be replaced: by `force`, or by an answer in the terminal.
 * @throws Stop of kind `usage` for an existing file without consent.
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
  const [exist, them] = there.length === 1 ? ['exists', 'it'] : ['exist', 'them'];
  throw new Stop(
    'usage',
    'FILE_EXISTS',
    `${named} already ${exist}; nothing was written`,
    `replace ${them} with --force, or write elsewhere with --out`,
  );
}
