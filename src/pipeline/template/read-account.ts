// Reads from an account what a template offers: each list once, whoever needs it.

import type { ImportDataset } from '../../datasets/dataset.js';
import { exportableNamed } from '../../datasets/index.js';
import { interruption, type Stop } from '../../problems/stop.js';
import type { Session } from '../../providers/session.js';
import { stopFor } from '../../providers/stop-for.js';
import type { AccountContent, AccountList } from '../../write/template/account-content.js';
import { exportRows } from '../export/read-pages.js';
import type { Tools } from '../tools.js';
import { gatherersOf, type ValueGatherer } from './account-values.js';
import type { KeptRows } from './kept-rows.js';

/** What is wanted of an account. */
export interface AccountWish {
  readonly language: string;
  /** Whether dropdowns are to have its values. */
  readonly live: boolean;
  /** Where its rows are to be kept; undefined where none are wanted. */
  readonly rows: KeptRows | undefined;
}

/** Reads the account. Throws a Stop where it cannot be read at all, or its rows cannot. */
export async function readAccount(
  dataset: ImportDataset,
  session: Session,
  { language, live, rows }: AccountWish,
  tools: Pick<Tools, 'clock' | 'signal' | 'tell'>,
): Promise<AccountContent> {
  const gatherers = live ? gatherersOf(dataset) : new Map<string, ValueGatherer>();
  const sources = new Set([...gatherers.values()].map(({ listed }) => listed.dataset));
  if (rows) sources.add(dataset.name);
  const refused = new Map<string, Stop>();
  let seen = 0;
  for (const source of sources) {
    const kept = source === dataset.name ? rows : undefined;
    const gathering = [...gatherers.values()].filter(({ listed }) => listed.dataset === source);
    try {
      for await (const row of exportRows(await exportableNamed(source), session, {})) {
        if (tools.signal.aborted) throw interruption(tools.signal);
        for (const one of gathering) one.see(row);
        const busy = kept?.add(row);
        if (busy) await busy;
        seen += 1;
        tools.tell({ kind: 'step', step: 'look up', done: seen, total: undefined });
      }
    } catch (cause) {
      const stop = stopFor(cause, dataset.provider);
      if (kept || !isOfOneList(stop)) throw stop;
      refused.set(source, stop);
    }
  }
  tools.tell({ kind: 'end', step: 'look up' });
  const reasons = [...refused.values()];
  const first = reasons.find(({ kind }) => kind === 'refused') ?? reasons[0];
  if (first && refused.size === sources.size) throw first;
  for (const { message } of reasons) tools.tell({ kind: 'warned', text: message });
  const listOf = (gatherer: ValueGatherer): AccountList => {
    const stop = refused.get(gatherer.listed.dataset);
    return stop ? { kind: 'refused', why: stop.message } : gatherer.list(language);
  };
  return {
    filledAt: new Date(tools.clock.now()),
    from: session.owner,
    lists: live ? new Map([...gatherers].map(([field, gatherer]) => [field, listOf(gatherer)])) : undefined,
    rows,
  };
}

/** Whether other lists of the account may be readable all the same: a setting, a permission or a path is missing. */
function isOfOneList({ kind }: Stop): boolean {
  return kind === 'usage' || kind === 'refused';
}
