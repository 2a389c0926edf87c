// Tables in the two orders of the services' lists, without sorting or copying per request. Records are immutable, so that a saved
// snapshot is consistent. A late record is found by its id at once, and listed later.

import { z } from 'zod';

interface Identified {
  readonly id: string;
}

/** A list to cut pages from. */
export interface Listing<T> {
  readonly length: number;
  slice(start: number, end: number): readonly T[];
}

/** The place of a record; without a record, it was deleted. */
interface Place<T> {
  record: T | undefined;
}

interface Found<T> {
  readonly records: T[];
  /** The number of places searched. */
  seen: number;
}

/** The most searches that are kept. */
const searches = 8;

/** Records in the order in which they were listed. */
export class ArrivalTable<T extends Identified> {
  readonly #byId = new Map<string, Place<T>>();
  readonly #schema: z.ZodType<T>;
  readonly #onChange: () => void;
  readonly #found = new Map<string, Found<T>>();
  #places: Place<T>[] = [];
  #late: { readonly place: Place<T>; readonly fromMs: number }[] = [];
  #hasHoles = false;

  constructor(schema: z.ZodType<T>, onChange: () => void) {
    this.#schema = schema;
    this.#onChange = onChange;
  }

  /** Adds the records of a data file; returns what is wrong with them, if anything: then none is added. */
  load(records: unknown): z.ZodError | undefined {
    const parsed = z.array(this.#schema).safeParse(records);
    for (const record of parsed.data ?? []) this.put(record);
    return parsed.error;
  }

  /** The records as a data file keeps them: loading gives the same order. */
  saved(): readonly T[] {
    return this.rows();
  }

  get(id: string): T | undefined {
    return this.#byId.get(id)?.record;
  }

  /** Adds a record at the end, or replaces the one with its id in place. `fromMs`: listed from that time on. */
  put(record: T, fromMs?: number): void {
    const place = this.#byId.get(record.id);
    if (place === undefined) this.#add({ record }, record.id, fromMs);
    else {
      place.record = record;
      this.#found.clear();
    }
    this.#onChange();
  }

  #add(place: Place<T>, id: string, fromMs: number | undefined): void {
    this.#byId.set(id, place);
    if (fromMs === undefined) this.#places.push(place);
    else this.#late.push({ place, fromMs });
  }

  delete(id: string): void {
    const place = this.#byId.get(id);
    if (place === undefined) return;
    this.#byId.delete(id);
    place.record = undefined;
    this.#hasHoles = true;
    this.#found.clear();
    this.#onChange();
  }

  /** All records, late ones last. */
  rows(): readonly T[] {
    return [...records(this.#places), ...records(this.#late.map(({ place }) => place))];
  }

  /** The records listed at a time. */
  listed(now: number): Listing<T> {
    this.#settle(now);
    const places = this.#places;
    return { length: places.length, slice: (start, end) => records(places.slice(start, end)) };
  }

  /**
   * The listed records that match. `search` identifies the condition, which may depend on the record only: repeated searches
   * continue with new records, so that paging through a long list is not quadratic.
   */
  matching(now: number, search: string, isWanted: (record: T) => boolean): Listing<T> {
    this.#settle(now);
    const found = this.#found.get(search) ?? { records: [], seen: 0 };
    for (; found.seen < this.#places.length; found.seen += 1) {
      const record = this.#places[found.seen]?.record;
      if (record !== undefined && isWanted(record)) found.records.push(record);
    }
    const [oldest] = this.#found.keys();
    if (oldest !== undefined && this.#found.size >= searches && !this.#found.has(search)) this.#found.delete(oldest);
    this.#found.set(search, found);
    return found.records;
  }

  /** Removes deleted records from the list, and adds late ones that are due. */
  #settle(now: number): void {
    if (this.#hasHoles) {
      this.#places = this.#places.filter(({ record }) => record !== undefined);
      this.#late = this.#late.filter(({ place }) => place.record !== undefined);
      this.#hasHoles = false;
    }
    if (!this.#late.some(({ fromMs }) => fromMs <= now)) return;
    for (const { place, fromMs } of this.#late) if (fromMs <= now) this.#places.push(place);
    this.#late = this.#late.filter(({ fromMs }) => fromMs > now);
  }
}

function records<T>(places: readonly Place<T>[]): T[] {
  return places.flatMap(({ record }) => (record === undefined ? [] : [record]));
}

/** Records in the order of their ids, and also in the order of their last change. */
export class IdTable<T extends Identified> {
  /** A Map keeps the order of insertion; a changed record is inserted again: the order of the last change. */
  readonly #byId = new Map<string, T>();
  readonly #listedFrom = new Map<string, number>();
  readonly #schema: z.ZodType<T>;
  readonly #onChange: () => void;
  #ids: string[] = [];

  constructor(schema: z.ZodType<T>, onChange: () => void) {
    this.#schema = schema;
    this.#onChange = onChange;
  }

  /** Adds the records of a data file; returns what is wrong with them, if anything: then none is added. */
  load(records: unknown): z.ZodError | undefined {
    const parsed = z.array(this.#schema).safeParse(records);
    if (parsed.success) this.fill(parsed.data);
    return parsed.error;
  }

  /** The records as a data file keeps them: loading gives the same order of change. */
  saved(): readonly T[] {
    return [...this.byChange()];
  }

  get(id: string): T | undefined {
    return this.#byId.get(id);
  }

  /** Adds or replaces a record, as the last change. `fromMs`: listed from that time on. */
  put(record: T, fromMs?: number): void {
    if (!this.#byId.delete(record.id)) this.#ids.splice(this.#firstFrom(record.id), 0, record.id);
    this.#byId.set(record.id, record);
    if (fromMs !== undefined) this.#listedFrom.set(record.id, fromMs);
    this.#onChange();
  }

  /** Adds or replaces many records, in the order of their change. */
  fill(records: readonly T[]): void {
    for (const record of records) {
      this.#byId.delete(record.id);
      this.#byId.set(record.id, record);
    }
    this.#ids = [...this.#byId.keys()].sort();
    this.#onChange();
  }

  /** Replaces an existing record without recording a change. */
  amend(record: T): void {
    this.#byId.set(record.id, record);
    this.#onChange();
  }

  delete(id: string): void {
    if (!this.#byId.delete(id)) return;
    this.#ids.splice(this.#firstFrom(id), 1);
    this.#listedFrom.delete(id);
    this.#onChange();
  }

  /** Records listed at a time whose id comes after `id`, by id; all of them without one. @param now default: late ones too */
  *after(id: string | undefined, now = Number.POSITIVE_INFINITY): Iterable<T> {
    const start = id === undefined ? 0 : this.#firstFrom(id) + (this.#byId.has(id) ? 1 : 0);
    for (let index = start; index < this.#ids.length; index += 1) {
      const record = this.#byId.get(this.#ids[index] ?? '');
      if (record !== undefined && this.#isListed(record.id, now)) yield record;
    }
  }

  /** Records listed at a time, the one changed longest ago first. @param now default: late ones too */
  *byChange(now = Number.POSITIVE_INFINITY): Iterable<T> {
    for (const record of this.#byId.values()) if (this.#isListed(record.id, now)) yield record;
  }

  #isListed(id: string, now: number): boolean {
    return this.#listedFrom.size === 0 || (this.#listedFrom.get(id) ?? now) <= now;
  }

  /** The position of the first id that is not before `id`. */
  #firstFrom(id: string): number {
    let low = 0;
    let high = this.#ids.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#ids[middle] ?? '') < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
