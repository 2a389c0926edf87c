// When output is coloured.

import { expect, it } from 'vitest';
import { hasColor } from '../../../src/cli/terminal/color.js';

it.each<[isTTY: boolean, env: Readonly<Record<string, string>>, option: boolean | undefined, colored: boolean]>([
  [true, {}, undefined, true],
  [false, {}, undefined, false],
  [true, { NO_COLOR: '1' }, undefined, false],
  [true, { NO_COLOR: '' }, undefined, true],
  [false, { FORCE_COLOR: '1' }, undefined, true],
  [false, { FORCE_COLOR: '' }, undefined, true],
  [true, { FORCE_COLOR: '0' }, undefined, false],
  [false, { FORCE_COLOR: '1', NO_COLOR: '1' }, undefined, true],
  [true, { FORCE_COLOR: '1' }, false, false],
  [false, { NO_COLOR: '1' }, true, true],
])('terminal %s, %j, option %s: %s', (isTTY, env, option, colored) => {
  expect(hasColor({ isTTY }, env, option)).toBe(colored);
});
