import type { WholeSample } from './shown-sample.js';

/** What a worksheet is written as (contract/audit.md, Results). */
export const WORKSHEET_FORMATS = ['xlsx', 'pdf'] as const;

export type WorksheetFormat = (typeof WORKSHEET_FORMATS)[number];

/**
 * The bytes of a sample's worksheet.
 *
 * @param sample - as PDF one that `isDrawnOnPaper` (worksheet-bounds.ts)
 */
export async function worksheetIn(
  format: WorksheetFormat,
  sample: WholeSample,
): Promise<Uint8Array> {
  switch (format) {
    case 'xlsx': {
      const { worksheetXlsx } = await import('./worksheet.js');
      return Buffer.concat([...worksheetXlsx(sample)]);
    }
    case 'pdf': {
      const { worksheetPdf } = await import('./worksheet-pdf.js');
      return worksheetPdf(sample);
    }
  }
}
