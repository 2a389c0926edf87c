// carbonsheet pack RUN, and pack --verify FILE

import { basename } from 'node:path';
import { packRun } from '../../../pipeline/pack/pack.js';
import { Stop } from '../../../problems/stop.js';
import { verifyPack } from '../../../read/pack/verify-pack.js';
import { makeTools } from '../../context.js';
import { exitWith } from '../../exit.js';
import { requireReplaceable } from '../../replace-file.js';
import { requireLedger } from '../../require-ledger.js';
import { openTerminal } from '../../terminal/open-terminal.js';
import { version } from '../../version.js';
import type { CommandArguments } from '../index.js';

type PackArguments = CommandArguments<'pack'>;

export async function run(args: PackArguments): Promise<void> {
  const { run: named, verify } = args;
  if (verify !== undefined && named === undefined) return verifying(args, verify);
  if (named === undefined || verify !== undefined)
    throw new Stop('usage', 'USAGE', 'name one run, or an archive', 'carbonsheet pack RUN, or pack --verify FILE');
  requireLedger(args);
  const terminal = openTerminal(args);
  const versions = { carbonsheet: version(), node: process.version };
  // Packing needs no account.
  const tools = makeTools(args, terminal, { settings: {} });
  const beforeWriting = (out: string) => requireReplaceable([out], args.force, terminal.ask);
  const packed = await packRun({ ...args, run: named, versions, beforeWriting }, tools);
  terminal.print(
    `${packed.out}: ${packed.files.length} files`,
    `SHA-256 of its SHA256SUMS, to be noted elsewhere: ${packed.sha256}`,
  );
  terminal.printJson({ version: 1, command: 'pack', ...packed, exitCode: 0 });
}

async function verifying(args: PackArguments, file: string): Promise<void> {
  const terminal = openTerminal(args);
  const found = await verifyPack(file);
  const { changed, added, missing, sha256, files } = found;
  const faults = [
    ...changed.map((name) => `changed: ${name}`),
    ...added.map((name) => `added: ${name}`),
    ...missing.map((name) => `missing: ${name}`),
  ];
  const exitCode = faults.length === 0 ? 0 : 4;
  const verdict = exitCode === 0 ? `all ${files} files are as they were packed` : 'not as it was packed';
  terminal.print(
    terminal.paint(exitCode === 0 ? 'good' : 'error', `${basename(file)}: ${verdict}`),
    ...faults,
    `SHA-256 of its SHA256SUMS: ${sha256}`,
  );
  terminal.printJson({ version: 1, command: 'pack', file, ...found, exitCode });
  exitWith(exitCode);
}
