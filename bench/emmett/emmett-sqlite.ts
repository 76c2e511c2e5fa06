import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import type { LedgerRecord } from '../../events/record.js';

/**
 * What is used of `@event-driven-io/emmett-sqlite` 0.38.5. It is not among this project's packages,
 * because its driver is compiled when it is installed; it is loaded from a folder that has it.
 */
export interface EmmettSqlite {
  readonly sqliteConnection: (options: { readonly fileName: string }) => EmmettConnection;
  readonly createEventStoreSchema: (connection: EmmettConnection) => Promise<void>;
  readonly appendToStream: (
    connection: EmmettConnection,
    streamName: string,
    streamType: string,
    events: readonly EmmettEvent[],
  ) => Promise<{ readonly success: boolean }>;
  readonly readMessagesBatch: (
    connection: EmmettConnection,
    from: { readonly after: bigint; readonly batchSize: number },
  ) => Promise<{
    readonly messages: readonly EmmettEvent[];
    readonly currentGlobalPosition: bigint;
    readonly areEventsLeft: boolean;
  }>;
}

export interface EmmettConnection {
  readonly close: () => void;
}

/** A record as an event: its position in the ledger goes with it. */
export interface EmmettEvent {
  readonly type: string;
  readonly data: LedgerRecord;
  readonly metadata: { readonly position: number };
}

/** Loads it from a folder's node_modules. Throws where it is not installed there. */
export function loadEmmett(folder: string): EmmettSqlite {
  const load = createRequire(resolve(folder, 'package.json'));
  return load('@event-driven-io/emmett-sqlite') as EmmettSqlite; // version 0.38.5, see README.md
}
