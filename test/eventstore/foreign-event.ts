import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';

/** Appends an event of another program to a stream. */
export async function writeForeign(connectionString: string, stream: string): Promise<void> {
  const client = EventStoreDBClient.connectionString(connectionString);
  await client.appendToStream(
    stream,
    jsonEvent({ type: 'Noted', data: { by: 'another program' } }),
  );
  await client.dispose();
}
