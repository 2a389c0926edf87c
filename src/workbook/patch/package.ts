// The parts of a workbook while it is changed: those that are held in memory, those that are new, and what lists them all
// (relationships, content types). Everything else is copied as it is packed. Knows no spreadsheet.

import { brokenWorkbook } from '../broken-workbook.js';
import type { ReadLimits } from '../read-limits.js';
import { type Relationship, readRelationships, relationshipsPart, relativeTarget } from '../relationships.js';
import { type Dialect, PACKAGE, XML_START } from '../xml-names.js';
import { escapeXml } from '../xml-text.js';
import type { ZipArchive } from '../zip-archive.js';
import type { ZipWriter } from '../zip-writer.js';
import { XmlPart } from './xml-part.js';

const CONTENT_TYPES = '[Content_Types].xml';
const NO_RELATIONSHIPS = `<Relationships xmlns="${PACKAGE}/relationships"></Relationships>`;

/** Kinds of parts that are added. */
const TYPES = {
  worksheet: 'application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml',
  comments: 'application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml',
  styles: 'application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml',
  vmlDrawing: 'application/vnd.openxmlformats-officedocument.vmlDrawing',
} as const;

/** A kind of part that is added: the last word of its relationship's type. */
export type PartKind = keyof typeof TYPES;

/** A part in memory. */
interface ChangingPart {
  readonly isChanged: boolean;
  result(): Buffer;
}

/** The parts of one workbook. */
export class Package {
  /** By the name in lower case, as names are compared. */
  private readonly held = new Map<string, { readonly name: string; readonly part: ChangingPart }>();
  private readonly dropped = new Set<string>();

  constructor(
    /** The file, for errors. */
    readonly path: string,
    readonly zip: ZipArchive,
    readonly limits: ReadLimits,
  ) {}

  /** A part that may be changed; it is written behind those that are copied. */
  async part(name: string): Promise<XmlPart> {
    const held = this.held.get(name.toLowerCase())?.part;
    if (held instanceof XmlPart) return held;
    if (!this.zip.has(name)) throw brokenWorkbook(this.path, `its part ${name} is missing`);
    return this.hold(name, new XmlPart(await this.zip.bytes(name), `${this.path} (${name})`));
  }

  /** Holds a part that its owner changes; also a new one. */
  hold<P extends ChangingPart>(name: string, part: P): P {
    this.held.set(name.toLowerCase(), { name, part });
    return part;
  }

  /** Copies a part at the end, if it is still wanted then. */
  holdBack(name: string): void {
    this.hold(name, { isChanged: false, result: () => Buffer.alloc(0) });
  }

  /** A new part. */
  create(name: string, xml: string): XmlPart {
    return this.hold(name, new XmlPart(Buffer.from(XML_START + xml), `${this.path} (${name})`));
  }

  /** Holds what has to be changed when a part gets others to lead to, so that this can still be done at the end. */
  async prepareToAdd(from: string): Promise<void> {
    await this.part(CONTENT_TYPES);
    await this.relationshipsOf(from);
  }

  /** The relationships of a part, as the file has them. */
  relationships(part: string): Promise<Map<string, Relationship>> {
    return readRelationships(this.path, this.zip, part);
  }

  /** The part of a kind that another one leads to. */
  async related(from: string, kind: string): Promise<string | undefined> {
    for (const { kind: own, target } of (await this.relationships(from)).values()) {
      if (own === kind && this.zip.has(target)) return target;
    }
    return undefined;
  }

  /** Adds a part that another one leads to. Gives the id of that relationship. */
  async add(kind: PartKind, name: string, from: string, dialect: Dialect): Promise<string> {
    const types = await this.part(CONTENT_TYPES);
    const { prefix } = types.root;
    types.append(types.root, `<${prefix}Override PartName="/${escapeXml(name)}" ContentType="${TYPES[kind]}"/>`);
    const relationships = await this.relationshipsOf(from);
    const id = freeId(relationships, this.ids);
    const type = `${dialect.relationships}/${kind}`;
    relationships.append(
      relationships.root,
      `<${relationships.root.prefix}Relationship Id="${id}" Type="${type}" Target="${escapeXml(relativeTarget(from, name))}"/>`,
    );
    return id;
  }

  /** A name that no part has: the stem with the first free number. */
  newName(stem: string, extension: string): string {
    for (let number = 1; ; number += 1) {
      const name = `${stem}${number}.${extension}`;
      if (!this.zip.has(name) && !this.names.has(name)) {
        this.names.add(name);
        return name;
      }
    }
  }

  /** Leaves a part out, and all that it says of others. */
  drop(name: string): void {
    this.dropped.add(name.toLowerCase());
    this.dropped.add(relationshipsPart(name).toLowerCase());
  }

  /** Leaves a part out, and what lists it and leads to it from another one. */
  async remove(name: string, from: string): Promise<void> {
    this.drop(name);
    const targets = await this.relationships(from);
    const listed = await this.relationshipsOf(from);
    for (const element of listed.children(listed.root, 'Relationship')) {
      if (isPart(targets.get(element.attribute('Id') ?? '')?.target, name)) listed.remove(element);
    }
    const types = await this.part(CONTENT_TYPES);
    for (const element of types.children(types.root, 'Override')) {
      if (isPart(element.attribute('PartName'), name)) types.remove(element);
    }
  }

  /** Whether a part is copied as it is. */
  isCopied(name: string): boolean {
    const key = name.toLowerCase();
    return !this.held.has(key) && !this.dropped.has(key);
  }

  /** Writes all parts that are not copied. */
  async finish(zip: ZipWriter): Promise<void> {
    for (const [key, { name, part }] of this.held) {
      if (this.dropped.has(key)) continue;
      if (part.isChanged) await writePart(zip, name, part.result());
      else await copyPart(this.zip, zip, name);
    }
  }

  private readonly names = new Set<string>();
  private readonly ids = new Set<string>();

  private async relationshipsOf(from: string): Promise<XmlPart> {
    const name = relationshipsPart(from);
    if (this.zip.has(name) || this.held.has(name.toLowerCase())) return this.part(name);
    return this.create(name, NO_RELATIONSHIPS);
  }
}

/** An id that the relationships do not have. @param given Those that were given to others. */
function freeId(relationships: XmlPart, given: Set<string>): string {
  const taken = new Set(relationships.children(relationships.root).map((element) => element.attribute('Id')));
  for (let number = 1; ; number += 1) {
    const id = `carbonsheet${number}`;
    if (taken.has(id) || given.has(id)) continue;
    given.add(id);
    return id;
  }
}

function isPart(partName: string | undefined, name: string): boolean {
  return partName?.replace(/^\//, '').toLowerCase() === name.toLowerCase();
}

async function writePart(zip: ZipWriter, name: string, bytes: Buffer): Promise<void> {
  const part = zip.part(name);
  await part.write(bytes);
  await part.close();
}

/** Copies a part as it is packed. */
export async function copyPart(from: ZipArchive, to: ZipWriter, name: string): Promise<void> {
  const packed = from.packed(name);
  if (packed !== undefined) await to.copy(packed);
}
