// What a person sees: colour, progress bar, problems, questions. Results go to stdout (with --json only as JSON); problems, notes,
// progress and stops go to stderr.

import type { WriteStream } from 'node:tty';
import type { Progress } from '../../pipeline/tools.js';
import type { Problem, Severity } from '../../problems/problem.js';
import { Stop } from '../../problems/stop.js';
import { visible } from '../../problems/visible.js';
import { causeSections, type TableCauses } from '../../report/cause-text.js';
import { type Paint, problemText } from '../../report/text.js';
import type { EventLog } from '../log/event-log.js';
import { progressEvent } from '../log/events.js';
import { hasColor, painter } from './color.js';
import { writeLines } from './door.js';
import { ProgressBar } from './progress-bar.js';
import { stopLines } from './stop-text.js';
import { columnsOf, hanging, indented } from './wrap.js';

/** What to print, and in which form. */
export interface TerminalOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** @default colour in a terminal */
  readonly color?: boolean | undefined;
  /** Print every row that was not written, or would not be. @default as many as errors */
  readonly everyFailure?: boolean | undefined;
  /** Receives what happens, also what is not printed. */
  readonly log?: Pick<EventLog, 'write' | 'stopped' | 'belongsTo'> | undefined;
}

/** One of several answers. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

/** Lines about the causes of one file, and failed rows as many as for errors: a check fits on two screens. Files have all of them. */
type MostShown = Readonly<Record<Severity, number>>;
const MOST_SHOWN: MostShown = { error: 26, warning: 12, note: 0 };
const EVERYTHING: MostShown = { error: 500, warning: 500, note: 500 };
/** Of the lines that belong to the one above. */
const INDENT = 4;

export class Terminal {
  private readonly bar: ProgressBar;
  private heard = true;
  private failures = 0;

  constructor(
    private readonly options: TerminalOptions,
    now: () => number,
    private readonly mostShown: MostShown = MOST_SHOWN,
  ) {
    this.bar = new ProgressBar(process.stderr, now, options.quiet);
    process.stdout.once('error', () => {
      this.heard = false;
    });
  }

  /** Styles results, if colour is on. */
  readonly paint: Paint = (tone, text) => this.painterOf(this.resultStream())(tone, text);

  /** Styles messages, if colour is on. */
  readonly paintMessage: Paint = (tone, text) => this.painterOf(process.stderr)(tone, text);

  get isVerbose(): boolean {
    return this.options.verbose;
  }

  /** Whether somebody still reads the output: `head` ends when it has seen enough. */
  isHeard(): boolean {
    return this.heard;
  }

  /** Prints a result for people: to stdout, or to stderr with --json. */
  print(...lines: readonly string[]): void {
    if (!this.options.quiet) this.answer(...lines);
  }

  /** Prints what the command was called for, such as a list: also with --quiet. */
  answer(...lines: readonly string[]): void {
    this.bar.clear();
    writeLines(this.resultStream(), lines);
  }

  /** With --quiet, prints the one message of a command that did not stop and did not end well; else the summary says it. */
  conclude(...lines: readonly string[]): void {
    if (this.options.quiet) this.complain(...lines);
  }

  /** Prints a result for programs, with --json. */
  printJson(value: unknown): void {
    if (this.options.json) writeLines(process.stdout, [JSON.stringify(value)]);
  }

  /** Prints progress and notes. */
  say(...lines: readonly string[]): void {
    if (this.options.quiet) return;
    this.bar.clear();
    writeLines(process.stderr, lines);
  }

  /** Prints an error: also with --quiet. */
  readonly complain = (...lines: readonly string[]): void => {
    this.bar.clear();
    writeLines(process.stderr, lines);
  };

  /** Prints what may be wrong: with --quiet, the one message at the end says it. */
  warn(line: string): void {
    if (!this.isSilent) this.complain(this.paintMessage('warning', line));
  }

  /** Shows the progress of a run. */
  readonly tell = (progress: Progress): void => {
    this.note(progress);
    switch (progress.kind) {
      case 'said':
        this.say(this.paintMessage('dim', progress.text));
        break;
      case 'warned':
        this.warn(`! ${progress.text}`);
        break;
      case 'problem':
        if (this.options.verbose && !(this.options.quiet && progress.problem.severity !== 'error'))
          this.complain(...problemText(progress.file, progress.problem, this.paintMessage));
        break;
      case 'causes':
        this.showCauses(progress);
        break;
      case 'failure':
        this.showFailure(progress.file, progress.problem);
        break;
      case 'step':
        this.bar.show(progress.step, progress.done, progress.total);
        break;
      case 'end':
        this.bar.finish();
        this.tellHidden(progress.step);
    }
  };

