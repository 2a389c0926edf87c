// The shapes in which notes are shown (VML): one for each, beside its cell. This dialect is often no well-formed XML, so it is
// changed as text.

/** Where a cell is; both from 1. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/** What a part of shapes begins with, before any is in it. */
const EMPTY =
  '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">' +
  '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>';

const NAMESPACES = {
  v: 'urn:schemas-microsoft-com:vml',
  o: 'urn:schemas-microsoft-com:office:office',
  x: 'urn:schemas-microsoft-com:office:excel',
} as const;

const TYPE =
  '<v:shapetype{} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">' +
  '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>';

/** Characters that a line of a note holds. */
const LINE = 32;
const FIRST_NUMBER = 1025;

/** The shapes of one sheet. */
export class NoteShapes {
  isChanged = false;
  private text: string;
  private readonly added: string[] = [];

  /** @param bytes The part as it is; without it, one without shapes. */
  constructor(bytes?: Buffer) {
    this.text = bytes?.toString('latin1') ?? EMPTY;
  }

  /** Takes the shapes of notes at these cells away. */
  remove(cells: readonly CellPlace[]): void {
    const gone = new Set(cells.map(({ row, column }) => `${row - 1},${column - 1}`));
    const prefix = /<((?:[\w-]+:)?)shape\s/.exec(this.text)?.[1];
    if (gone.size === 0 || prefix === undefined) return;
    const end = `</${prefix}shape>`;
    const kept: string[] = [];
    let done = 0;
    for (let at = this.text.indexOf(`<${prefix}shape `); at >= 0; at = this.text.indexOf(`<${prefix}shape `, done)) {
      const last = this.text.indexOf(end, at);
      if (last < 0) break;
      const behind = last + end.length;
      kept.push(this.text.slice(done, at));
      if (!gone.has(cellOf(this.text.slice(at, behind)))) kept.push(this.text.slice(at, behind));
      done = behind;
    }
    this.text = kept.join('') + this.text.slice(done);
    this.isChanged = true;
  }

  /** Adds the shape of a note. @param length Characters of its text. */
  add({ row, column }: CellPlace, length: number): void {
    const lines = Math.ceil(length / LINE) + 3;
    const top = Math.max(row - 2, 0);
    this.added.push(
      `<v:shape{} id="_x0000_s{n}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">`,
      '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>',
      '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>',
      '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>',
      `<x:Anchor>${column}, 15, ${top}, 10, ${column + 3}, 15, ${top + lines}, 4</x:Anchor>`,
      `<x:AutoFill>False</x:AutoFill><x:Row>${row - 1}</x:Row><x:Column>${column - 1}</x:Column></x:ClientData></v:shape>`,
    );
    this.isChanged = true;
  }

  result(): Buffer {
    const { text } = this;
    const root = text.slice(0, text.indexOf('>', text.indexOf('xml', text.indexOf('?>') + 1)));
    const declared = Object.entries(NAMESPACES).map(([prefix, name]) =>
      root.includes(`xmlns:${prefix}="${name}"`) ? '' : ` xmlns:${prefix}="${name}"`,
    );
    let number = FIRST_NUMBER - 1;
    for (const [, own] of text.matchAll(/_x0000_s(\d{1,9})/g)) number = Math.max(number, Number(own));
    const type = text.includes('"_x0000_t202"') || this.added.length === 0 ? '' : TYPE;
    const shapes = (type + this.added.join(''))
      .replaceAll('{}', declared.join(''))
      .replaceAll('{n}', () => String(++number));
    const end = text.lastIndexOf('</');
    return Buffer.from(text.slice(0, end) + shapes + text.slice(end), 'latin1');
  }
}

/** The cell that a shape's note belongs to, as `row,column` from 0. */
function cellOf(shape: string): string {
  const row = /<(?:[\w-]+:)?Row>\s*(\d+)/.exec(shape)?.[1];
  const column = /<(?:[\w-]+:)?Column>\s*(\d+)/.exec(shape)?.[1];
  return `${row},${column}`;
}
