// Every statement of the ledger, as text. What they are used for is sqlite-ledger.ts's matter.

/** Rows in one call to the database: few enough to be small in memory, enough that the call itself costs nothing. */
export const PAGE = 1_000;

/** Runs named in the message about an ambiguous id. */
export const MOST_NAMED = 5;

/** Runs whose amounts are compared: two years of monthly imports. */
const MOST_EARLIER = 24;

/** How much of an identity is indexed: enough to tell millions apart; the rows themselves decide. */
const START = 'substr(identity, 1, 12)';

const RESULT = 'ordinal, sheet, row, identity, status, remote_id, code, args, field, request_id, attempts';

const ENTRY = `SELECT runs.id AS run_id, rows.ordinal, sheet, row, identity, status, remote_id, code, args, field, request_id,
    attempts, action, intended_at, settled_at, written, undone_at, befores.remote AS "before"
  FROM rows JOIN runs ON runs.key = rows.run
    LEFT JOIN befores ON befores.run = rows.run AND befores.ordinal = rows.ordinal`;

/** Also a row in doubt of which the service said that it created it, and under what id it did not say. */
const WAS_WRITTEN = "(status IN ('created', 'updated') OR code = 'NO_USABLE_ID')";

/**
 * What a later command may need of a row of a run that has ended: what is open, and what the service was given and not taken back.
 * The rest tells only how the run went.
 */
const IS_NEEDED = `(status IS NULL OR status IN ('in-doubt', 'unsent', 'failed', 'invalid', 'deleted')
  OR ${WAS_WRITTEN} AND undone_at IS NULL)`;

/** Exports write no rows, so that nothing can be taken up of one that was killed. */
const IS_OVER = "(finished_at IS NOT NULL OR command = 'export')";

const HAS_ENDED = `EXISTS (SELECT 1 FROM runs WHERE key = ?1 AND ${IS_OVER})`;

/** Rows in one commit of a clean-up: others that write wait no longer than that. */
const CLEAN_UP = 5_000;

const prunable = `SELECT ordinal FROM rows WHERE run = ?1 AND ${IS_NEEDED} IS NOT TRUE
  ORDER BY ordinal LIMIT ${CLEAN_UP}`;

const IS_WRITTEN = "status IN ('created', 'updated') AND undone_at IS NULL";

function results(condition: string): string {
  return `SELECT ${RESULT} FROM rows WHERE run = ? AND ordinal > ? AND ${condition} ORDER BY ordinal LIMIT ${PAGE}`;
}

function elements(count: number): string {
  return Array.from({ length: count }, (_, element) => `value ->> ${element}`).join(', ');
}

/** A row that is there takes these columns of the new one. */
function take(columns: string): string {
  return columns
    .split(' ')
    .map((column) => `${column} = excluded.${column}`)
    .join(', ');
}

/** The feed of an account's dataset. */
const CURSOR = '(SELECT key FROM cursors WHERE account_key = ?1 AND dataset = ?2)';

/** Marks moved in one transaction: others that write wait no longer than that. */
const MOVED = 2_000;

/** The next marks that are to be moved. */
const moving = `(SELECT run, id, stamp, digest FROM noted_marks
  WHERE run = (SELECT moving FROM cursors WHERE account_key = ?1 AND dataset = ?2) ORDER BY id LIMIT ${MOVED})`;

/** Exports and reports send no rows, and the rows of a migration are those of the runs that are its parts. */
const SENDS_ROWS = "command NOT IN ('export', 'report', 'migrate')";

