import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { ApplyErasureHandler } from './apply-erasure.js';
import { ConfirmErasureHandler } from './confirm-erasure.js';
import { HoldsHandler, PlaceHoldHandler, ReleaseHoldHandler } from './holds.js';
import {
  OrderErasureHandler,
  RetentionListHandler,
  RetentionPlanHandler,
  RetentionReasonHandler,
} from './orders.js';
import { RetentionGate } from './retention-gate.js';

/** What is kept and what goes: holds, orders, erasure, and what is refused after it. */
@Module({
  imports: [CqrsModule],
  providers: [
    PlaceHoldHandler,
    ReleaseHoldHandler,
    HoldsHandler,
    RetentionPlanHandler,
    RetentionReasonHandler,
    RetentionListHandler,
    OrderErasureHandler,
    ApplyErasureHandler,
    ConfirmErasureHandler,
    RetentionGate,
  ],
})
export class RetentionModule {}
