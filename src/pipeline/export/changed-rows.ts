// The rows of an export that have changed since the last one: a feed says which have, the list of all that are there says which
// have appeared and vanished. Each row says which of these it is. The cursor is moved by `keep`, once the file is in its place.

import { Fingerprint } from '../../dedup/fingerprint.js';
import { FirstRows } from '../../dedup/first-rows.js';
import type { Cursors, MarkedRow } from '../../ledger/cursors.js';
import type { Target } from '../../ledger/ledger.js';
import type { Changes, Present } from '../../providers/binding.js';
import { inBatches, inOrder, readAhead } from '../../providers/lists/in-order.js';
import type { ChangeCounts } from '../../report/export-summary.js';
import { instantBefore, instantOf } from '../../values/dates/instant.js';
import type { ExportRow } from '../../write/export/export-file.js';
import { markOf, readMark, rowDigestOf } from './export-mark.js';

/** The key of the column that says what has happened to a row. */
export const CHANGE = 'change';

/** What that column says of a row that the service does not have any more. */
export const VANISHED = 'vanished';

type Kind = 'appeared' | 'changed';

/** Changes that were under way may be listed late: so far back each export begins before the last one ended. */
const OVERLAP_MS = 60_000;

/** Concurrent requests for rows. */
const AT_ONCE = 4;
const PAGES_AHEAD = 3;

/** Whose changes, and since when. */
export interface ChangedRowsOptions {
  readonly changes: Changes<ExportRow>;
  readonly cursors: Cursors;
  readonly target: Target;
  readonly run: string;
  /** A moment; undefined to go on where the last export ended. */
  readonly since: string | undefined;
  /** Whether the cursor is moved: later exports then begin after this one. */
  readonly isKept: boolean;
  /** The time, in milliseconds since the epoch. */
  now(): number;
  /** The row of one that is gone. */
  goneRow(id: string): ExportRow;
}

/** A row that is wanted. */
interface Wanted {
  readonly present: Present;
  readonly kind: Kind;
  /** When it changed, by the feed; undefined where the next feed may name it for what is read now. */
  readonly stamp: string | undefined;
  /** Where it may be as it was: how the row itself shows it. */
  readonly unless?: Unless;
}

/** By what a row shows that it is as it was exported: its digest; where that is not known, the moment that it gives itself. */
interface Unless {
  readonly rowDigest: string | undefined;
  /** Whether a row of this moment was exported. */
  readonly isOld: (instant: string) => boolean;
}

/** The changed rows of one export. */
export class ChangedRows {
  #counts = { appeared: 0, changed: 0, vanished: 0 };
  #before: string | undefined;
  #newest = '';
  /** Whether the older moments of the feed are forgotten. */
  #isCut = false;
  /** Whether the feed left changes out, so that any row may have changed. */
  #isPartial = false;

  constructor(private readonly options: ChangedRowsOptions) {}

