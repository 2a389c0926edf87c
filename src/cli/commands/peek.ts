// carbonsheet peek FILE

import { type Input, withInput } from '../../pipeline/files/spool-input.js';
import { type Peeked, type PeekRequest, peekFile } from '../../pipeline/peek.js';
import { Stop } from '../../problems/stop.js';
import { exitCodeOfStop } from '../../report/exit-code.js';
import { cellText, type SourceRow } from '../../values/cell.js';
import { exitWith } from '../exit.js';
import { readLimits } from '../options/limit-option.js';
import { openTerminal } from '../terminal/open-terminal.js';
import { stopJson } from '../terminal/stop-text.js';
import type { Terminal } from '../terminal/terminal.js';
import type { CommandArguments } from './index.js';

type Arguments = CommandArguments<'peek'>;

export async function run(args: CommandArguments<'peek'>): Promise<void> {
  const terminal = openTerminal(args);
  try {
    requireRows(args.rows);
    const limits = readLimits(args.limit);
    const work = ({ path }: Input): Promise<void> => show(path, { ...args, limits }, terminal);
    await withInput(args.file, process.stdin, work, undefined, limits);
  } catch (cause) {
    if (!(cause instanceof Stop)) throw cause;
    terminal.stopped(cause);
    terminal.printJson(stopJson(cause, { command: 'peek', file: args.file }));
    exitWith(exitCodeOfStop(cause));
  }
}

function requireRows(rows: string): void {
  if (!/^(all|\d+)$/.test(rows))
    throw new Stop('usage', 'USAGE', `--rows: expected a number or all, got ${JSON.stringify(rows)}`);
}

async function show(path: string, args: Arguments & Pick<PeekRequest, 'limits'>, terminal: Terminal): Promise<void> {
  const peeked = await peekFile({ ...args, file: path });
  try {
    showDetection(peeked, args, terminal);
    await showRows(peeked, args, terminal);
  } finally {
    await peeked.close();
  }
}

function showDetection({ detection, sheets }: Peeked, { file, json }: Arguments, terminal: Terminal): void {
  if (json) {
    terminal.printJson({ version: 1, file, ...detection, tables: sheets });
    return;
  }
  const { format, gzipped, encoding: text, byteOrderMark, delimiter: sign } = detection;
  const how =
    format === 'csv' ? `${text}${byteOrderMark ? ' with byte order mark' : ''}, delimiter ${nameOf(sign)}` : '';
  terminal.print([`${file}: ${format}${gzipped ? ', gzipped' : ''}`, how].filter(Boolean).join(', '));
  for (const { name, headerRow: row, columns, dataset, remarks } of sheets) {
    const header = row > 0 ? `header in row ${row}, ${columns.length} columns` : 'no header found';
    terminal.print([name && `sheet ${name}`, header, dataset && `fits ${dataset}`].filter(Boolean).join(', '));
    for (const remark of remarks) terminal.print(`  ${remark}`);
  }
}

async function showRows(peeked: Peeked, { rows, json }: Arguments, terminal: Terminal): Promise<void> {
  let left = rows === 'all' ? Number.POSITIVE_INFINITY : Number(rows);
  for await (const batch of peeked.rows()) {
    for (const row of batch.slice(0, left)) {
      if (json) terminal.printJson({ sheet: row.sheet, row: row.row, cells: row.cells.map(jsonCell) });
      else terminal.print(`${String(row.row).padStart(6)}  ${row.cells.map(cellText).join(' │ ')}`);
    }
    left -= batch.length;
    if (left <= 0 || !terminal.isHeard()) break;
  }
}

/** A date or error is its text; everything else is what JSON has for it. */
function jsonCell(cell: SourceRow['cells'][number]): string | number | boolean | null {
  return typeof cell === 'object' && cell !== null ? cellText(cell) : cell;
}

function nameOf(delimiter: string): string {
  return delimiter === '\t' ? 'TAB' : `"${delimiter}"`;
}
