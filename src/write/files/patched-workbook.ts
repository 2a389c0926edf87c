// A patched copy of a workbook as a file: it appears under its name when it is whole.

import type { PatchReport, WorkbookPatch } from '../../workbook/patch/patch.js';
import { patchWorkbook } from '../../workbook/patch/patch-workbook.js';
import type { ReadLimits } from '../../workbook/read-limits.js';
import { openPartFile } from './part-file.js';

/** Writes a copy of a workbook with the patch in it. Throws a Stop; then there is no new file at `out`. */
export async function writePatchedWorkbook(
  source: string,
  out: string,
  patch: WorkbookPatch,
  options: { readonly limits: ReadLimits; readonly signal?: AbortSignal },
): Promise<PatchReport> {
  const file = await openPartFile(out);
  try {
    const report = await patchWorkbook(source, file.write, patch, options);
    await file.close();
    return report;
  } catch (error) {
    await file.discard();
    throw error;
  }
}