/** Preparing them all at once shows that the tables are what they should be. */
export const statements = {
  beginRun: `INSERT INTO runs (id, command, dataset, provider, account, account_key, parent, request, file, sha256, folder,
      started_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  replaceRequest: 'UPDATE runs SET request = ? WHERE key = ?',
  finishRun: 'UPDATE runs SET finished_at = ?, exit_code = ?, counts = ?, sha256 = coalesce(?, sha256) WHERE key = ?',
  reopenRun: `UPDATE runs SET finished_at = NULL, exit_code = NULL, counts = NULL, indexed = 0
    WHERE key = ? AND finished_at IS NOT NULL`,
  keyOf: 'SELECT key FROM runs WHERE id = ?',
  // One call for a whole group, read out of JSON: half the time of a call for each row. SQLite takes the elements in order,
  // so that of two changes to a row the later one stays. `WHERE true` keeps the parser from reading ON CONFLICT as a join.
  // Each column read out of the JSON costs: what is the same for all rows is a parameter.
  setIntents: `INSERT INTO rows (run, intended_at, field, request_id, attempts, ordinal, sheet, row, identity, action, remote_id,
      written)
    SELECT ?1, ?3, '', '', 0, ${elements(7)} FROM json_each(?2) WHERE true
    ON CONFLICT DO UPDATE SET ${take('sheet row identity action remote_id field request_id attempts intended_at')},
      status = NULL, code = NULL, args = NULL, settled_at = NULL, undone_at = NULL,
      written = coalesce(excluded.written, written)`,
  setResults: `INSERT INTO rows (run, settled_at, ordinal, sheet, row, identity, status, remote_id, code, args, field, request_id,
      attempts, written, log)
    SELECT ?1, ?3, ${elements(13)} FROM json_each(?2) WHERE true
    ON CONFLICT DO UPDATE SET
      ${take('sheet row identity status remote_id code args field request_id attempts settled_at')},
      undone_at = NULL, written = coalesce(excluded.written, written),
      log = CASE WHEN log IS NULL OR excluded.log IS NULL THEN coalesce(log, excluded.log)
        ELSE log || ',' || excluded.log END`,
  setBefores: `INSERT OR IGNORE INTO befores (run, ordinal, remote)
    SELECT ?1, value ->> 0, value ->> 1 FROM json_each(?2)`,
  addAttempts: `UPDATE rows SET log = CASE WHEN log IS NULL THEN ?3 ELSE log || ',' || ?3 END WHERE run = ?1 AND ordinal = ?2`,
  keepAmounts: 'INSERT OR REPLACE INTO amounts (run, kept) VALUES (?, ?)',
  forgetAmounts: 'DELETE FROM amounts WHERE run = ?',
  amountsInto: `SELECT kept FROM amounts JOIN runs ON runs.key = amounts.run
    WHERE account_key = ? AND dataset = ? ORDER BY runs.key DESC LIMIT ${MOST_EARLIER}`,
  setUndone: `UPDATE rows SET undone_at = ?2 WHERE run = ?1 AND ordinal IN (SELECT value FROM json_each(?3)) AND ${IS_WRITTEN}`,
  noteUndoRestated: "UPDATE runs SET undo_restated = coalesce(undo_restated || '; ', '') || ?2 WHERE key = ?1",
  setOrigins: `INSERT OR REPLACE INTO origins (run, source, ordinal, source_id, hash)
    SELECT ?1, ?2, ${elements(3)} FROM json_each(?3)`,
  // The oldest run first, so that who collects them by the source's id ends up with the newest.
  carriedOver: `SELECT source_id, remote_id, hash FROM origins
      JOIN runs ON runs.key = origins.run JOIN rows ON rows.run = origins.run AND rows.ordinal = origins.ordinal
    WHERE source = ? AND account_key = ? AND dataset = ? AND remote_id <> '' AND undone_at IS NULL AND status <> 'deleted'
    ORDER BY origins.run, origins.ordinal`,
  results: results('true'),
  inDoubt: results("(status IS NULL OR status = 'in-doubt')"),
  unfinished: results("(status IS NULL OR status IN ('in-doubt', 'unsent'))"),
  written: `${ENTRY} WHERE rows.run = ? AND rows.ordinal < ?
      AND (${IS_WRITTEN} OR status = 'deleted') ORDER BY rows.ordinal DESC LIMIT ${PAGE}`,
  identities: `SELECT ordinal, identity FROM rows WHERE run = ? AND ordinal > ? AND ${IS_WRITTEN} AND identity <> ''
    ORDER BY ordinal LIMIT ${PAGE * 10}`,
  open: `${ENTRY} WHERE rows.run = ? AND rows.ordinal > ?
      AND (status IS NULL OR status IN ('failed', 'invalid', 'unsent', 'in-doubt')) ORDER BY rows.ordinal LIMIT ${PAGE}`,
  undone: `${ENTRY} WHERE rows.run = ? AND rows.ordinal > ? AND undone_at IS NOT NULL ORDER BY rows.ordinal LIMIT ${PAGE}`,
  entriesOf: `${ENTRY} WHERE rows.run = ?1 AND rows.ordinal > ?2 AND identity IN (SELECT value FROM json_each(?3))
    ORDER BY rows.ordinal LIMIT ${PAGE}`,
  rowsKnown: `SELECT count(DISTINCT identity) AS rows FROM rows WHERE identity <> ''
    AND run IN (SELECT key FROM runs WHERE account_key = ? AND dataset = ? AND command <> 'export')`,
  newestIntent:
    'SELECT max(intended_at) AS newest FROM rows WHERE run = ?1 AND ordinal IN (SELECT value FROM json_each(?2))',
  row: `${ENTRY} WHERE rows.run = ? AND rows.ordinal = ?`,
  rowsAt: `${ENTRY} WHERE rows.run = ? AND sheet = ? AND row = ? ORDER BY rows.ordinal`,
  rowsByRemoteId: `${ENTRY} WHERE remote_id = ? ORDER BY rows.run DESC, rows.ordinal DESC LIMIT ?`,
  attempts: 'SELECT log FROM rows WHERE run = ? AND ordinal = ?',
  unindexed:
    'SELECT key, finished_at IS NOT NULL AS ended FROM runs WHERE account_key = ? AND dataset = ? AND indexed = 0',
  indexRows: `INSERT OR IGNORE INTO identities (start, run, ordinal)
    SELECT ${START}, run, ordinal FROM rows WHERE run = ? AND ${WAS_WRITTEN} AND identity <> '' ORDER BY 1`,
  // A run that was opened again meanwhile is not all in the index.
  indexed: 'UPDATE runs SET indexed = 1 WHERE key = ? AND finished_at IS NOT NULL',
  // The oldest run first, so that who collects them by identity ends up with the newest.
  writtenBefore: `${ENTRY} WHERE ${WAS_WRITTEN} AND undone_at IS NULL AND account_key = ?1 AND dataset = ?2
      AND (rows.run, rows.ordinal) IN (SELECT run, ordinal FROM identities
        WHERE start IN (SELECT substr(value, 1, 12) FROM json_each(?3)))
    ORDER BY rows.run, rows.ordinal`,
  tally: `SELECT coalesce(status, 'in-doubt') AS status, count(*) AS rows FROM rows WHERE run = ? GROUP BY 1`,
  accountsOf: `SELECT DISTINCT account_key FROM runs
    WHERE dataset = ? AND account_key IS NOT NULL AND command <> 'export'`,
  hasWrittenTo: `SELECT 1 FROM runs WHERE account_key = ?
    AND EXISTS (SELECT 1 FROM rows WHERE rows.run = runs.key AND action IS NOT NULL) LIMIT 1`,
  runs: 'SELECT * FROM runs ORDER BY key DESC LIMIT ?',
  runsInto: `SELECT * FROM runs WHERE account_key = ? AND dataset = ? AND command <> 'export' ORDER BY key DESC`,
  children: 'SELECT * FROM runs WHERE parent = ? ORDER BY key',
  run: 'SELECT * FROM runs WHERE id = ?',
  runsByPrefix: `SELECT * FROM runs WHERE substr(id, 1, length(?1)) = ?1 ORDER BY key DESC LIMIT ${MOST_NAMED}`,
  prunable: `SELECT count(*) AS rows FROM rows WHERE run = ?1 AND ${IS_NEEDED} IS NOT TRUE`,
  // Before anything goes: what is missing must never be taken for rows that the run did not come to.
  markPruned: `UPDATE runs SET pruned_at = ?2 WHERE key = ?1 AND ${HAS_ENDED}`,
  pruneIdentities: `DELETE FROM identities WHERE ${HAS_ENDED} AND (start, run, ordinal) IN
    (SELECT ${START}, run, ordinal FROM rows WHERE run = ?1 AND ordinal IN (${prunable}))`,
  pruneBefores: `DELETE FROM befores WHERE ${HAS_ENDED} AND run = ?1 AND ordinal IN (${prunable})`,
  pruneRows: `DELETE FROM rows WHERE ${HAS_ENDED} AND run = ?1 AND ordinal IN (${prunable})`,
  pruneLogs: `UPDATE rows SET log = NULL WHERE ${HAS_ENDED} AND run = ?1 AND ordinal IN
    (SELECT ordinal FROM rows WHERE run = ?1 AND log IS NOT NULL LIMIT ${CLEAN_UP})`,
  pruneMarks: `DELETE FROM noted_marks WHERE ${HAS_ENDED} AND run = ?1
    AND run NOT IN (SELECT moving FROM cursors WHERE moving IS NOT NULL)`,
  // An import that was resumed as another one would count as unfinished without that one.
  pruneRun: `DELETE FROM runs WHERE key = ?1 AND ${IS_OVER}
    AND NOT EXISTS (SELECT 1 FROM rows WHERE run = ?1)
    AND (command = 'export' OR parent IS NULL OR parent NOT IN (SELECT id FROM runs))`,
  isOngoing: 'SELECT 1 FROM runs WHERE finished_at IS NULL LIMIT 1',
  // A run that ended with code 2 and wrote nothing was not meant, or not as it was: it is resumed only by its name.
  latestUnfinished: `SELECT * FROM runs WHERE ${SENDS_ROWS} AND pruned_at IS NULL
      AND (finished_at IS NULL OR counts ->> 'inDoubt' > 0 OR counts ->> 'unsent' > 0)
      AND id NOT IN (SELECT parent FROM runs WHERE command = 'resume' AND parent IS NOT NULL)
      AND NOT (coalesce(exit_code, 0) = 2
        AND counts ->> 'created' + counts ->> 'updated' + counts ->> 'inDoubt' = 0)
    ORDER BY key DESC LIMIT 1`,
  closePeriod: `INSERT INTO closed_periods (account_key, provider, owner, start, last, closed_at) VALUES (?, ?, ?, ?, ?, ?)`,
  reopenPeriod: `UPDATE closed_periods SET reopened_at = ?, reopened_because = ?
    WHERE account_key = ? AND start = ? AND last = ? AND reopened_at IS NULL`,
  closedPeriods: `SELECT account_key, provider, owner, start, last, closed_at, reopened_at, reopened_because FROM closed_periods
    WHERE ?1 = '' OR account_key = ?1 ORDER BY start, last, key`,
  cursor: 'SELECT stamp, moving IS NOT NULL AS moving FROM cursors WHERE account_key = ? AND dataset = ?',
  marks: `SELECT id, stamp, digest FROM marks
    WHERE cursor = ${CURSOR} AND id IN (SELECT value FROM json_each(?3))`,
  markedIds: `SELECT id FROM marks WHERE cursor = ${CURSOR} AND id > ?3 ORDER BY id LIMIT ${PAGE * 10}`,
  noteMarks: `INSERT OR REPLACE INTO noted_marks (run, id, stamp, digest)
    SELECT (SELECT key FROM runs WHERE id = ?1), ${elements(3)} FROM json_each(?2)`,
  moveCursor: `INSERT INTO cursors (account_key, dataset, stamp, moving) VALUES (?, ?, ?, (SELECT key FROM runs WHERE id = ?))
    ON CONFLICT DO UPDATE SET stamp = excluded.stamp, moving = excluded.moving`,
  keepMarks: `INSERT OR REPLACE INTO marks (cursor, id, stamp, digest)
    SELECT ${CURSOR}, id, stamp, digest FROM ${moving} WHERE stamp IS NOT NULL`,
  dropMarks: `DELETE FROM marks WHERE cursor = ${CURSOR} AND id IN (SELECT id FROM ${moving} WHERE stamp IS NULL)`,
  dropMovedMarks: `DELETE FROM noted_marks WHERE (run, id) IN (SELECT run, id FROM ${moving})`,
  endMove: 'UPDATE cursors SET moving = NULL WHERE account_key = ? AND dataset = ?',
  dropNotedMarks: `DELETE FROM noted_marks WHERE (run, id) IN (SELECT run, noted_marks.id FROM noted_marks
    JOIN runs ON runs.key = run WHERE account_key = ? AND dataset = ? AND runs.id <> ? LIMIT ${MOVED})`,
};