  /** How many rows of each kind there were, and from where to where the feed was read. */
  get counts(): ChangeCounts {
    const { vanished, ...counts } = this.#counts;
    const since = this.#isFromCursor ? this.#before : this.options.since;
    return {
      ...counts,
      ...(this.#isRemembering && { vanished }),
      since: since || null,
      until: this.#newest || null,
    };
  }

  /** The changed rows, many at a time. */
  async *pages(): AsyncGenerator<readonly ExportRow[]> {
    const { changes, cursors, target, since } = this.options;
    this.#before = await cursors.cursor(target);
    const stamps = await this.#readFeed(this.#isFromCursor ? this.#overlapped() : since);
    const listed = new Ids();
    const batches = inBatches(this.#wanted(stamps, listed), changes.mostItems);
    for await (const rows of inOrder(batches, (batch) => this.#rowsOf(batch), AT_ONCE)) yield rows;
    if (!this.#isRemembering) return;
    for await (const ids of cursors.ids(target)) {
      const gone = ids.filter((id) => !listed.has(id));
      await this.#note(gone.map((id) => ({ id })));
      this.#counts.vanished += gone.length;
      if (gone.length > 0) yield gone.map((id) => ({ ...this.options.goneRow(id), [CHANGE]: VANISHED }));
    }
  }

  /** Lets the next export begin where this one ended. */
  async keep(): Promise<void> {
    const { cursors, target, run, isKept } = this.options;
    if (isKept) await cursors.moveCursor(target, run, this.#newest);
  }

  /** Whether what was exported before is known and counts. */
  get #isRemembering(): boolean {
    return this.options.since === undefined || this.options.isKept;
  }

  /** Whether the feed is read from the cursor. Where the cursor is moved, nothing after it may be left out. */
  get #isFromCursor(): boolean {
    const { since, isKept } = this.options;
    if (since === undefined) return true;
    if (!isKept || this.#before === undefined) return false;
    return (instantOf(this.#overlapped() ?? '') ?? '') < this.#sinceInstant;
  }

  /** The moment that was asked for; '' for none. */
  get #sinceInstant(): string {
    return instantOf(this.options.since ?? '') ?? '';
  }

  #overlapped(): string | undefined {
    if (this.#before === undefined || this.#before === '') return undefined;
    const instant = instantOf(this.#before);
    return instant === undefined ? this.#before : `${instantBefore(instant, OVERLAP_MS)}Z`;
  }

  /** The newest moment of each row in the feed. Of a first export only those that the next one will meet again. */
  async #readFeed(since: string | undefined): Promise<ReadonlyMap<string, string>> {
    const isFirst = this.#before === undefined && this.options.since === undefined;
    const stamps = new Map<string, string>();
    let newest = instantOf(this.#before ?? '') ?? '';
    this.#newest = this.#before ?? '';
    let most = 10_000;
    const feed = this.options.changes.feed(since, () => {
      this.#isPartial = true;
    });
    for await (const page of readAhead(feed, PAGES_AHEAD)) {
      for (const { id, stamp } of page) {
        const instant = instantOf(stamp) ?? stamp;
        const known = stamps.get(id);
        if (known === undefined || (instantOf(known) ?? known) <= instant) stamps.set(id, stamp);
        if (instant <= newest) continue;
        newest = instant;
        this.#newest = stamp;
      }
      if (!isFirst || stamps.size < most) continue;
      this.#isCut = true;
      const from = instantBefore(newest, 2 * OVERLAP_MS);
      for (const [id, stamp] of stamps) if ((instantOf(stamp) ?? stamp) < from) stamps.delete(id);
      most = Math.max(most, 2 * stamps.size);
    }
    return stamps;
  }

  async *#wanted(stamps: ReadonlyMap<string, string>, listed: Ids): AsyncGenerator<readonly Wanted[]> {
    const { changes, cursors, target } = this.options;
    for await (const page of readAhead(changes.present(), PAGES_AHEAD)) {
      const marks = this.#isRemembering
        ? await cursors.marks(
            target,
            page.map(({ id }) => id),
          )
        : undefined;
      const wanted: Wanted[] = [];
      for (const present of page) {
        listed.add(present.id);
        const stamp = stamps.get(present.id);
        const found = marks?.get(present.id);
        const mark = found && { ...found, ...readMark(found.stamp) };
        const kind = marks === undefined ? this.#kindSince(present, stamp) : this.#kindOf(present, stamp, mark);
        const isUnknown = this.#isAhead(present, stamp) || (this.#isPartial && stamp === undefined);
        const one = { present, stamp: isUnknown ? undefined : (stamp ?? '') };
        if (kind !== undefined) wanted.push({ ...one, kind });
        else if (this.#isPartial && stamp === undefined)
          wanted.push({ ...one, kind: 'changed', unless: { rowDigest: mark?.rowDigest, isOld: this.#oldness(mark) } });
        else if (stamp !== undefined && mark?.rowDigest !== undefined)
          wanted.push({ ...one, kind: 'changed', unless: { rowDigest: mark.rowDigest, isOld: () => false } });
      }
      if (wanted.length > 0) yield wanted;
    }
  }

  /** Whether a row is newer than the feed, which is read first: hours before it in a resumed export. */
  #isAhead({ updatedAt }: Present, stamp: string | undefined): boolean {
    const changed = instantOf(updatedAt);
    if (stamp !== undefined) return changed !== undefined && changed > (instantOf(stamp) ?? stamp);
    const newest = instantOf(this.#newest);
    return (
      !this.#isCut || changed === undefined || newest === undefined || changed >= instantBefore(newest, OVERLAP_MS)
    );
  }

  /** By what was exported before; from a moment that was asked for, all that the feed names counts again. */
  #kindOf(
    { digest }: Present,
    stamp: string | undefined,
    mark: (ReturnType<typeof readMark> & { readonly digest: string }) | undefined,
  ): Kind | undefined {
    if (mark === undefined) return 'appeared';
    const isAskedFor = (one: string) =>
      this.options.since !== undefined && (instantOf(one) ?? one) >= this.#sinceInstant;
    // The feed may name what was exported already: the digest of the row decides.
    const isOther = stamp !== mark.stamp && (mark.stamp !== '' || mark.rowDigest === undefined);
    const isNamed = stamp !== undefined && (isOther || isAskedFor(stamp));
    return isNamed || digest !== mark.digest ? 'changed' : undefined;
  }

  /** By the moments that the service gives. */
  #kindSince({ createdAt, updatedAt }: Present, stamp: string | undefined): Kind | undefined {
    const since = this.#sinceInstant;
    if (stamp === undefined && (instantOf(updatedAt) ?? '') < since) return undefined;
    return (instantOf(createdAt) ?? '') >= since && createdAt !== '' ? 'appeared' : 'changed';
  }

  async #rowsOf(batch: readonly Wanted[]): Promise<readonly ExportRow[]> {
    const rows = await this.options.changes.rows(batch.map(({ present }) => present.item));
    const readAt = this.options.now();
    const marked: MarkedRow[] = [];
    const changed: ExportRow[] = [];
    for (const [index, { present, kind, stamp, unless }] of batch.entries()) {
      const row = rows[index] ?? {};
      marked.push({ id: present.id, mark: { stamp: markOf(stamp, row, readAt), digest: present.digest } });
      if (unless && isAsExported(row, unless)) continue;
      this.#counts[kind] += 1;
      changed.push({ ...row, [CHANGE]: kind });
    }
    await this.#note(marked);
    return changed;
  }

  /** A row that has changed since is newer than its mark; without one, it is not older than where the feed was begun. */
  #oldness(mark: { readonly stamp: string } | undefined): Unless['isOld'] {
    const stamp = instantOf(mark?.stamp ?? '');
    if (stamp !== undefined) return (instant) => instant <= stamp;
    const from = instantOf((this.#isFromCursor ? this.#overlapped() : this.options.since) ?? '') ?? '';
    return (instant) => instant < from;
  }

  async #note(rows: readonly MarkedRow[]): Promise<void> {
    if (this.options.isKept) await this.options.cursors.noteMarks(this.options.run, rows);
  }
}

/** Where nothing shows it, the row counts as changed: rather exported twice than never. */
function isAsExported(row: ExportRow, { rowDigest, isOld }: Unless): boolean {
  if (rowDigest !== undefined) return rowDigest === rowDigestOf(row);
  const own = instantOf(String(row.updatedAt ?? ''));
  return own !== undefined && isOld(own);
}

/** Ids by their fingerprints. */
class Ids {
  private readonly rows = new FirstRows();
  private readonly fingerprint = new Fingerprint();

  add(id: string): void {
    this.rows.see(this.fingerprint.ofText(id), 1);
  }

  has(id: string): boolean {
    return this.rows.get(this.fingerprint.ofText(id)) !== undefined;
  }
}
