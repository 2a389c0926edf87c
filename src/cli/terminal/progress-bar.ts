// A progress bar with rows per second and time left on a terminal; a plain line now and then elsewhere.

import type { WriteStream } from 'node:tty';
import { RecentPace } from '../../pace/estimate.js';
import { grouped } from '../../values/numbers/grouped.js';
import { redrawLine, writeLines } from './door.js';

const BAR_WIDTH = 24;
const REDRAW_MS = 80;
const PLAIN_LINE_MS = 5_000;

export class ProgressBar {
  private step = '';
  private drawnAt = 0;
  private pace = new RecentPace();
  private done = 0;
  private total: number | undefined;
  private drawn = false;

  constructor(
    private readonly out: WriteStream,
    private readonly now: () => number,
    private readonly silent: boolean,
  ) {}

  /** Shows the progress of a step; redraws at most every 80 ms. */
  show(step: string, done: number, total: number | undefined): void {
    const now = this.now();
    if (step !== this.step) {
      this.finish();
      this.step = step;
      this.drawnAt = this.out.isTTY ? 0 : now;
      this.pace = new RecentPace();
    }
    this.done = done;
    this.total = total;
    this.pace.note(now, done);
    if (now - this.drawnAt < (this.out.isTTY ? REDRAW_MS : PLAIN_LINE_MS)) return;
    this.drawnAt = now;
    this.draw();
  }

  /** Clears the bar, so that something else can be printed. */
  clear(): void {
    if (this.drawn) redrawLine(this.out, '');
    this.drawn = false;
  }

  /** Ends the step; the last state of a step with a known total stays on the screen. */
  finish(): void {
    if (this.step !== '' && this.out.isTTY && this.total !== undefined && this.total > 0) {
      this.draw();
      if (this.drawn) writeLines(this.out, ['']);
      this.drawn = false;
    }
    this.clear();
    this.step = '';
  }

  private draw(): void {
    if (this.silent) return;
    const line = this.line();
    if (!this.out.isTTY) {
      writeLines(this.out, [line]);
      return;
    }
    redrawLine(this.out, line.slice(0, (this.out.columns ?? 80) - 1));
    this.drawn = true;
  }

  private line(): string {
    const perSecond = this.pace.perSecond(this.now(), this.done);
    const rate = perSecond > 0 ? `  ${perSecond.toFixed(perSecond < 10 ? 1 : 0)}/s` : '';
    const count = grouped(this.done);
    if (this.total === undefined) return `${this.step}  ${this.done > 0 ? count : '…'}${rate}`;
    const share = this.total === 0 ? 1 : this.done / this.total;
    const filled = Math.round(share * BAR_WIDTH);
    const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled);
    const left = perSecond > 0 && share < 1 ? `  ${duration((this.total - this.done) / perSecond)} left` : '';
    return `${this.step}  ${this.out.isTTY ? `${bar}  ` : ''}${count}/${grouped(this.total)}${rate}${left}`;
  }
}

function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
