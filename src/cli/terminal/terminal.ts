// What a person sees: colour, progress bar, problems, questions. Results go to stdout (with --json only as JSON); problems, notes,
// progress and stops go to stderr.

import type { WriteStream } from 'node:tty';
import type { Progress } from '../../pipeline/tools.js';
import type { Problem, Severity } from '../../problems/problem.js';
import { Stop } from '../../problems/stop.js';
import { visible } from '../../problems/visible.js';
import { type Paint, problemText } from '../../report/text.js';
import { hasColor, painter } from './color.js';
import { writeLines } from './door.js';
import { ProgressBar } from './progress-bar.js';

/** What to print, and in which form. */
export interface TerminalOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** @default colour in a terminal */
  readonly color?: boolean | undefined;
}

/** Problems of one file to print; problems.csv has all of them. */
type MostShown = Readonly<Record<Severity, number>>;
const MOST_SHOWN: MostShown = { error: 40, warning: 20, note: 10 };

export class Terminal {
  private readonly bar: ProgressBar;
  private heard = true;
  private shown: Record<Severity, number> = { error: 0, warning: 0, note: 0 };

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

  /** Whether somebody still reads the output: `head` ends when it has seen enough. */
  isHeard(): boolean {
    return this.heard;
  }

  /** Prints a result for people: to stdout, or to stderr with --json. */
  print(...lines: readonly string[]): void {
    if (this.options.quiet) return;
    this.bar.clear();
    writeLines(this.resultStream(), lines);
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

  /** Shows the progress of a run. */
  readonly tell = (progress: Progress): void => {
    switch (progress.kind) {
      case 'said':
        this.say(this.paintMessage('dim', progress.text));
        break;
      case 'warned':
        this.complain(this.paintMessage('warning', `! ${progress.text}`));
        break;
      case 'problem':
      case 'failure':
        this.showProblem(progress.file, progress.problem, progress.kind === 'failure');
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

  /** Asks for hidden input; undefined without a terminal. Throws a Stop at Ctrl-C. */
  readonly askSecret = async (question: string): Promise<string | undefined> => {
    if (!this.canAsk) return undefined;
    this.bar.clear();
    const { password, isCancel } = await import('@clack/prompts');
    const answer = await password({ message: visible(question), output: process.stderr });
    if (isCancel(answer)) throw new Stop('interrupted', 'INTERRUPTED', 'interrupted, before anything was sent');
    return answer;
  };

  private showProblem(file: string, problem: Problem, isFailure: boolean): void {
    const { quiet, verbose } = this.options;
    if (quiet && !isFailure && problem.severity !== 'error') return;
    this.shown[problem.severity] += 1;
    if (!verbose && this.shown[problem.severity] > this.mostShown[problem.severity]) return;
    this.complain(...problemText(file, problem, this.paintMessage));
  }

  private tellHidden(step: string): void {
    const file = { check: 'problems.csv', 'write results': 'results.csv' }[step];
    if (file === undefined) return;
    const hidden = (['error', 'warning', 'note'] as const).flatMap((severity) => {
      const more = this.options.verbose ? 0 : this.shown[severity] - this.mostShown[severity];
      return more > 0 ? [`${more} more ${severity}${more === 1 ? '' : 's'}`] : [];
    });
    if (hidden.length > 0) this.complain(this.paintMessage('dim', `  … ${hidden.join(', ')}: ${file} lists them all`));
    this.shown = { error: 0, warning: 0, note: 0 };
  }

  private resultStream(): WriteStream {
    return this.options.json ? process.stderr : process.stdout;
  }

  private painterOf(stream: WriteStream): Paint {
    return painter(hasColor(stream, process.env, this.options.color));
  }
}
