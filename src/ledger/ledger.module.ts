import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AppendRecordsHandler } from './append-records.js';

/** The write side: records in. */
@Module({ imports: [CqrsModule], providers: [AppendRecordsHandler] })
export class LedgerModule {}
