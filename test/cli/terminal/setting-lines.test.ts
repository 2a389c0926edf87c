// Settings to paste into a shell.

import { expect, it } from 'vitest';
import { settingLines } from '../../../src/cli/terminal/setting-lines.js';

const settings = { DCYCLE_BASE_URL: 'http://127.0.0.1:4010', DCYCLE_API_KEY: "it's a key" };

it.each<[NodeJS.Platform, readonly string[]]>([
  ['linux', ['export DCYCLE_BASE_URL=http://127.0.0.1:4010', "export DCYCLE_API_KEY='it'\\''s a key'"]],
  ['win32', ["$env:DCYCLE_BASE_URL = 'http://127.0.0.1:4010'", "$env:DCYCLE_API_KEY = 'it''s a key'"]],
])('on %s', (platform, lines) => {
  expect(settingLines(settings, platform)).toEqual(lines);
});
