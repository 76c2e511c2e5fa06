import type { Stores } from '../../ports/stores.js';
import {
  ACCESS_STREAM,
  INTAKE_STREAM,
  RETENTION_STREAM,
  SAMPLE_STREAM,
} from '../../stores/sqlite/act-file.js';
import { ActFolder } from '../../stores/sqlite/act-folder.js';
import { CredentialsFile } from '../../stores/sqlite/credentials-file.js';
import { writerOver } from '../../stores/sqlite/writer-over-folder.js';
import { eraserOver } from '../../stores/sqlite/erasing/eraser-over-folder.js';
import { AnswerFile } from '../../stores/sqlite/kept-answers.js';
import type { LedgerFolder } from '../../stores/sqlite/ledger-folder.js';
import { PackageFolder } from '../../stores/sqlite/package-folder.js';
import { segmentsOver } from '../../stores/sqlite/segments/segments-over-folder.js';

/** A data folder that is the store: one SQLite file a county for records, one for each kind of acts; one for access. */
export function storesIn(folder: LedgerFolder): Stores {
  const submissions = new ActFolder(folder.path);
  return {
    folder: folder.path,
    ledgers: folder,
    segments: segmentsOver(folder),
    checkpoints: async () => {
      const { checkpointsOver } =
        await import('../../stores/sqlite/checkpoints/checkpoints-over-folder.js');
      return checkpointsOver(folder);
    },
    writer: writerOver(folder),
    submissions,
    retention: new ActFolder(folder.path, RETENTION_STREAM),
    access: new ActFolder(folder.path, ACCESS_STREAM),
    credentials: new CredentialsFile(folder.path),
    intake: new ActFolder(folder.path, INTAKE_STREAM),
    samples: new ActFolder(folder.path, SAMPLE_STREAM),
    eraser: eraserOver(folder, submissions),
    packages: new PackageFolder(folder.path),
    answers: new AnswerFile(folder.path),
  };
}
