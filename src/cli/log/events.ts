// What happens in a command, as events of its log file. Pure. No cell's text and no body is among them: rows are named by their place.

import type { Progress } from '../../pipeline/tools.js';
import { placeOf } from '../../problems/place.js';
import type { RequestEvent } from '../../providers/http/http.js';
import { EXIT_CHANGES } from '../../report/exit-code.js';
import type { LogEvent } from './event-log.js';

/** A request and its answer. */
export function requestEvent(event: RequestEvent): LogEvent {
  const { method, route, pathTemplate: path, requestId, outcome, attempt, why, waitedMs, tookMs, askedMs } = event;
  const status = typeof outcome === 'number' ? outcome : undefined;
  return {
    level: status !== undefined && status < 400 ? 'info' : 'warn',
    requestId,
    event: 'request',
    message: `${method} ${path ?? route}: ${outcome}`,
    method,
    route,
    path,
    status,
    ...(status === undefined && { outcome, why }),
    attempt,
    waitedMs,
    tookMs,
    askedMs,
  };
}

/** What a run tells; undefined for what is only shown. */
export function progressEvent(progress: Progress): LogEvent | undefined {
  switch (progress.kind) {
    case 'began':
      return { level: 'info', event: 'run', message: `run ${progress.run} began`, folder: progress.folder };
    case 'finished': {
      const { run, exitCode, counts, reconciled } = progress;
      return {
        level: levelOf(exitCode),
        event: 'run-end',
        message: `run ${run} ended with ${exitCode}`,
        exitCode,
        counts,
        reconciled,
      };
    }
    case 'said':
      return progress.quotes ? undefined : { level: 'info', event: 'note', message: progress.text };
    case 'warned':
      return { level: 'warn', event: 'warning', message: progress.text };
    case 'failure': {
      const { problem, file } = progress;
      const { sheet, row, column, field, code } = problem;
      return {
        level: 'warn',
        event: 'row',
        message: `${code}: ${placeOf(file, { sheet, row, column })}`,
        file,
        sheet,
        row,
        column,
        field,
        code,
      };
    }
    case 'end':
      return { level: 'info', event: 'step', message: `${progress.step}: done`, step: progress.step };
    case 'causes': {
      const { file, causes } = progress;
      const found = causes.filter(({ problem }) => problem.severity !== 'note');
      const codes = [...new Set(found.map(({ problem }) => problem.code))];
      const isWrong = found.some(({ problem }) => problem.severity === 'error');
      const message = `${file}: ${codes.length === 0 ? 'no problems' : codes.join(', ')}`;
      return { level: isWrong ? 'warn' : 'info', event: 'check', message, file, codes };
    }
    case 'problem':
    case 'step':
    case 'within':
      return undefined;
  }
}

/** An error that is a bug. Its message may quote a cell, so only its kind is kept. */
export function bugEvent(cause: unknown): LogEvent {
  const kind = cause instanceof Error ? cause.constructor.name : typeof cause;
  return { level: 'error', event: 'bug', message: `a bug ended the command: ${kind}` };
}

/** The begin of a command. Its words and options may hold anything, so they are left out. */
export function commandEvent(command: string, version: string): LogEvent {
  return { level: 'info', event: 'command', message: `carbonsheet ${command} began`, command, version };
}

/** The end of a command, however it ends. @param isDetailed 2 says that there is something to do (--detailed-exitcode). */
export function endEvent(command: string, exitCode: number, tookMs: number, isDetailed = false): LogEvent {
  const level = isDetailed && exitCode === EXIT_CHANGES ? 'info' : levelOf(exitCode);
  return { level, event: 'end', message: `carbonsheet ${command} ended with ${exitCode}`, command, exitCode, tookMs };
}

/** 1, 2 and 6 need a person; the others are a matter of rows, or of the next try. */
export function levelOf(exitCode: number): LogEvent['level'] {
  if (exitCode === 0) return 'info';
  return [1, 2, 6].includes(exitCode) ? 'error' : 'warn';
}
