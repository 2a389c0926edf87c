// What the latest exports of an account say of an entity: its footprint or emissions, by the figures that each export keeps.

import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Ledger, RunRow } from '../../ledger/ledger.js';
import { KEPT_ROWS, keptRow } from '../comparison/kept-row.js';
import { folderOf } from '../run/run-folder.js';

/** The figures of an entity in an export. */
export interface LastFigures {
  /** The run of the export. */
  readonly run: string;
  readonly dataset: string;
  /** The file that it wrote, as it was named. */
  readonly file: string;
  readonly label: string;
  readonly period: string;
  /** Exact decimals by column. */
  readonly figures: Readonly<Record<string, string>>;
  /** When the service gave them. ISO 8601, UTC. */
  readonly readAt: string;
}

/** Runs that are searched for exports. */
const MOST_RUNS = 200;
/** Figures of an entity in one export: it may have a row for each country or kind of emission. */
const MOST_ROWS = 10;

/** The figures of the entity with this id in the latest export of each dataset that has it. */
export async function lastFigures(
  ledger: Ledger,
  { accountKey }: Pick<RunRow, 'accountKey'>,
  id: string,
): Promise<readonly LastFigures[]> {
  if (id === '' || accountKey === undefined) return [];
  const exports = (await ledger.runs(MOST_RUNS)).filter(
    (run) => run.command === 'export' && run.accountKey === accountKey,
  );
  const found = new Map<string, readonly LastFigures[]>();
  for (const run of exports) {
    if (found.has(run.dataset)) continue;
    const figures = await figuresIn(run, id);
    if (figures.length > 0) found.set(run.dataset, figures);
  }
  return [...found.values()].flat();
}

const keys = z.array(z.string());

async function figuresIn(run: RunRow, id: string): Promise<readonly LastFigures[]> {
  const path = join(folderOf(run), KEPT_ROWS);
  if (!existsSync(path)) return [];
  const found: LastFigures[] = [];
  for await (const line of createInterface({
    input: createReadStream(path, 'utf8'),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    // Hardly any line is about it, and parsing costs more than looking.
    if (!line.includes(id)) continue;
    const row = keptRow.safeParse(jsonOf(line)).data;
    if (row === undefined || !isOf(row.key, id)) continue;
    const { label, period, figures, readAt } = row;
    found.push({ run: run.id, dataset: run.dataset, file: run.file, label, period, figures, readAt });
    if (found.length === MOST_ROWS) break;
  }
  return found;
}

/** A key is an id, an id with a number behind it, or several ids as JSON. */
function isOf(key: string, id: string): boolean {
  if (key.replace(/ #\d+$/, '') === id) return true;
  return (keys.safeParse(jsonOf(key.replace(/ #\d+$/, ''))).data ?? []).includes(id);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
