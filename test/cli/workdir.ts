// A temporary folder in which a test runs the built command as a user would, and reads what it left behind.
// What a run of the command said is printed when the test fails.

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ExcelJS from 'exceljs';
import Papa from 'papaparse';
import { onTestFailed, onTestFinished } from 'vitest';
import { addTrusted } from '../../src/cli/settings/trust-store.js';
import type { Counts } from '../../src/plan/result.js';
import type { Summary } from '../../src/report/summary.js';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/start-sandbox.js';

const command = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
if (!existsSync(command)) throw new Error(`${command} is missing: run "npm run build" first, or "npm test"`);

type Environment = Readonly<Record<string, string | undefined>>;

/** How a command ended and what it printed. */
export interface Ran {
  readonly args: readonly string[];
  /** null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** Over the environment of the folder; undefined takes a variable away. */
  readonly env?: Environment;
  /** No file may grow beyond so many blocks of 512 or 1024 bytes, as on a disk that is full. */
  readonly fileBlocks?: number;
  /** Standard input; without it, it is closed. */
  readonly stdin?: string;
}

/** A command that is still running. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ran>;
}

/** A line of a CSV file with a header. */
export type Line = Readonly<Record<string, string>>;

/** What a run's folder holds. */
export interface RunFolder {
  readonly path: string;
  readonly files: readonly string[];
  /** The header of results.csv, and its rows cell by cell; empty where there is no such file, as after a check. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly results: readonly Line[];
  readonly problems: readonly Line[];
  readonly summary: Summary;
}

/** Runs of the tests meet nobody else's, and what they trust is nobody else's. */
const state = { CARBONSHEET_STATE_DIR: join(tmpdir(), 'carbonsheet-test-state') };

/** A sandbox in this process: tests look into it and make it fail. Calculations are ready at once. */
export async function openSandbox(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ now: Date.now, processingMs: 0, ...options });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

