// The workbook's own part while it is changed: its sheets, the names that it defines, and which sheet is in view.

import { brokenWorkbook } from '../broken-workbook.js';
import { type Dialect, STRICT, TRANSITIONAL } from '../xml-names.js';
import { escapeXml } from '../xml-text.js';
import { type DefinedName, isOwnName } from './own-parts.js';
import type { Package } from './package.js';
import { highest, type XmlElement, type XmlPart } from './xml-part.js';

/** The schema's order (ECMA-376 part 1, 18.2.27). */
const ORDER = [
  'fileVersion',
  'fileSharing',
  'workbookPr',
  'workbookProtection',
  'bookViews',
  'sheets',
  'functionGroups',
  'externalReferences',
  'definedNames',
  'calcPr',
  'oleSize',
  'customWorkbookViews',
  'pivotCaches',
  'smartTagPr',
  'smartTagTypes',
  'webPublishing',
  'fileRecoveryPr',
  'webPublishObjects',
  'extLst',
];

/** Characters that a sheet's name may have. */
const NAME_CHARACTERS = 31;

/** A sheet of the workbook. */
export interface ListedSheet {
  readonly name: string;
  /** '' for a sheet that leads nowhere. */
  readonly part: string;
}

/** A new sheet, which a relationship of the workbook leads to. */
interface NewSheet {
  readonly name: string;
  readonly id: string;
  readonly hidden: boolean;
}

/** Finds the workbook's own part in its package. */
export async function openWorkbookPart(pack: Package): Promise<WorkbookPart> {
  const name = (await pack.related('', 'officeDocument')) ?? 'xl/workbook.xml';
  const part = await pack.part(name);
  const relationships = await pack.relationships(name);
  const list = part.child(part.root, 'sheets');
  if (list === undefined) throw brokenWorkbook(pack.path, 'it lists no sheet');
  const elements = part.children(list, 'sheet');
  const sheets = elements.map((element) => ({
    name: element.attribute('name') ?? '',
    part: relationships.get(element.attribute('id') ?? '')?.target ?? '',
  }));
  return new WorkbookPart(name, part, list, elements, sheets);
}

export class WorkbookPart {
  readonly dialect: Dialect;
  private nextId: number;
  private front: NewSheet | undefined;
  private readonly behind: NewSheet[] = [];
  private readonly ownNames: (DefinedName & { readonly sheet: string })[] = [];
  /** New ranges of the names by which programs find filters, by sheet. */
  private readonly filters = new Map<string, string>();

  constructor(
    readonly name: string,
    readonly part: XmlPart,
    private readonly list: XmlElement,
    elements: readonly XmlElement[],
    readonly sheets: readonly ListedSheet[],
  ) {
    const { start, inside } = part.root;
    this.dialect = part.source(start, inside).includes('purl.oclc.org') ? STRICT : TRANSITIONAL;
    this.nextId = 1 + highest(elements, 'sheetId');
  }

  /** The name, or the name with the first number that no other sheet has. */
  freeName(name: string): string {
    const taken = new Set([...this.sheets, ...this.newSheets].map((sheet) => sheet.name.toLowerCase()));
    for (let number = 1; ; number += 1) {
      const end = number === 1 ? '' : ` (${number})`;
      const free = name.slice(0, NAME_CHARACTERS - end.length) + end;
      if (!taken.has(free.toLowerCase())) return free;
    }
  }

  addSheet(sheet: NewSheet, place: 'front' | 'added'): void {
    if (place === 'front') this.front = sheet;
    else this.behind.push(sheet);
  }

  /** Defines a hidden name for a sheet. All that are ours and are not defined again go. */
  defineName(sheet: string, name: DefinedName): void {
    this.ownNames.push({ ...name, sheet });
  }

  /** Says where the filter of a sheet is now, where the workbook says it, too. */
  moveFilter(sheet: string, range: string): void {
    this.filters.set(sheet, range);
  }

  /** Writes all changes into the part. */
  finish(): void {
    this.listSheets();
    this.listNames();
    if (this.front !== undefined) this.keepView();
  }

  private get newSheets(): readonly NewSheet[] {
    return [...(this.front === undefined ? [] : [this.front]), ...this.behind];
  }

  private listSheets(): void {
    if (this.front !== undefined) this.part.prepend(this.list, this.sheetXml(this.front));
    for (const sheet of this.behind) this.part.append(this.list, this.sheetXml(sheet));
  }

  private sheetXml({ name, id, hidden }: NewSheet): string {
    const sheetId = this.nextId++;
    // The prefix may be declared further down, or not at all; and some programs know none but this one.
    const declared = `xmlns:r="${this.dialect.relationships}"`;
    const state = hidden ? ' state="hidden"' : '';
    return `<${this.list.prefix}sheet ${declared} name="${escapeXml(name)}" sheetId="${sheetId}"${state} r:id="${id}"/>`;
  }

  /** The place of a sheet among all, as names refer to it. */
  private indexOf(sheet: string): number {
    const names = [
      ...(this.front === undefined ? [] : [this.front.name]),
      ...this.sheets.map(({ name }) => name),
      ...this.behind.map(({ name }) => name),
    ];
    return names.indexOf(sheet);
  }

  private listNames(): void {
    const { part } = this;
    const list = part.child(part.root, 'definedNames');
    const shift = this.front === undefined ? 0 : 1;
    for (const element of list === undefined ? [] : part.children(list, 'definedName')) {
      const scope = element.attribute('localSheetId');
      if (isOwnName(element.attribute('name'))) part.remove(element);
      else if (scope !== undefined) {
        if (shift > 0) part.setAttribute(element, 'localSheetId', String(Number(scope) + shift));
        const range = this.filters.get(this.sheets[Number(scope)]?.name ?? '');
        if (range !== undefined && element.attribute('name') === '_xlnm._FilterDatabase') part.setText(element, range);
      }
    }
    const { prefix } = part.root;
    const defined = this.ownNames.map(({ sheet, name, refersTo }) => {
      const scope = this.indexOf(sheet);
      return `<${prefix}definedName name="${name}" localSheetId="${scope}" hidden="1">${escapeXml(refersTo)}</${prefix}definedName>`;
    });
    if (defined.length === 0) return;
    if (list !== undefined) part.append(list, defined.join(''));
    else {
      const xml = `<${prefix}definedNames>${defined.join('')}</${prefix}definedNames>`;
      part.insertInOrder(part.root, ORDER, 'definedNames', xml);
    }
  }

  /** The sheet that was in view stays so, behind the new one. */
  private keepView(): void {
    const { part } = this;
    const { prefix } = part.root;
    const views = part.child(part.root, 'bookViews');
    if (views === undefined) {
      const xml = `<${prefix}bookViews><${prefix}workbookView activeTab="1"/></${prefix}bookViews>`;
      part.insertInOrder(part.root, ORDER, 'bookViews', xml);
      return;
    }
    for (const view of part.children(views, 'workbookView')) {
      for (const name of ['activeTab', 'firstSheet']) {
        const shown = Number(view.attribute(name)) || 0;
        // The new sheet is to be seen among the tabs.
        if (name === 'activeTab' || shown > 0) part.setAttribute(view, name, String(shown + 1));
      }
    }
  }
}
