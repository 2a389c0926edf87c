// Arguments that begin with a dash and are no options: a lone `-`, which stands for standard input, and what follows `--`.
// yargs drops the first and takes the others for no arguments of its commands, so that they are marked while yargs is at work.

/** No argument of a process can hold this character. */
const MARK = '\u0000';

/** Arguments as yargs may see them. */
export function hideDashes(argv: readonly string[]): string[] {
  const end = argv.indexOf('--');
  const before = end < 0 ? argv : argv.slice(0, end);
  const behind = end < 0 ? [] : argv.slice(end + 1);
  return [
    ...before.map((argument) => (argument === '-' ? MARK + argument : argument)),
    ...behind.map((argument) => (argument.startsWith('-') ? MARK + argument : argument)),
  ];
}

/** What yargs made of them, without the marks. */
export function showDashes(parsed: unknown): unknown {
  if (typeof parsed === 'string') return parsed.startsWith(MARK) ? parsed.slice(MARK.length) : parsed;
  if (Array.isArray(parsed)) return parsed.map(showDashes);
  if (typeof parsed !== 'object' || parsed === null) return parsed;
  return Object.fromEntries(Object.entries(parsed).map(([name, value]) => [name, showDashes(value)]));
}