  /** Whether a person can answer questions. */
  get canAsk(): boolean {
    return process.stdin.isTTY === true && process.stderr.isTTY === true;
  }

  /** Asks a yes-or-no question; undefined without a terminal. */
  readonly ask = async (question: string): Promise<boolean | undefined> => {
    if (!this.canAsk) return undefined;
    this.bar.clear();
    const { confirm, isCancel } = await import('@clack/prompts');
    const answer = await confirm({ message: visible(question), initialValue: false, output: process.stderr });
    return isCancel(answer) ? false : answer;
  };

  /** Asks to choose one; undefined without a terminal. Throws a Stop at Ctrl-C. */
  readonly choose = async (question: string, choices: readonly Choice[]): Promise<string | undefined> => {
    if (!this.canAsk) return undefined;
    this.bar.clear();
    const { select, isCancel } = await import('@clack/prompts');
    const options = choices.map(({ value, label, hint }) => ({
      value,
      label: visible(label),
      ...(hint === undefined ? {} : { hint: visible(hint) }),
    }));
    const answer = await select({ message: visible(question), options, maxItems: 10, output: process.stderr });
    if (isCancel(answer)) throw interrupted();
    return answer;
  };

  /** Asks for a text; undefined without a terminal. Throws a Stop at Ctrl-C. */
  readonly askText = async (question: string): Promise<string | undefined> => {
    if (!this.canAsk) return undefined;
    this.bar.clear();
    const { text, isCancel } = await import('@clack/prompts');
    const answer = await text({
      message: visible(question),
      validate: (value) => (value?.trim() ? undefined : 'Type a text, or end with Ctrl-C'),
      output: process.stderr,
    });
    if (isCancel(answer)) throw interrupted();
    return answer ?? '';
  };

  /** Asks for hidden input; undefined without a terminal. Throws a Stop at Ctrl-C. */
  readonly askSecret = async (question: string): Promise<string | undefined> => {
    if (!this.canAsk) return undefined;
    this.bar.clear();
    const { password, isCancel } = await import('@clack/prompts');
    const answer = await password({ message: visible(question), output: process.stderr });
    if (isCancel(answer)) throw interrupted();
    return answer;
  };

  /** Shows why a command or a run stopped, and what to do. */
  stopped(stop: Stop): void {
    this.options.log?.stopped(stop);
    this.complain(...stopLines(stop, this.paintMessage));
  }

  /** One message at the end is all that is printed. */
  private get isSilent(): boolean {
    return this.options.quiet && !this.options.verbose;
  }

  private note(progress: Progress): void {
    const { log } = this.options;
    if (log === undefined) return;
    if (progress.kind === 'began' || progress.kind === 'finished' || progress.kind === 'within')
      log.belongsTo(progress.run);
    const event = progressEvent(progress);
    if (event) log.write(event);
  }

  private showCauses(table: TableCauses): void {
    if (this.isSilent) return;
    const width = columnsOf(process.stderr, process.env);
    const most = this.options.verbose ? EVERYTHING : this.mostShown;
    for (const { severity, heading, entries } of causeSections(table, most)) {
      if (this.options.quiet && severity !== 'error') continue;
      this.complain(this.paintMessage(severity, heading));
      for (const [first = '', ...others] of entries) {
        const lines = hanging(visible(first), others.length > 0 ? INDENT / 2 : INDENT, width);
        const below = others.flatMap((text) => indented(visible(text), INDENT, width));
        this.complain(
          ...(others.length > 0 ? lines.map((line) => this.paintMessage('strong', line)) : lines),
          ...below,
        );
      }
    }
  }

  private showFailure(file: string, problem: Problem): void {
    if (this.isSilent) return;
    this.failures += 1;
    if (this.failures > this.mostFailures()) return;
    this.complain(...problemText(file, problem, this.paintMessage));
  }

  private tellHidden(step: string): void {
    if (step !== 'write results') return;
    const more = this.failures - this.mostFailures();
    if (more > 0)
      this.complain(
        this.paintMessage('dim', `  … ${more} more ${more === 1 ? 'row' : 'rows'}: results.csv lists them all`),
      );
    this.failures = 0;
  }

  private mostFailures(): number {
    const { verbose, everyFailure } = this.options;
    return verbose || everyFailure ? Number.POSITIVE_INFINITY : this.mostShown.error;
  }

  private resultStream(): WriteStream {
    return this.options.json ? process.stderr : process.stdout;
  }

  private painterOf(stream: WriteStream): Paint {
    return painter(hasColor(stream, process.env, this.options.color));
  }
}

function interrupted(): Stop {
  return new Stop('interrupted', 'INTERRUPTED', 'interrupted, before anything was sent');
}
