// What the documentation says of problem and stop codes: a heading for each, in the words of `carbonsheet explain`.

import { cellProblems } from '../../src/problems/catalogue/cells.js';
import { headerProblems } from '../../src/problems/catalogue/header.js';
import { resultProblems } from '../../src/problems/catalogue/results.js';
import { rowProblems } from '../../src/problems/catalogue/rows.js';
import { selectionProblems } from '../../src/problems/catalogue/selection.js';
import { serviceProblems } from '../../src/problems/catalogue/service.js';
import { spellingProblems } from '../../src/problems/catalogue/spelling.js';
import { suspectProblems } from '../../src/problems/catalogue/suspects.js';
import { type Explanation, explanations } from '../../src/problems/explain.js';
import { fileStops } from '../../src/problems/stops/files.js';
import { outputStops } from '../../src/problems/stops/output.js';
import { runStops } from '../../src/problems/stops/runs.js';
import { serviceStops } from '../../src/problems/stops/services.js';
import { settingStops } from '../../src/problems/stops/settings.js';
import { tableStops } from '../../src/problems/stops/tables.js';
import { exitCodeOfKind } from '../../src/report/exit-code.js';

type Groups = Readonly<Record<string, object>>;

const problems: Groups = {
  'Problems of the header': headerProblems,
  'Problems of a cell': cellProblems,
  'Problems of a row': rowProblems,
  'Which rows are sent': selectionProblems,
  'What is held back as unusual': suspectProblems,
  'What is nearly another value': spellingProblems,
  'What the service has': serviceProblems,
  'What became of a row': resultProblems,
};

const stops: Groups = {
  'Stops at options and settings': settingStops,
  'Stops at a file': fileStops,
  'Stops at a table': tableStops,
  'Stops of a run': runStops,
  'Stops at a service': serviceStops,
  'Stops at results': outputStops,
};

/** Every problem code. */
export function problemParts(): string {
  return parts(problems, 'problem');
}

/** Every stop code. */
export function stopParts(): string {
  return parts(stops, 'stop');
}

function parts(groups: Groups, about: Explanation['about']): string {
  const known = explanations().filter((one) => one.about === about);
  return Object.entries(groups)
    .map(([title, codes]) => {
      const own = known.filter(({ code }) => Object.hasOwn(codes, code));
      return [`### ${title}`, ...own.map(partOf)].join('\n\n');
    })
    .join('\n\n');
}

function partOf(explained: Explanation): string {
  const { code, meaning, example, fix } = explained;
  const weight = explained.about === 'problem' ? explained.severity : `exit code ${exitCodeOfKind(explained.kind)}`;
  const lines = [`${meaning} (${weight})`, `- Example: ${codeSpan(example)}`, fix && `- Fix: ${fix}`];
  return `#### ${code}\n\n${lines[0]}\n\n${lines.slice(1).filter(Boolean).join('\n')}`;
}

/** Inline code that may hold backticks. */
function codeSpan(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}
