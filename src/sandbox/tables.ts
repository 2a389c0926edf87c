// The two orders in which the services list what they hold, kept without sorting per request. Records are never changed
// in place: a change puts a new record, so that a saved snapshot holds no half-changed one.

interface Identified {
  readonly id: string;
}

/** Records in the order of their arrival. */
export class ArrivalTable<T extends Identified> {
  readonly #byId = new Map<string, T>();
  readonly #onChange: () => void;
  #rows: T[] | undefined;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get(id: string): T | undefined {
    return this.#byId.get(id);
  }

  /** Adds a record at the end, or replaces the one with its id where it stands. */
  put(record: T): void {
    if (this.#byId.has(record.id)) this.#rows = undefined;
    else this.#rows?.push(record);
    this.#byId.set(record.id, record);
    this.#onChange();
  }

  delete(id: string): void {
    if (!this.#byId.delete(id)) return;
    this.#rows = undefined;
    this.#onChange();
  }

  rows(): readonly T[] {
    this.#rows ??= [...this.#byId.values()];
    return this.#rows;
  }
}

/** Records in the order of their ids, and also in the order of their last change. */
export class IdTable<T extends Identified> {
  /** A Map keeps the order of insertion; a changed record is inserted anew, hence: order of last change. */
  readonly #byId = new Map<string, T>();
  readonly #ids: string[] = [];
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get(id: string): T | undefined {
    return this.#byId.get(id);
  }

  /** Adds or replaces a record; it is now the one that changed last. */
  put(record: T): void {
    if (!this.#byId.delete(record.id)) this.#ids.splice(this.#firstFrom(record.id), 0, record.id);
    this.#byId.set(record.id, record);
    this.#onChange();
  }

  /** Replaces a record that is there already, without its counting as a change. */
  amend(record: T): void {
    this.#byId.set(record.id, record);
    this.#onChange();
  }

  delete(id: string): void {
    if (!this.#byId.delete(id)) return;
    this.#ids.splice(this.#firstFrom(id), 1);
    this.#onChange();
  }

  /** Records whose id comes after `id`, by id; all of them without one. */
  *after(id: string | undefined): Iterable<T> {
    const start = id === undefined ? 0 : this.#firstFrom(id) + (this.#byId.has(id) ? 1 : 0);
    for (let index = start; index < this.#ids.length; index += 1) {
      const record = this.#byId.get(this.#ids[index] ?? '');
      if (record !== undefined) yield record;
    }
  }

  /** All records, the one changed longest ago first. */
  byChange(): Iterable<T> {
    return this.#byId.values();
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
