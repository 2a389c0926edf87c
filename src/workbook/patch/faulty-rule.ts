// The one rule that colours faulty cells, whatever they look like: a hidden column names the faulty columns of its row as `|2|5|`.

import { columnLetters } from '../../values/column-letters.js';
import { highest, type XmlElement, type XmlPart } from './xml-part.js';

/** Where a rule holds. */
export interface Rule {
  readonly range: string;
  /** The first row of the range. */
  readonly row: number;
  /** The hidden column, from 1. */
  readonly faults: number;
  /** The number of the look. */
  readonly look: number;
}

/** The formula of the rule as programs write it again. */
const FORMULA = /SEARCH\(\s*"\|"\s*&\s*COLUMN\(\)\s*&\s*"\|"\s*,/i;

/** What the hidden column says of a row. @param columns From 1. */
export function faultsText(columns: readonly number[]): string {
  return columns.length === 0 ? '' : `|${columns.join('|')}|`;
}

/** The rule, before all others that might hide it. */
export function ruleXml(part: XmlPart, { range, row, faults, look }: Rule): string {
  const { prefix } = part.root;
  const formula = `ISNUMBER(SEARCH(&quot;|&quot;&amp;COLUMN()&amp;&quot;|&quot;,$${columnLetters(faults - 1)}${row}))`;
  return [
    `<${prefix}conditionalFormatting sqref="${range}">`,
    `<${prefix}cfRule type="expression" dxfId="${look}" priority="${firstPriority(part)}">`,
    `<${prefix}formula>${formula}</${prefix}formula></${prefix}cfRule></${prefix}conditionalFormatting>`,
  ].join('');
}

/** Takes the rule of an earlier patch away. Gives the number of its look. */
export function removeRule(part: XmlPart): number | undefined {
  let look: number | undefined;
  for (const block of part.children(part.root, 'conditionalFormatting')) {
    const rules = part.children(block, 'cfRule');
    const own = rules.filter((rule) => isOwn(part, rule));
    for (const rule of own) look ??= numberOf(rule, 'dxfId');
    if (own.length === rules.length && own.length > 0) part.remove(block);
    else for (const rule of own) part.remove(rule);
  }
  return look;
}

/** The priority before all others, which make room for it. */
function firstPriority(part: XmlPart): number {
  const blocks = part.children(part.root, 'conditionalFormatting');
  const rules = blocks.flatMap((block) => part.children(block, 'cfRule')).filter((rule) => !isOwn(part, rule));
  const priorities = rules.map((rule) => numberOf(rule, 'priority') ?? 0);
  if (!priorities.some((priority) => priority <= 1)) return 1;
  // A pivot table knows its rules by their priorities.
  if (blocks.some((block) => /^(1|true)$/.test(block.attribute('pivot') ?? ''))) return highest(rules, 'priority') + 1;
  for (const [place, rule] of rules.entries())
    part.setAttribute(rule, 'priority', String((priorities[place] ?? 0) + 1));
  return 1;
}

function isOwn(part: XmlPart, rule: XmlElement): boolean {
  return part.children(rule, 'formula').some((formula) => FORMULA.test(part.text(formula)));
}

function numberOf(element: XmlElement, name: string): number | undefined {
  const value = Number.parseInt(element.attribute(name) ?? '', 10);
  return Number.isNaN(value) ? undefined : value;
}
