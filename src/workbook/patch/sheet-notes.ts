// The notes at the cells of a sheet: ours are put beside those of others, and go with the next patch. Known by their author, and by
// the word they begin with where a program has dropped it.

import { type CellPlace, NoteShapes } from '../note-shapes.js';
import type { Dialect } from '../xml-names.js';
import { escapeCellText } from '../xml-text.js';
import { cellText, readRange } from './cell-range.js';
import type { Package } from './package.js';
import type { CellNote } from './patch.js';
import type { XmlElement, XmlPart } from './xml-part.js';

/** Who has written our notes. */
const AUTHOR = 'carbonsheet';
const FIRST_WORD = `${AUTHOR}:`;
const FONT = '<sz val="9"/><color indexed="81"/><rFont val="Tahoma"/><family val="2"/>';

/** How many notes a workbook still gets: more than some hundreds make Excel slow. */
export interface NotesLeft {
  count: number;
}

/** Opens the notes of a sheet. @param shapesId The relationship to their shapes. */
export async function openNotes(
  pack: Package,
  sheet: string,
  shapesId: string | undefined,
  left: NotesLeft,
): Promise<SheetNotes> {
  const comments = await pack.related(sheet, 'comments');
  const shapes = shapesId === undefined ? undefined : (await pack.relationships(sheet)).get(shapesId)?.target;
  const hasShapes = shapes !== undefined && pack.zip.has(shapes);
  const notes = new SheetNotes(
    pack,
    sheet,
    comments === undefined ? undefined : await pack.part(comments),
    hasShapes ? pack.hold(shapes, new NoteShapes(await pack.zip.bytes(shapes))) : undefined,
    left,
  );
  await pack.prepareToAdd(sheet);
  return notes;
}

export class SheetNotes {
  written = 0;
  leftOut = 0;
  private readonly taken = new Set<string>();
  private readonly added: { readonly place: CellPlace; readonly text: string }[] = [];

  constructor(
    private readonly pack: Package,
    private readonly sheet: string,
    private readonly comments: XmlPart | undefined,
    private readonly shapes: NoteShapes | undefined,
    private readonly left: NotesLeft,
  ) {}

  /** Finds the notes of others, beside which ours are put. @param replacing Whether ours of an earlier patch go. */
  find(replacing: boolean): void {
    const { comments } = this;
    if (comments === undefined) return;
    const gone: CellPlace[] = [];
    const author = this.ownAuthor(comments);
    for (const comment of this.listed(comments)) {
      const reference = comment.attribute('ref') ?? '';
      const place = readRange(reference);
      if (replacing && place !== undefined && isOwn(comments, comment, author)) {
        comments.remove(comment);
        gone.push({ row: place.top, column: place.left });
      } else this.taken.add(reference);
    }
    this.shapes?.remove(gone);
  }

  /** Adds the notes of a row. Where others have one, theirs stays. */
  add(row: number, notes: readonly CellNote[]): void {
    const texts = new Map<number, string>();
    for (const { column, text } of notes) {
      const before = texts.get(column);
      texts.set(column, before === undefined ? text : `${before}\n\n${text}`);
    }
    for (const [column, text] of texts) {
      if (this.left.count <= 0 || this.taken.has(cellText(column, row))) {
        this.leftOut += 1;
        continue;
      }
      this.left.count -= 1;
      this.written += 1;
      this.added.push({ place: { row, column }, text });
    }
  }

  /** Writes the notes into their parts. Gives the id by which the sheet is to lead to their shapes, where it does not yet. */
  async finish(dialect: Dialect): Promise<string | undefined> {
    if (this.added.length === 0) return undefined;
    this.listNotes(this.comments ?? (await this.newComments(dialect)));
    const shapes = this.shapes ?? new NoteShapes();
    for (const { place, text } of this.added) shapes.add(place, FIRST_WORD.length + text.length);
    if (this.shapes !== undefined) return undefined;
    const name = this.pack.newName('xl/drawings/vmlDrawing', 'vml');
    const id = await this.pack.add('vmlDrawing', name, this.sheet, dialect);
    this.pack.hold(name, shapes);
    return id;
  }

  private async newComments(dialect: Dialect): Promise<XmlPart> {
    const name = this.pack.newName('xl/comments', 'xml');
    await this.pack.add('comments', name, this.sheet, dialect);
    const empty = `<comments xmlns="${dialect.spreadsheet}"><authors></authors><commentList></commentList></comments>`;
    return this.pack.create(name, empty);
  }

  private listNotes(comments: XmlPart): void {
    const { root } = comments;
    const authors = comments.child(root, 'authors');
    const list = comments.child(root, 'commentList');
    const { prefix } = root;
    const known = authors === undefined ? 0 : comments.children(authors).length;
    const own = this.ownAuthor(comments);
    if (own < 0) {
      const author = `<${prefix}author>${AUTHOR}</${prefix}author>`;
      if (authors === undefined) comments.prepend(root, `<${prefix}authors>${author}</${prefix}authors>`);
      else comments.append(authors, author);
    }
    const xml = this.added
      .map(({ place, text }) => noteXml(place, text, own < 0 ? known : own))
      .join('')
      .replace(/<(\/?)/g, `<$1${prefix}`);
    if (list === undefined) comments.append(root, `<${prefix}commentList>${xml}</${prefix}commentList>`);
    else comments.append(list, xml);
  }

  /** The number of our author; -1 where there is none. */
  private ownAuthor(comments: XmlPart): number {
    const authors = comments.child(comments.root, 'authors');
    if (authors === undefined) return -1;
    return comments.children(authors).findIndex((author) => comments.text(author) === AUTHOR);
  }

  private listed(comments: XmlPart): readonly XmlElement[] {
    const list = comments.child(comments.root, 'commentList');
    return list === undefined ? [] : comments.children(list, 'comment');
  }
}

function isOwn(comments: XmlPart, comment: XmlElement, author: number): boolean {
  if (author >= 0 && Number(comment.attribute('authorId')) === author) return true;
  const [first] = comments.descendants(comment, 't');
  return first !== undefined && comments.text(first).startsWith(FIRST_WORD);
}

function noteXml({ row, column }: CellPlace, text: string, author: number): string {
  return [
    `<comment ref="${cellText(column, row)}" authorId="${author}"><text>`,
    `<r><rPr><b/>${FONT}</rPr><t>${FIRST_WORD}</t></r>`,
    `<r><rPr>${FONT}</rPr><t xml:space="preserve">${escapeCellText(`\n${text}`)}</t></r></text></comment>`,
  ].join('');
}
