// Maps columns of the uploaded file to columns of the template: our own mapping, completed by suggestions of the service.

import { bodyOf } from '../../replies/reply.js';
import type { Session } from '../../session.js';
import { suggestedMapping } from './replies.js';
import { type FittedTemplate, fileColumns, isFit, requireFit, withColumn } from './template.js';

/** Less confident suggestions are not used. */
const LEAST_CONFIDENCE = 0.5;

/** Column of the template -> title in the file. */
export type ImportMapping = Readonly<Record<string, string>>;

/**
 * Completes the mapping by suggestions of the service, which are only requested where keys are not enough. Suggestions that
 * contradict ours are reported. Throws a ServiceError, or a Stop when a required column stays unmapped.
 */
export async function completeFit(session: Session, importId: string, fitted: FittedTemplate): Promise<FittedTemplate> {
  if (fitted.columns.every(({ isExact }) => isExact) && isFit(fitted)) return fitted;
  const reply = await session.call('suggestImportMapping', { params: { import_id: importId }, repeat: 'safe' });
  const { mapping, column_confidence: confidence } = bodyOf(reply, suggestedMapping, 'suggestImportMapping');
  const titles = new Set(fileColumns(fitted));
  const shares = new Map(Object.entries(confidence));
  let complete = fitted;
  for (const [one, other] of Object.entries(mapping)) {
    // The direction of the mapping is not documented.
    const isByKey = [...fitted.columns, ...fitted.open].some(({ key }) => key === one);
    const [key, title] = isByKey ? [one, other] : [other, one];
    const sure = shares.get(key) ?? shares.get(title) ?? 1;
    const own = fitted.columns.find((column) => column.key === key);
    if (own && title !== key) {
      session.say(
        `Dcycle suggests "${title}" for ${key} (confidence ${Math.round(sure * 100)} %), but carbonsheet maps it to ${own.field}`,
      );
    }
    if (own || !titles.has(title) || sure < LEAST_CONFIDENCE || !complete.unplaced.includes(title)) continue;
    complete = withColumn(complete, key, title);
  }
  requireFit(complete);
  return complete;
}

/** The mapping of a file whose titles were written for `before`. */
export function mappingOf({ columns }: FittedTemplate, before: FittedTemplate): ImportMapping {
  const keys = new Set(before.columns.map(({ key }) => key));
  return Object.fromEntries(columns.map(({ key, field }) => [key, keys.has(key) ? key : field]));
}

/** Confirms the mapping of columns. Throws a ServiceError. */
export async function confirmMapping(session: Session, importId: string, mapping: ImportMapping): Promise<void> {
  const body = { kind: 'json', value: { mapping, value_mappings: {} } } as const;
  await session.call('confirmImportMapping', { params: { import_id: importId }, body, repeat: 'safe' });
}
