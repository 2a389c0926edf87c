// Finds the ledger of a project from any folder in it, as git finds its own. Opening it is open-ledger.ts's.

import { type Stats, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { ledgerStop } from './ledger-stop.js';

/** Where the ledger of a project is, seen from its folder. */
export const LEDGER_PATH = join('.carbonsheet', 'ledger.db');

/** Where a search begins, and for whom. */
export interface Searcher {
  /** The working folder. */
  readonly from: string;
  /** The user's own folder: a ledger there belongs to no project below it. */
  readonly home: string;
  /** The user; undefined on Windows, which knows no such numbers. */
  readonly uid: number | undefined;
}

/**
 * The path of the ledger in the working folder or the nearest folder above; undefined where there is none. The search ends below
 * the home folder, below the root, at another file system, and at a folder that everybody may write to, such as /tmp.
 * @throws Stop `LEDGER_NOT_OWN` where the nearest one belongs to another user.
 */
export function findLedger({ from, home, uid }: Searcher): string | undefined {
  const start = resolve(from);
  const device = found(start)?.dev;
  for (let folder = start; ; folder = dirname(folder)) {
    if (folder !== start && (folder === dirname(folder) || folder === resolve(home))) return undefined;
    const here = found(folder);
    if (folder !== start && (here === undefined || here.dev !== device || isOpenToAll(here, uid))) return undefined;
    const path = join(folder, LEDGER_PATH);
    const ledger = found(path);
    if (ledger !== undefined) {
      if (!isOwn(ledger, uid) || !isOwn(found(dirname(path)), uid)) throw ledgerStop('LEDGER_NOT_OWN', path);
      return relative(start, path) || path;
    }
    if (folder === dirname(folder)) return undefined;
  }
}

function found(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // What cannot be looked at cannot be used.
    return undefined;
  }
}

function isOpenToAll({ mode }: Stats, uid: number | undefined): boolean {
  return uid !== undefined && (mode & 0o002) !== 0;
}

/** The superuser may use everybody's, as in a container, and everybody may use the superuser's. */
function isOwn(file: Stats | undefined, uid: number | undefined): boolean {
  return file === undefined || uid === undefined || uid === 0 || file.uid === uid || file.uid === 0;
}
