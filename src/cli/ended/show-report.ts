// Shows what a report says in its first figures and where it is, and sets the exit code.

import type { ReportFigure } from '../../report/monthly/report-model.js';
import { shownFigure } from '../../report/monthly/shown-figure.js';
import type { Reported } from '../../report/report-summary.js';
import { exitWith } from '../exit.js';
import type { Terminal } from '../terminal/terminal.js';

/** Shows a finished report. */
export function showReport(reported: Reported, terminal: Terminal): void {
  const { report, files, exitCode } = reported;
  terminal.print(terminal.paint('strong', report.title), `${report.service}, ${report.account}`);
  for (const figure of report.figures) terminal.print(...figureLines(figure));
  terminal.print(`Written to ${files.map(({ file }) => file).join(' and ')}`);
  terminal.printJson(reported);
  exitWith(exitCode);
}

/** Rounded as on the page; --json has all digits. */
function figureLines({ title, value, kind, unit, note, blank = 'none' }: ReportFigure): readonly string[] {
  const shown = value === '' ? blank : `${shownFigure(value, kind)} ${kind === 'share' ? '' : unit}`;
  return [`  ${title}: ${shown.trimEnd()}`, ...(note ? [`    ${note}`] : [])];
}
