// Which column of an uploaded file stands for which column of the template: our own fit, completed by what the service suggests.

import { bodyOf } from '../../replies/reply.js';
import type { Session } from '../../session.js';
import { suggestedMapping } from './replies.js';
import { type FittedTemplate, fileColumns, isFit, requireFit, withColumn } from './template.js';

/** Suggestions that the service itself doubts more than it believes them are not taken. */
const LEAST_CONFIDENCE = 0.5;

/** A column of the template, and the title in the file that stands for it. */
export type ImportMapping = Readonly<Record<string, string>>;

/**
 * The fit, with open columns filled as the service suggests where it is asked: only where a key does not say all by itself.
 * What it suggests against ours is told. Throws a ServiceError, or a Stop when a needed column stays open.
 */
export async function completeFit(session: Session, importId: string, fitted: FittedTemplate): Promise<FittedTemplate> {
  if (fitted.columns.every(({ isExact }) => isExact) && isFit(fitted)) return fitted;
  const reply = await session.call('suggestImportMapping', { params: { import_id: importId }, repeat: 'safe' });
  const { mapping, column_confidence: confidence } = bodyOf(reply, suggestedMapping, 'suggestImportMapping');
  const titles = new Set(fileColumns(fitted));
  const shares = new Map(Object.entries(confidence));
  let complete = fitted;
  for (const [one, other] of Object.entries(mapping)) {
    // Which way round a mapping is written is not documented.
    const isByKey = [...fitted.columns, ...fitted.open].some(({ key }) => key === one);
    const [key, title] = isByKey ? [one, other] : [other, one];
    const sure = shares.get(key) ?? shares.get(title) ?? 1;
    const own = fitted.columns.find((column) => column.key === key);
    if (own && title !== key) {
      session.say(
        `Dcycle takes "${title}" for ${key} (${Math.round(sure * 100)} % sure), and carbonsheet fills it with ${own.field}`,
      );
    }
    if (own || !titles.has(title) || sure < LEAST_CONFIDENCE || !complete.unplaced.includes(title)) continue;
    complete = withColumn(complete, key, title);
  }
  requireFit(complete);
  return complete;
}

/** The mapping of a file that was made for `before`, by the fit as it is now. */
export function mappingOf({ columns }: FittedTemplate, before: FittedTemplate): ImportMapping {
  const keys = new Set(before.columns.map(({ key }) => key));
  return Object.fromEntries(columns.map(({ key, field }) => [key, keys.has(key) ? key : field]));
}

/** Says which column stands for what. Throws a ServiceError. */
export async function confirmMapping(session: Session, importId: string, mapping: ImportMapping): Promise<void> {
  const body = { kind: 'json', value: { mapping, value_mappings: {} } } as const;
  await session.call('confirmImportMapping', { params: { import_id: importId }, body, repeat: 'safe' });
}
