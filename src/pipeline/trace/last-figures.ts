// What the latest exports of an account say of an entity: its footprint or emissions, by the figures that each export keeps.

import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Ledger, RunRow } from '../../ledger/ledger.js';
import { KEPT_ROWS, keptRow } from '../comparison/kept-row.js';
import { MOST_RUNS } from '../run/latest-run.js';
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

/** What exports know of an entity. */
export interface KnownFigures {
  readonly figures: readonly LastFigures[];
  /** Older exports that were not looked into. */
  readonly unsearched: number;
}

/** Exports of a dataset that are looked into. */
const MOST_SEARCHED = 100;
/** Figures of an entity in one export: it may have a row for each country or kind of emission. */
const MOST_ROWS = 10;

/**
 * The figures of the entity with this id in the latest export of each dataset that has it.
 * @param account its key. @default any account
 */
export async function lastFigures(ledger: Ledger, id: string, account?: string): Promise<KnownFigures> {
  const found = new Map<string, readonly LastFigures[]>();
  const searched = new Map<string, number>();
  let unsearched = 0;
  if (id === '') return { figures: [], unsearched };
  for (const run of await ledger.runs(MOST_RUNS)) {
    const { command, dataset, accountKey } = run;
    if (command !== 'export' || found.has(dataset) || (account !== undefined && accountKey !== account)) continue;
    const before = searched.get(dataset) ?? 0;
    if (before === MOST_SEARCHED) {
      unsearched += 1;
      continue;
    }
    searched.set(dataset, before + 1);
    const figures = await figuresIn(run, id);
    if (figures.length > 0) found.set(dataset, figures);
  }
  return { figures: [...found.values()].flat(), unsearched };
}

/** What one export says of an entity. */
export async function figuresIn(run: RunRow, id: string): Promise<readonly LastFigures[]> {
  const path = join(folderOf(run), KEPT_ROWS);
  if (!existsSync(path) || !(await mentions(path, id))) return [];
  const found: LastFigures[] = [];
  const lines = createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) {
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

/** Whether a file has the text. Lines cost ten times as much as bytes, and most exports do not have it. */
async function mentions(path: string, text: string): Promise<boolean> {
  const wanted = Buffer.from(text);
  let seen = Buffer.alloc(0);
  for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    seen = Buffer.concat([seen.subarray(Math.max(0, seen.length - wanted.length + 1)), bytes.parse(piece)]);
    if (seen.includes(wanted)) return true;
  }
  return false;
}

const bytes = z.instanceof(Buffer);
const keys = z.array(z.string());

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
