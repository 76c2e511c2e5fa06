/** Where the ledgers live: `PLUMBLINE_EVENTSTORE` names a server; unset, the data folder is the store. */
export interface EventStoreSetting {
  /** `esdb://...`, with credentials and TLS in it. */
  readonly connectionString: string;
  /** `PLUMBLINE_EVENTSTORE_PREFIX`: put before every stream name. */
  readonly streamPrefix: string;
}

/** The setting of an environment; null where the embedded store is used. */
export function eventStoreSetting(
  env: Readonly<Record<string, string | undefined>>,
): EventStoreSetting | null {
  const connectionString = env['PLUMBLINE_EVENTSTORE'] ?? '';
  if (connectionString === '') return null;
  return { connectionString, streamPrefix: env['PLUMBLINE_EVENTSTORE_PREFIX'] ?? '' };
}
