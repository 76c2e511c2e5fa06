import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { brokenChecks } from '../../projections/cs1257/checks.js';
import { SubmissionFolder } from '../store/sqlite/submission-folder.js';
import { CarryForwardHandler } from './carry-forward.js';
import { ApproveVersionHandler, ReturnVersionHandler } from './decide-version.js';
import { BeginningProofHandler, RecordProofHandler } from './proofs.js';
import { MeasuresHandler, RollupHandler } from './state-handlers.js';
import { SUBMISSION_LOG } from './submission-log.js';
import { EDIT_CHECKS, SubmitVersionHandler } from './submit-version.js';
import { DiffHandler, OutdatedHandler, VersionsHandler } from './version-handlers.js';

/** Versions of reports: submit, approve, return, compare, add up, prove. */
@Module({})
export class SubmissionsModule {
  /** Over a data folder, in which the streams of submissions have their own files. */
  static over(dataFolder: string): DynamicModule {
    return {
      module: SubmissionsModule,
      imports: [CqrsModule],
      providers: [
        { provide: SUBMISSION_LOG, useValue: new SubmissionFolder(dataFolder) },
        { provide: EDIT_CHECKS, useValue: brokenChecks },
        SubmitVersionHandler,
        ApproveVersionHandler,
        ReturnVersionHandler,
        VersionsHandler,
        DiffHandler,
        OutdatedHandler,
        RollupHandler,
        MeasuresHandler,
        CarryForwardHandler,
        RecordProofHandler,
        BeginningProofHandler,
      ],
      exports: [SUBMISSION_LOG],
    };
  }
}
