// The library's public names, nothing else.

export type { Dataset, ExportDataset, ImportDataset, ProviderName } from './datasets/dataset.js';
export { exportDatasets, importDatasets } from './datasets/index.js';
export type { Clock } from './pace/clock.js';
export { systemClock } from './pace/system-clock.js';
export { type AccountOptions, accountTools } from './pipeline/account-tools.js';
export { type CheckRequest, checkFile } from './pipeline/check-file.js';
export { type Exported, type ExportRequest, exportData } from './pipeline/export-data.js';
export type { FinishedRun } from './pipeline/finish-run.js';
export { type ImportRequest, importFile } from './pipeline/import-file.js';
export { type Peeked, type PeekRequest, peekFile } from './pipeline/peek-file.js';
export { type PlanRequest, planFile } from './pipeline/plan-file.js';
export type { Progress, Tools } from './pipeline/tools.js';
export { type FinishedUndo, type UndoRequest, type UndoSummary, undoRun } from './pipeline/undo-run.js';
export { type ProvedAccount, whoAmI } from './pipeline/who-am-i.js';
export type { Counts, Result, Status } from './plan/result.js';
export { describe, placeOf } from './problems/place.js';
export type { Problem, Severity } from './problems/problem.js';
export { Stop, type StopKind } from './problems/stop.js';
export type { Summary } from './report/summary.js';
export { sandboxEnvironment } from './sandbox/account.js';
export { type Sandbox, type SandboxOptions, startSandbox } from './sandbox/start-sandbox.js';
