// Settings as lines to paste into a shell.

import { shellWord } from './shell-word.js';

/** Commands that set the variables: for PowerShell on Windows, else for sh. */
export function settingLines(settings: Readonly<Record<string, string>>, platform: NodeJS.Platform): readonly string[] {
  return Object.entries(settings).map(([name, value]) =>
    platform === 'win32' ? `$env:${name} = '${value.replaceAll("'", "''")}'` : `export ${name}=${shellWord(value)}`,
  );
}
