// Which saved mapping a file is read by, and where its titles are: the one that was given, else the one near the file whose
// titles fit. A mapping whose columns have changed is told, and used only where a person reads that.

import { type ColumnChange, compareTitles, withRenamed } from '../../mapping/compare-titles.js';
import type { SavedMapping } from '../../mapping/saved/saved-mapping.js';
import { Stop } from '../../problems/stop.js';
import type { Source } from '../../read/source/source.js';
import type { SourceRow } from '../../values/cell.js';
import type { TableRequest } from '../requests.js';
import { bestFit, foundAmong, NEAR, type TitleFit } from './fit-titles.js';
import { mappingsNear } from './mappings-near.js';
import { sheetsToSearch } from './search-sheets.js';

/** A request with its mapping settled. */
export interface SettledMapping {
  readonly request: TableRequest;
  /** How the columns of the file differ from those that the mapping was made from. */
  readonly changes: readonly ColumnChange[];
  readonly said: readonly string[];
  /** Whether the mapping was found, not given: then what it does is always shown. */
  readonly isFound: boolean;
}

/** Rows that are searched for the titles. */
const WITHIN = 100;
/** Rows from which values are compared. */
const SAMPLE = 1000;
/**
 * Settles the mapping of a file that is open.
 * @throws Stop of kind `mapping` when several mappings fit equally, or when one was made from other columns and nobody reads
 * a warning.
 */
export async function settleMapping(source: Source, name: string, request: TableRequest): Promise<SettledMapping> {
  const none = { request, changes: [], said: [], isFound: false };
  const given = request.mapping;
  if (given ? given.titles === undefined : !request.findMapping) return none;
  const { mappings, said } = given
    ? { mappings: [given], said: [] }
    : await mappingsNear(request.shownAs ?? request.file);
  const wanted = mappings.filter(({ dataset }) => !request.dataset || !dataset || dataset === request.dataset);
  if (wanted.length === 0) return { ...none, said };
  const sheets = await titlesWithin(source, name, request);
  const fits = wanted.flatMap((saved) => bestFit(saved, sheets, request.headerRow) ?? []);
  const fit = given ? fits[0] : foundAmong(fits, name);
  if (fit === undefined) return { ...none, said };
  const { saved, header } = fit;
  const isThere = fit.isExact || fit.share === 1;
  const sample = isThere ? [] : await sampleBelow(source, header);
  const changes = compareTitles(saved, header, sample);
  if (!request.attended && changes.some(({ kind }) => kind === 'renamed' || kind === 'missing'))
    throw changed(name, request, saved, changes);
  return {
    request: {
      ...request,
      mapping: withoutNew(withRenamed(saved, changes, header), changes),
      ...((fit.isExact || fit.share >= NEAR) && placeOf(fit, request)),
    },
    changes,
    said: given ? [] : [`mapping: ${saved.file}`, ...said],
    isFound: given === undefined,
  };
}

/** Columns that the mapping was not made with are not used, whatever their titles say: nobody has confirmed them. */
function withoutNew(saved: SavedMapping, changes: readonly ColumnChange[]): SavedMapping {
  const news = changes.flatMap((one) => (one.kind === 'new' ? [[one.title, null] as const] : []));
  return { ...saved, columns: { ...Object.fromEntries(news), ...saved.columns } };
}

/** The sheet and row of the titles. Several sheets with the same titles are a question of their own. */
function placeOf({ header, isOnly }: TitleFit, request: TableRequest): Pick<TableRequest, 'sheet' | 'headerRow'> {
  const sheet = isOnly && header.sheet !== '' ? header.sheet : undefined;
  return { sheet: request.sheet ?? sheet, headerRow: request.headerRow ?? header.row };
}

/** The first rows of the sheets that are searched. */
async function titlesWithin(
  source: Source,
  name: string,
  { sheet, headerRow = 0 }: TableRequest,
): Promise<readonly (readonly SourceRow[])[]> {
  const sheets: (readonly SourceRow[])[] = [];
  for (const one of sheetsToSearch(source, name, sheet).first)
    sheets.push(await firstRows(source, one, Math.max(WITHIN, headerRow)));
  return sheets;
}

async function firstRows(source: Source, sheet: string, most: number): Promise<readonly SourceRow[]> {
  const rows: SourceRow[] = [];
  for await (const batch of source.rows(sheet)) {
    rows.push(...batch.slice(0, most - rows.length));
    if (rows.length >= most) break;
  }
  return rows;
}

/** Rows below a header, for comparing what columns hold. */
export async function sampleBelow(source: Source, header: SourceRow): Promise<readonly SourceRow[]> {
  const rows = await firstRows(source, header.sheet, header.row + SAMPLE);
  return rows.filter(({ row }) => row > header.row);
}

function changed(
  name: string,
  { file, shownAs }: TableRequest,
  saved: SavedMapping,
  changes: readonly ColumnChange[],
): Stop {
  const said = changes.filter(({ kind }) => kind !== 'new').flatMap((one) => changeText(one) ?? []);
  return new Stop(
    'mapping',
    'MAPPING_CHANGED',
    `the columns of ${name} are not those of ${saved.file}: ${said.join('; ')}`,
    `run carbonsheet map ${JSON.stringify(shownAs ?? file)} --mapping ${JSON.stringify(saved.file)}`,
  );
}

/** What became of a column, in words; undefined where it is the same. */
export function changeText(change: ColumnChange): string | undefined {
  switch (change.kind) {
    case 'same':
      return undefined;
    case 'new':
      return `"${change.title}" is new`;
    case 'renamed':
      return `"${change.title}" is gone, and "${change.now}" holds the same values`;
    case 'missing':
      return `"${change.title}" is missing${change.perhaps === undefined ? '' : ` (perhaps "${change.perhaps}")`}`;
  }
}