/** An empty folder. @param environment Settings of every command that is run in it. */
export async function openWorkDir(environment: Environment = {}): Promise<WorkDir> {
  const path = await mkdtemp(join(tmpdir(), 'carbonsheet-test-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return new WorkDir(path, environment);
}

/** A folder whose commands talk to a sandbox of their own. */
export async function openWorkplace(
  options: Partial<SandboxOptions> = {},
): Promise<{ readonly dir: WorkDir; readonly sandbox: Sandbox }> {
  const sandbox = await openSandbox(options);
  return { sandbox, dir: await openWorkDir(sandbox.environment) };
}

export class WorkDir {
  constructor(
    readonly path: string,
    private readonly environment: Environment,
  ) {}

  /** Writes a file; text is UTF-8. Returns its name, ready to be an argument. */
  async write(name: string, content: string | Uint8Array): Promise<string> {
    await mkdir(dirname(join(this.path, name)), { recursive: true });
    await writeFile(join(this.path, name), content);
    return name;
  }

  /** Writes a config file that its user has trusted. */
  async writeTrusted(name: string, content: string): Promise<void> {
    await this.write(name, content);
    addTrusted(join(this.path, name), content, state);
  }

  /** Writes a workbook of one sheet per entry. */
  async writeBook(name: string, sheets: Readonly<Record<string, readonly (readonly ExcelJS.CellValue[])[]>>) {
    const book = new ExcelJS.Workbook();
    for (const [title, rows] of Object.entries(sheets)) book.addWorksheet(title).addRows(rows.map((row) => [...row]));
    await book.xlsx.writeFile(join(this.path, name));
    return name;
  }

  read(name: string): Promise<string> {
    return readFile(join(this.path, name), 'utf8');
  }

  async readBook(name: string): Promise<ExcelJS.Workbook> {
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(join(this.path, name));
    return book;
  }

  has(name: string): boolean {
    return existsSync(join(this.path, name));
  }

  /** Runs the command to its end. */
  run(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
    return this.start(args, options).ended;
  }

  /** Starts the command. */
  start(args: readonly string[], { env, stdin, fileBlocks }: RunOptions = {}): Running {
    const limited = fileBlocks === undefined ? [] : ['-c', `ulimit -f ${fileBlocks}; exec "$0" "$@"`, process.execPath];
    const child = spawn(limited.length > 0 ? 'sh' : process.execPath, [...limited, command, ...args], {
      cwd: this.path,
      env: { ...ownEnvironment(), ...this.environment, ...env },
      stdio: [stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const out = { stdout: '', stderr: '' };
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      out.stdout += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      out.stderr += text;
    });
    child.stdin?.end(stdin);
    onTestFailed(() => void process.stderr.write(said(args, child.exitCode, out)));
    const ended = new Promise<Ran>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => {
        resolve({ args, code, ...out });
      });
    });
    return { child, ended };
  }

  /** The environment of a shell script in which `carbonsheet` is the command. */
  shellEnvironment(): Record<string, string | undefined> {
    const call = `() { "${process.execPath}" "${command}" "$@"; }`;
    return { ...ownEnvironment(), ...this.environment, 'BASH_FUNC_carbonsheet%%': call };
  }

  /** The names of the run folders, the oldest first. */
  async runNames(runsDir = 'runs'): Promise<readonly string[]> {
    return this.has(runsDir) ? (await readdir(join(this.path, runsDir))).sort() : [];
  }

  /** The folder of the run that a `--json` summary tells of, or the only run there is. */
  async runFolder(ran?: Ran): Promise<RunFolder> {
    const names = await this.runNames();
    const folder = ran ? summaryOf(ran).folder : join('runs', names[0] ?? '');
    if (!ran && names.length !== 1) throw new Error(`expected one run folder, got: ${names.join(', ')}`);
    const results = join(folder, 'results.csv');
    const table = this.has(results) ? parseCsv(await this.read(results)) : [];
    const [columns = [], ...rows] = table;
    return {
      path: folder,
      files: (await readdir(join(this.path, folder))).sort(),
      columns,
      rows,
      results: lines(table),
      problems: lines(parseCsv(await this.read(join(folder, 'problems.csv')))),
      summary: JSON.parse(await this.read(join(folder, 'summary.json'))),
    };
  }
}

/** The environment of this process without anything that could reach a real account or change a default. */
function ownEnvironment(): Record<string, string | undefined> {
  const foreign = /^(DCYCLE|CARBONCLOUD|VARIABLE|CARBONSHEET)_|^(NO_COLOR|FORCE_COLOR|NODE_OPTIONS)$|_proxy$/i;
  const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  // Every sandbox is an account that was never written to, and nobody is there to be asked.
  return { ...Object.fromEntries(own), ...state, CARBONSHEET_YES: '1' };
}

function said(
  args: readonly string[],
  code: number | null,
  { stdout, stderr }: Pick<Ran, 'stdout' | 'stderr'>,
): string {
  return `\n$ carbonsheet ${args.join(' ')}\nexit ${code}\n--- stdout\n${stdout}\n--- stderr\n${stderr}\n---\n`;
}

/** The summary that a command printed with `--json`. */
export function summaryOf({ stdout }: Ran): Summary {
  return JSON.parse(stdout) as Summary;
}

/** The counts that are not zero, so that a test names only what it expects. */
export function countsOf(counts: Counts): Partial<Counts> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

/** The cells of a CSV text, line by line. */
export function parseCsv(text: string, delimiter = ','): string[][] {
  return Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { delimiter, skipEmptyLines: true }).data;
}

function lines([header = [], ...rows]: readonly string[][]): readonly Line[] {
  return rows.map((cells) =>
    // The first of two columns with one name counts: those of the results come before those of the source.
    Object.fromEntries(header.map((title, index) => [title, cells[index] ?? ''] as const).reverse()),
  );
}
