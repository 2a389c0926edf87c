// How well the titles of saved mappings fit the rows of a file: where a mapping's titles are, and which mapping is meant.

import { joinHeader } from '../../mapping/join-header.js';
import { headerTitles } from '../../mapping/mapping.js';
import { keyOf } from '../../mapping/match-column.js';
import { usedTitles } from '../../mapping/saved/mapped-names.js';
import type { SavedMapping } from '../../mapping/saved/saved-mapping.js';
import { Stop } from '../../problems/stop.js';
import type { SourceRow } from '../../values/cell.js';

/** A mapping and the row that it fits best. */
export interface TitleFit {
  readonly saved: SavedMapping;
  readonly header: SourceRow;
  /** All titles are the same, in any order. */
  readonly isExact: boolean;
  /** What share of the titles that the mapping uses are there. */
  readonly share: number;
  /** Whether rows of other sheets fit as well. */
  readonly isOnly: boolean;
}

/** A mapping that was found needs such a share of its titles, and so much more than any other. */
export const NEAR = 2 / 3;
const CLEARLY = 0.2;

/** The row that fits a mapping best; undefined where no title of it is in any. @param sheets The first rows of each sheet. */
export function bestFit(
  saved: SavedMapping,
  sheets: readonly (readonly SourceRow[])[],
  headerRow: number | undefined,
): TitleFit | undefined {
  const wanted = usedTitles(saved);
  const used = new Set((wanted.length > 0 ? wanted : (saved.titles ?? [])).map(keyOf));
  const all = new Set((saved.titles ?? []).filter(Boolean).map(keyOf));
  const best = sheets.flatMap((rows) => {
    const fits = headersOf(rows, headerRow).flatMap((header) => fitOf(saved, header, used, all));
    return fits.reduce<readonly TitleFit[]>((top, fit) => (isBetter(fit, top[0]) ? [fit] : top), []);
  });
  const [first] = [...best].sort((one, other) => (isBetter(other, one) ? 1 : isBetter(one, other) ? -1 : 0));
  return first && { ...first, isOnly: best.every((fit) => fit === first || isBetter(first, fit)) };
}

/** The one that fits exactly, else clearly best. @throws Stop of kind `mapping` when several do. */
export function foundAmong(fits: readonly TitleFit[], name: string): TitleFit | undefined {
  const exact = fits.filter(({ isExact }) => isExact);
  const best = Math.max(0, ...fits.map(({ share }) => share));
  const near = best >= NEAR ? fits.filter(({ share }) => share > best - CLEARLY) : [];
  const [only, ...others] = exact.length > 0 ? exact : near;
  if (only === undefined || others.length === 0) return only;
  const files = [only, ...others].map(({ saved }) => saved.file);
  throw new Stop(
    'mapping',
    'SEVERAL_MAPPINGS',
    `${files.join(' and ')} fit the titles of ${name} equally`,
    `choose one, with ${files.map((file) => `--mapping ${JSON.stringify(file)}`).join(' or ')}`,
  );
}

/** Each row as a header, and with the group titles above it. */
function headersOf(rows: readonly SourceRow[], headerRow: number | undefined): readonly SourceRow[] {
  return rows.flatMap((row, index): readonly SourceRow[] => {
    if (headerRow !== undefined && row.row !== headerRow) return [];
    const upper = rows[index - 1];
    const joined = upper && joinHeader(upper, row, () => undefined);
    return joined ? [row, joined] : [row];
  });
}

function fitOf(
  saved: SavedMapping,
  header: SourceRow,
  used: ReadonlySet<string>,
  all: ReadonlySet<string>,
): readonly TitleFit[] {
  const titles = new Set(headerTitles(header).filter(Boolean).map(keyOf));
  const shared = [...used].filter((title) => titles.has(title)).length;
  if (shared === 0) return [];
  const isExact = titles.size === all.size && [...all].every((title) => titles.has(title));
  return [{ saved, header, isExact, share: shared / used.size, isOnly: true }];
}

function isBetter(fit: TitleFit, than: TitleFit | undefined): boolean {
  if (than === undefined || fit.isExact !== than.isExact) return than === undefined || fit.isExact;
  return fit.share > than.share;
}
