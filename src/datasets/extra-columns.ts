// The keys of columns for what a service gives beside the columns of a dataset: fields without one, and values that theirs cannot hold.

const EXTRA = 'extra.';

/** The key of the column of such a field: its name, or its path in the reply. */
export function extraKeyOf(field: string): string {
  return `${EXTRA}${field}`;
}

/** The field of such a column; undefined for any other column. */
export function extraFieldOf(key: string): string | undefined {
  return key.startsWith(EXTRA) ? key.slice(EXTRA.length) : undefined;
}
