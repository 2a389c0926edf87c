// How often the right field is proposed for a column: for whole exports and for a list of titles. `npm run bench:mapping`; with
// `-- --verbose`, each column that is not right. Ends with 1 where a column is wrong without a word, or fewer than 95 % are right.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { importDatasets } from '../../src/datasets/all.js';
import { exportCases, type MappingCase, titleCases } from '../mapping/propose/cases.js';
import { countVerdicts, type JudgedCase, judge, rightShares, verdicts } from '../mapping/propose/judge.js';

const LEAST_RIGHT = 0.95;
/** Of titles for which no word was added. */
const LEAST_UNSEEN = 0.94;

const { values: options } = parseArgs({ options: { verbose: { type: 'boolean', default: false } } });

// The compiled benchmark stands in build/bench.
const project = fileURLToPath(new URL('../..', import.meta.url));
const given = join(project, '../shared/cases/mapping');

const titlesOf = (name: string) => titleCases(join(project, `test/fixtures/${name}.csv`));

function table(lines: readonly JudgedCase[]): void {
  const width = Math.max(...lines.map(({ name }) => name.length));
  console.log(['file'.padEnd(width), ...verdicts.map((word) => word.padStart(6)), ' dataset'].join(' '));
  for (const { name, columns, dataset } of lines) {
    const counts = countVerdicts(columns);
    console.log(
      [name.padEnd(width), ...verdicts.map((word) => String(counts[word]).padStart(6)), ` ${dataset}`].join(' '),
    );
  }
}

function mistakes(lines: readonly JudgedCase[]): void {
  for (const { name, columns } of lines) {
    for (const { title, verdict, proposed } of columns) {
      if (verdict === 'right' || verdict === 'left') continue;
      console.log(`  ${verdict}: ${name}${name.startsWith(title) ? '' : `, ${title}`} -> ${proposed || 'nothing'}`);
    }
  }
}

/** Prints one group of tables; whether it is good enough. */
function report(name: string, cases: readonly MappingCase[], ofFiles: boolean, least = LEAST_RIGHT): boolean {
  const judged = cases.map((one) => judge(one, importDatasets));
  console.log(`\n${name}`);
  if (ofFiles) table(judged);
  const total = countVerdicts(judged.flatMap(({ columns }) => columns));
  const { ofFields, ofAll } = rightShares(judged);
  console.log(verdicts.map((word) => `${total[word]} ${word}`).join(', '));
  console.log(`right: ${percent(ofFields)} of the columns that mean a field, ${percent(ofAll)} of all columns`);
  if (options.verbose) mistakes(judged);
  const isOtherRows = ofFiles && judged.some(({ dataset }) => dataset === 'wrong');
  return total.wrong === 0 && !isOtherRows && ofFields >= least && ofAll >= least;
}

function percent(share: number): string {
  return `${(Math.floor(share * 1000) / 10).toFixed(1)} %`;
}

const good = [
  ...(existsSync(given) ? [report('Given exports', await exportCases(given), true)] : []),
  report('Exports of the project', await exportCases(join(project, 'test/fixtures/mapping')), true),
  report('Titles', await titlesOf('real-titles'), false),
  report('Titles written down before the words were known', await titlesOf('erp-titles'), false, LEAST_UNSEEN),
  report('Titles kept back', await titlesOf('kept-back-titles'), false, LEAST_UNSEEN),
  report('Titles of other things', await titlesOf('other-titles'), false, 0),
];
process.exitCode = good.every(Boolean) ? 0 : 1;
