import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { brokenChecks } from '../../projections/cs1257/checks.js';
import { CarryForwardHandler } from './carry-forward.js';
import { ApproveVersionHandler, ReturnVersionHandler } from './decide-version.js';
import { PositionHandler } from './position.js';
import { BeginningProofHandler, RecordProofHandler } from './proofs.js';
import { MeasuresHandler, RollupHandler } from './state-handlers.js';
import { EDIT_CHECKS, SubmitVersionHandler } from './submit-version.js';
import {
  DiffHandler,
  FirstRetainedMonthHandler,
  OutdatedHandler,
  VersionsHandler,
} from './version-handlers.js';

/** Versions of reports: submit, approve, return, compare, add up, prove. */
@Module({
  imports: [CqrsModule],
  providers: [
    { provide: EDIT_CHECKS, useValue: brokenChecks },
    SubmitVersionHandler,
    ApproveVersionHandler,
    ReturnVersionHandler,
    PositionHandler,
    VersionsHandler,
    FirstRetainedMonthHandler,
    DiffHandler,
    OutdatedHandler,
    RollupHandler,
    MeasuresHandler,
    CarryForwardHandler,
    RecordProofHandler,
    BeginningProofHandler,
  ],
})
export class SubmissionsModule {}
