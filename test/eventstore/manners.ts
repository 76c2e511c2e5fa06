import { jsonEvent } from '@eventstore/db-client';
import type { EventData, ResolvedEvent } from '@eventstore/db-client';
import type { ServerVersion } from '../standin/stream-store.js';
import { idOf } from './entries.js';

/** Both versions that were looked at; a test runs against each. */
export const VERSIONS: readonly ServerVersion[] = ['24.10.4', '23.10.8'];

export const STREAM = 'some-stream';

/** Given with a call they switch the client from BatchAppend to the plain Append. */
export const PLAIN = { username: 'admin', password: 'changeit' };

export const event = (number: number, data: Record<string, unknown> = { number }): EventData =>
  jsonEvent({ id: idOf(number), type: 'Noted', data });

export const events = (from: number, to: number): EventData[] =>
  Array.from({ length: to - from + 1 }, (_, index) => event(from + index));

/** What the client throws, or fails where it does not. */
export const thrownBy = async (
  work: Promise<unknown>,
): Promise<Error & Record<string, unknown>> => {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Error)) throw new Error('it did not fail');
  return error as Error & Record<string, unknown>;
};

/** The revisions that a read gives. */
export const collect = async (stream: AsyncIterable<ResolvedEvent>): Promise<number[]> => {
  const revisions: number[] = [];
  for await (const { event: recorded } of stream) revisions.push(Number(recorded?.revision));
  return revisions;
};
