// The requests of the runs: which file, how it is read, what is written and when to stop. Types, and the words of choices.

import type { Readable } from 'node:stream';
import type { PlannedDigests } from '../dedup/planned-digests.js';
import type { EqualRows } from '../dedup/repeats.js';
import type { RowResult } from '../ledger/ledger.js';
import type { SavedMapping } from '../mapping/saved/saved-mapping.js';
import type { OnExisting } from '../plan/action.js';
import type { Excepted } from '../plan/excepted.js';
import type { Stop } from '../problems/stop.js';
import type { ReadOptions } from '../read/source/source.js';
import type { StopLimits } from '../upload/circuit-breaker.js';
import type { ParentRows } from './rows/parent-rows.js';
import type { ResultBooks } from './rows/result-books.js';

/** The words that a request chooses from: one list for the types, the command line and the ledger. */
export const choices = {
  decimal: [',', '.'],
  dateOrder: ['dmy', 'mdy', 'ymd'],
  quoteRule: ['strict', 'lenient'] satisfies ReadOptions['quoteRule'][],
  equalRows: ['keep', 'drop'] satisfies EqualRows[],
  onExisting: ['skip', 'update', 'fail'] satisfies OnExisting[],
  via: ['api', 'bulk-csv', 'file'],
  outOfDate: ['stop', 'skip'],
} as const;

/** How a file is to be read; undefined means: find out. */
export interface TableRequest extends ReadOptions {
  readonly file: string;
  /** What messages and results call the file, where that is not its path: `stdin` for standard input. */
  readonly shownAs?: string | undefined;
  readonly dataset?: string | undefined;
  /** A sheet's name, or its number from 1. */
  readonly sheet?: string | undefined;
  /** As Excel shows it. */
  readonly headerRow?: number | undefined;
  readonly mapping?: SavedMapping | undefined;
  /** Field -> the text that is read as if it stood in a cell of every row. Goes before the constants of the mapping. */
  readonly constants?: Readonly<Record<string, string>> | undefined;
  /** Without a mapping, look for one beside the file and in the current folder. @default false */
  readonly findMapping?: boolean | undefined;
  /** A person reads what is said: a mapping of renamed columns is used with a warning, not refused. @default false */
  readonly attended?: boolean | undefined;
  /** Read every cell of a matrix as a row. */
  readonly unpivot?: boolean | undefined;
  readonly decimal?: (typeof choices.decimal)[number] | undefined;
  readonly dateOrder?: (typeof choices.dateOrder)[number] | undefined;
  /** Amounts are net of tax where their titles do not say. */
  readonly netAmounts?: boolean | undefined;
  /** The first and the last year of a purchase or sale. @default 1990 and the next year */
  readonly datesFrom?: number | undefined;
  readonly datesTo?: number | undefined;
  /** Takes the rows of an export as new ones: their ids, hashes and owners are ignored. */
  readonly asNew?: boolean | undefined;
  /** Send rows that look unusual, too. @default they are held back until their column Accept says yes */
  readonly acceptSuspects?: boolean | undefined;
}

/** The folder of a run, by which a later one can replace it. */
export interface KeptRun {
  readonly id: string;
  readonly folder: string;
}

/** What every run over a table needs to know. */
export interface RunRequest {
  /** Where run folders are made. */
  readonly runsDir: string;
  readonly equalRows: EqualRows;
  /** The runs of earlier checks of the same tables, which new ones replace and are added to. @default each run has a folder of its own */
  readonly kept?: Map<string, KeptRun> | undefined;
  /** The results of the command's other tables, to which this table adds its own. @default there are none */
  readonly parents?: ParentRows | undefined;
  /** Where the result workbook is written. @default results.xlsx in the run's folder */
  readonly result?: string | undefined;
  /** A file that is there may be replaced, whatever it is. @default only a result workbook that nobody has saved since; else asked */
  readonly replaceResult?: boolean | undefined;
  /** An earlier run, by its id or its beginning: only what is new or changed since is sent. @default all rows */
  readonly deltaFrom?: string | undefined;
  /** Why rows of closed periods are sent all the same. @default they stop the run before anything is sent */
  readonly restate?: string | undefined;
  /** When that was said, as `2025-04-10T08:00:00.000Z`: periods that were closed later are not meant. @default now */
  readonly restatedAt?: string | undefined;
  /** What is not to be sent: it is not open any more. @default all rows are */
  readonly except?: Excepted | undefined;
  /** The result workbooks of the command's other tables. @default there are none */
  readonly books?: ResultBooks | undefined;
}

/** One file that a run reads. */
export interface FileRequest extends TableRequest, RunRequest {}

/** What to check, and how. */
export interface CheckRequest extends FileRequest {}

/** What to plan, and how. */
export interface PlanRequest extends CheckRequest {
  readonly onExisting: OnExisting;
  /** Rows in flight at the most, for the estimate. @default 4 */
  readonly concurrency?: number | undefined;
}

/** The terms of writing rows, and what ends it early. */
export interface WritingTerms {
  /** The user agrees to write to this account. @default asked before the first import into an account */
  readonly yes?: boolean | undefined;
  /** How many rows may be deleted without asking. @default asked each time */
  readonly deletes?: number | undefined;
  /** @default none besides 20 unclear answers in a row */
  readonly brakes?: StopLimits | undefined;
  /** Write the first row of each kind and read it back before the rest is sent. @default true */
  readonly canary?: boolean | undefined;
}

/** The plan that an import keeps to: one table of it. */
export interface PlanToKeep {
  /** Its file. */
  readonly path: string;
  readonly hash: string;
  /** Which of its tables, from 0. */
  readonly table: number;
  readonly accountKey: string;
  /** The same for people. */
  readonly owner: string;
  readonly rows: PlannedDigests;
  /** What happens where it is out of date: nothing is sent, or the affected rows are left out. */
  readonly outOfDate: (typeof choices.outOfDate)[number];
  /** The user has agreed to it by its hash, or to everything. */
  readonly isAgreed: boolean;
  /** Why nothing of this table is sent, and the results of the rows that it is about. */
  readonly refusal?: { readonly stop: Stop; readonly results: readonly RowResult[] } | undefined;
}

/** What to import, and how. */
export interface ImportRequest extends PlanRequest, WritingTerms {
  /** What to do about invalid rows: `stop` with nothing sent, `skip` them, or `ask`. */
  readonly invalid: 'stop' | 'skip' | 'ask';
  /** Rows in flight at the most. */
  readonly concurrency: number;
  /** `bulk-csv`: send rows as whole files. `file`: write what the service's own upload takes, and send nothing. */
  readonly via: (typeof choices.via)[number];
  /** Import into a copy of what the service holds, and write nothing to the service. @default false */
  readonly rehearse?: boolean | undefined;
  /** Only what this plan says is sent. @default what the look-up says */
  readonly plan?: PlanToKeep | undefined;
  /** The run whose failed rows this file holds. */
  readonly parent?: string | undefined;
}

/** The same for several files, whose rows may refer to each other. */
export type FilesRequest<R extends FileRequest> = Omit<R, 'file' | 'shownAs' | 'parents' | 'books'> & {
  readonly files: readonly string[];
  /** What `-` among the files reads. */
  readonly stdin?: Readable | undefined;
};
