import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { SubmissionFolder } from '../store/sqlite/submission-folder.js';
import { RETENTION_STREAM } from '../store/sqlite/submission-file.js';
import { ApplyErasureHandler, SUBMISSION_FILES } from './apply-erasure.js';
import { HoldsHandler, PlaceHoldHandler, ReleaseHoldHandler } from './holds.js';
import {
  OrderErasureHandler,
  RetentionListHandler,
  RetentionPlanHandler,
  RetentionReasonHandler,
} from './orders.js';
import { RetentionGate } from './retention-gate.js';
import { RETENTION_LOG } from './retention-log.js';

/** What is kept and what goes: holds, orders, erasure, and what is refused after it. */
@Module({})
export class RetentionModule {
  /** Over a data folder, in which holds and orders have their own files. */
  static over(dataFolder: string): DynamicModule {
    return {
      module: RetentionModule,
      imports: [CqrsModule],
      providers: [
        { provide: RETENTION_LOG, useValue: new SubmissionFolder(dataFolder, RETENTION_STREAM) },
        { provide: SUBMISSION_FILES, useValue: new SubmissionFolder(dataFolder) },
        PlaceHoldHandler,
        ReleaseHoldHandler,
        HoldsHandler,
        RetentionPlanHandler,
        RetentionReasonHandler,
        RetentionListHandler,
        OrderErasureHandler,
        ApplyErasureHandler,
        RetentionGate,
      ],
    };
  }
}
