// The version of this program, as package.json says it.

import { readFileSync } from 'node:fs';
import { packageFile } from './package-file.js';

export function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(packageFile('package.json'), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '';
}
