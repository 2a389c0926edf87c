// Whether output is coloured, and with which styles.

import { styleText } from 'node:util';
import type { Paint } from '../../report/text.js';
import { sealed } from './door.js';

type Style = Parameters<typeof styleText>[0];
const styles: Readonly<Record<Parameters<Paint>[0], Style>> = {
  error: 'red',
  warning: 'yellow',
  note: 'cyan',
  good: 'green',
  dim: 'dim',
  strong: 'bold',
};

/** The option counts first, then FORCE_COLOR, then NO_COLOR, then whether the stream is a terminal. */
export function hasColor(
  stream: { readonly isTTY?: boolean },
  { FORCE_COLOR, NO_COLOR }: Readonly<Record<string, string | undefined>>,
  option: boolean | undefined,
): boolean {
  if (option !== undefined) return option;
  if (FORCE_COLOR !== undefined) return !['0', 'false'].includes(FORCE_COLOR);
  return !NO_COLOR && stream.isTTY === true;
}

/** Styles text, or leaves it as it is. */
export function painter(isColored: boolean): Paint {
  if (!isColored) return (_tone, text) => text;
  return (tone, text) => {
    // The decision is made: left to itself, styleText would look at stdout again and overrule --color.
    const [before = '', after = ''] = styleText(styles[tone], ' ', { validateStream: false }).split(' ');
    return sealed([before, after], text);
  };
}
