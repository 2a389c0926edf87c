// The problems of a whole table that its rows reveal: rules that decide nothing, and rules that it seems to need.

import type { RowRule } from '../../mapping/saved/row-rules.js';
import { problemAt } from '../../problems/place.js';
import { finding, type Problem } from '../../problems/problem.js';
import type { RuleProposal } from '../../selection/proposals/propose-rules.js';
import { groupedAmount } from '../../values/numbers/grouped.js';
import type { RowWatch } from '../rows/watch-rows.js';
import type { Table } from '../table/open-table.js';

/** The problems, for rows that have all been watched. */
export function selectionProblems({ rules, sheet, mapping }: Table, watch: RowWatch): readonly Problem[] {
  const unused = rules.filter(({ name }) => !watch.usedRules.has(name));
  return [
    ...unused.map(({ name }) => {
      const place = { sheet, row: mapping.headerRow, column: '', field: '', value: name };
      return problemAt(place, finding('RULE_UNUSED', { rule: name }));
    }),
    ...watch.proposals().map((proposal) => proposed(proposal, sheet)),
  ];
}

function proposed(proposal: RuleProposal, sheet: string): Problem {
  const { called: category, action, because, rows, firstRow, column, text, said, sums, rules } = proposal;
  const found = finding('PROPOSED_EXCLUSION', {
    rows,
    sums: Object.entries(sums).map(([unit, sum]) => `${groupedAmount(sum)} ${unit}`.trim()),
    category,
    said,
    because,
    rules: rules.map(asYaml),
    isQuestion: action === 'ask',
  });
  return problemAt({ sheet, row: firstRow, column, field: '', value: text }, found);
}

/** On one line. */
function asYaml({ name, when, unless, action, reason = '' }: RowRule): string {
  const exceptions = unless ? `, unless: ${columnsAsYaml(unless)}` : '';
  return `{name: ${plainOrQuoted(name)}, when: ${columnsAsYaml(when)}${exceptions}, action: ${action}, reason: ${plainOrQuoted(reason)}}`;
}

function columnsAsYaml(columns: RowRule['when']): string {
  const entries = Object.entries(columns).map(
    ([title, patterns]) => `${plainOrQuoted(title)}: ${listed([patterns].flat())}`,
  );
  return `{${entries.join(', ')}}`;
}

function listed(patterns: readonly (string | number)[]): string {
  const texts = patterns.map((pattern) => plainOrQuoted(String(pattern)));
  return texts.length === 1 ? (texts[0] ?? '') : `[${texts.join(', ')}]`;
}

/** Words alone need no quotes in YAML; all else is quoted as in JSON. */
const PLAIN = /^~?\p{L}[\p{L} ]*$/u;
const YAML_WORDS = /^(?:true|false|yes|no|on|off|null|y|n)$/i;

function plainOrQuoted(text: string): string {
  return PLAIN.test(text) && !YAML_WORDS.test(text) && text === text.trim() ? text : JSON.stringify(text);
}
