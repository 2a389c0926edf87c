// Writes whole numbers with commas for people. Intl does the same, and takes 20 ms to load.

/** As `1,250,000`. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
