// Finds the ledger of a project from any folder in it, as git finds its own. Opening it is open-ledger.ts's.

import { realpathSync, type Stats, statSync } from 'node:fs';
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
 * @throws Stop `LEDGER_NOT_OWN` where the nearest one belongs to another user, `LEDGER_UNREADABLE` where nobody may say whether
 * there is one.
 */
export function findLedger({ from, home, uid }: Searcher): string | undefined {
  const [start, end] = [real(from), real(home)];
  const device = folderAt(start)?.dev;
  for (let folder = start; ; folder = dirname(folder)) {
    if (folder !== start && (folder === dirname(folder) || folder === end)) return undefined;
    const here = folderAt(folder);
    if (folder !== start && (here === undefined || here.dev !== device || isOpenToAll(here, uid))) return undefined;
    const path = join(folder, LEDGER_PATH);
    const ledger = ledgerAt(path);
    if (ledger !== undefined) {
      if (!isOwn(ledger, uid) || !isOwn(folderAt(dirname(path)), uid)) throw ledgerStop('LEDGER_NOT_OWN', path);
      return relative(start, path) || path;
    }
    if (folder === dirname(folder)) return undefined;
  }
}

/** Without links: the home folder may be reached through one, and `..` does not go back through it. */
function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

/** undefined where the search ends: it cannot be looked at. */
function folderAt(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** A ledger that cannot be seen must not be taken for none: what it knows would be sent again. */
function ledgerAt(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw ledgerStop('LEDGER_UNREADABLE', path, code, cause);
  }
}

function isOpenToAll({ mode }: Stats, uid: number | undefined): boolean {
  return uid !== undefined && (mode & 0o002) !== 0;
}

/** The superuser may use everybody's, as in a container, and everybody may use the superuser's. */
function isOwn(file: Stats | undefined, uid: number | undefined): boolean {
  return file === undefined || uid === undefined || uid === 0 || file.uid === uid || file.uid === 0;
}
