// What each command does, loaded when it runs.

import type { CommandArguments, CommandName } from './commands/index.js';

type Load<C extends CommandName> = () => Promise<{ readonly run: (args: CommandArguments<C>) => void | Promise<void> }>;

/** The module of each command. */
export const loads: { readonly [C in CommandName]: Load<C> } = {
  peek: () => import('./commands/peek.js'),
  check: () => import('./commands/check.js'),
  map: () => import('./commands/map.js'),
  fix: () => import('./commands/fix.js'),
  datasets: () => import('./commands/datasets.js'),
  template: () => import('./commands/template.js'),
  plan: () => import('./commands/plan.js'),
  import: () => import('./commands/import.js'),
  resume: () => import('./commands/history/resume.js'),
  retry: () => import('./commands/history/retry.js'),
  undo: () => import('./commands/history/undo.js'),
  runs: () => import('./commands/history/runs.js'),
  trace: () => import('./commands/evidence/trace.js'),
  export: () => import('./commands/export.js'),
  delta: () => import('./commands/monthly/delta.js'),
  report: () => import('./commands/monthly/report.js'),
  close: () => import('./commands/monthly/close.js'),
  pack: () => import('./commands/evidence/pack.js'),
  migrate: () => import('./commands/account/migrate.js'),
  whoami: () => import('./commands/account/whoami.js'),
  reconcile: () => import('./commands/evidence/reconcile.js'),
  routes: () => import('./commands/routes.js'),
  trust: () => import('./commands/account/trust.js'),
  demo: () => import('./commands/demo.js'),
  sandbox: () => import('./commands/sandbox.js'),
  explain: () => import('./commands/explain.js'),
  completion: () => import('./completion/completion.js'),
};
