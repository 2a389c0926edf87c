// Prints the help that a command line asks for.

import { EXIT_USAGE } from '../../report/exit-code.js';
import { nearest } from '../../values/nearest.js';
import { commandNamed, commandNames, isCommand } from '../commands/index.js';
import { exitWith } from '../exit.js';
import type { Given } from '../options/command-line.js';
import { hasColor, painter } from '../terminal/color.js';
import { writeLines } from '../terminal/door.js';
import { columnsOf } from '../terminal/wrap.js';
import { commandHelp, programHelp } from './help-text.js';

/** Prints the help of the command that the words name, or of the program. */
export async function showHelp(words: readonly string[], given: ReadonlyMap<string, Given>): Promise<void> {
  const [name] = words;
  const asked = given.get('color')?.texts.at(-1);
  const color = asked === undefined ? undefined : asked === 'true';
  const heading = painter(hasColor(process.stdout, process.env, color));
  const width = columnsOf(process.stdout, process.env);
  const bold = (text: string): string => heading('strong', text);
  if (name === undefined) writeLines(process.stdout, programHelp(width, bold));
  else if (isCommand(name)) {
    const command = commandNamed(name);
    const narrowings = (await command.narrowings?.(words.slice(1))) ?? {};
    writeLines(process.stdout, commandHelp(name, command, narrowings, width, bold));
  } else {
    const near = nearest(name, commandNames);
    const hint =
      near === undefined ? 'carbonsheet --help lists the commands' : `did you mean carbonsheet help ${near}?`;
    writeLines(process.stderr, [`Stopped: there is no command ${JSON.stringify(name)}`, `  ${hint}`]);
    exitWith(EXIT_USAGE);
  }
}
