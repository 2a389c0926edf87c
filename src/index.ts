// The library's public names, nothing else.

export { exportDatasets, importDatasets } from './datasets/all.js';
export type { Dataset, ExportDataset, ImportDataset, ProviderName } from './datasets/dataset.js';
export type { Clock } from './pace/clock.js';
export { systemClock } from './pace/system-clock.js';
export { type AccountOptions, accountTools } from './pipeline/account-tools.js';
export { checkFile } from './pipeline/check.js';
export { type Exported, type ExportRequest, exportData } from './pipeline/export.js';
export { importFile } from './pipeline/import.js';
export { type Peeked, type PeekRequest, peekFile } from './pipeline/peek.js';
export { planFile } from './pipeline/plan.js';
export type { CheckRequest, ImportRequest, PlanRequest } from './pipeline/requests.js';
export type { FinishedRun } from './pipeline/run/finish-run.js';
export type { Progress, Tools } from './pipeline/tools.js';
export { type FinishedUndo, type UndoRequest, type UndoSummary, undoRun } from './pipeline/undo.js';
export { type ProvedAccount, whoAmI } from './pipeline/whoami.js';
export type { Counts, Result, Status } from './plan/result.js';
export { describe, placeOf } from './problems/place.js';
export type { Problem, Severity } from './problems/problem.js';
export { Stop, type StopKind } from './problems/stop.js';
export type { Summary } from './report/summary.js';
export { sandboxEnvironment } from './sandbox/account.js';
export { type Sandbox, type SandboxOptions, startSandbox } from './sandbox/start-sandbox.js';
