// carbonsheet explain [CODE]

import { type Explanation, explanations } from '../../problems/explain.js';
import { Stop } from '../../problems/stop.js';
import { exitCodeOfKind } from '../../report/exit-code.js';
import { nearest } from '../../values/nearest.js';
import { openTerminal } from '../terminal/open-terminal.js';
import { columnsOf, indented } from '../terminal/wrap.js';
import type { CommandArguments } from './index.js';

export function run(args: CommandArguments<'explain'>): void {
  const terminal = openTerminal(args);
  const found = explanationsOf(args.code);
  terminal.printJson({ version: 1, command: 'explain', codes: found.map(jsonOf) });
  const width = columnsOf(process.stdout, process.env);
  for (const one of found) {
    const heading = `${terminal.paint('strong', one.code)}  ${weightOf(one)}`;
    const texts = args.code === undefined ? [one.meaning] : [one.meaning, `Example: ${one.example}`, `Fix: ${one.fix}`];
    terminal.print(heading, ...texts.flatMap((text) => indented(text, 2, width)));
  }
}

/** Every explanation of a code, which can be both a problem and a stop; without a code all there are. */
function explanationsOf(code: string | undefined): readonly Explanation[] {
  const all = explanations();
  if (code === undefined) return all;
  const wanted = code.toUpperCase().replaceAll('-', '_');
  const found = all.filter((one) => one.code === wanted);
  if (found.length > 0) return found;
  const near = nearest(
    wanted,
    all.map((one) => one.code),
  );
  const hint = near === undefined ? 'carbonsheet explain lists all codes' : `did you mean ${near}?`;
  throw new Stop('usage', 'NO_SUCH_CODE', `there is no code ${JSON.stringify(code)}`, hint);
}

function weightOf(one: Explanation): string {
  return one.about === 'problem' ? one.severity : `stop, exit code ${exitCodeOfKind(one.kind)}`;
}

function jsonOf(one: Explanation): unknown {
  return one.about === 'problem' ? one : { ...one, exitCode: exitCodeOfKind(one.kind) };
}
