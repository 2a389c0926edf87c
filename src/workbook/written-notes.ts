// The parts that hold the notes of a sheet that is written: their texts, and the shapes in which they are shown.

import { columnLetters } from '../values/column-letters.js';
import { NoteShapes } from './note-shapes.js';
import type { WrittenNote } from './sheet-writer.js';
import { SPREADSHEET } from './xml-names.js';
import { escapeCellText, escapeXml } from './xml-text.js';

const FONT = '<sz val="9"/><color indexed="81"/><rFont val="Tahoma"/><family val="2"/>';

/** The part with the texts, without what parts begin with. */
export function notesXml(notes: readonly WrittenNote[], author: string): string {
  const listed = notes.map(({ place: { row, column }, text }) => {
    const reference = `${columnLetters(column - 1)}${row}`;
    const run = `<r><rPr>${FONT}</rPr><t xml:space="preserve">${escapeCellText(text)}</t></r>`;
    return `<comment ref="${reference}" authorId="0"><text>${run}</text></comment>`;
  });
  const authors = `<authors><author>${escapeXml(author)}</author></authors>`;
  return `<comments xmlns="${SPREADSHEET}">${authors}<commentList>${listed.join('')}</commentList></comments>`;
}

/** The part with the shapes. */
export function notesShapes(notes: readonly WrittenNote[]): Buffer {
  const shapes = new NoteShapes();
  for (const { place, text } of notes) shapes.add(place, text.length);
  return shapes.result();
}
