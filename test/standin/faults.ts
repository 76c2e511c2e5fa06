import { Metadata, status } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';

export type Operation = 'append' | 'read' | 'subscribe' | 'scavenge';

/**
 * What goes wrong with one call. `write` faults differ in whether the events are in the stream
 * afterwards; the sender is told the same nothing.
 */
export type Fault =
  /** Written, and answered with the deadline exceeded. */
  | { readonly kind: 'deadlineAfterWrite' }
  /** Written, and the connection cut before the answer. */
  | { readonly kind: 'dropAfterWrite' }
  /** Written, and never answered. */
  | { readonly kind: 'silentAfterWrite' }
  /** Not done, and the connection cut. */
  | { readonly kind: 'drop' }
  /** Not done, and never answered. */
  | { readonly kind: 'silent' }
  /** Not done, and the call ended with this gRPC status code. */
  | { readonly kind: 'status'; readonly code: status; readonly details: string }
  /** Done after this many milliseconds. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** A read or subscription is cut after this many events. */
  | { readonly kind: 'dropAfter'; readonly events: number };

/** The faults in wait, in the order of the calls that they will meet. */
export class FaultPlan {
  readonly #next: Record<Operation, Fault[]> = {
    append: [],
    read: [],
    subscribe: [],
    scavenge: [],
  };
  /** Asked for every call for which nothing is in wait. */
  source: ((operation: Operation) => Fault | null) | null = null;

  next(operation: Operation, ...faults: readonly Fault[]): void {
    this.#next[operation].push(...faults);
  }

  take(operation: Operation): Fault | null {
    return this.#next[operation].shift() ?? this.source?.(operation) ?? null;
  }
}

/** An error as the server's exceptions look on the wire. */
export const serviceError = (
  code: status,
  details: string,
  trailers: Readonly<Record<string, string>> = {},
): ServiceError => {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, value);
  return Object.assign(new Error(details), { code, details, metadata });
};

export const serverErrors = {
  notLeader: (host: string, port: number): ServiceError =>
    serviceError(status.NOT_FOUND, 'Leader info available', {
      exception: 'not-leader',
      'leader-endpoint-host': host,
      'leader-endpoint-port': String(port),
    }),
  noLeaderInfo: (): ServiceError =>
    serviceError(status.UNKNOWN, 'No leader info available in response'),
  streamDeleted: (name: string): ServiceError =>
    serviceError(status.FAILED_PRECONDITION, `Event stream '${name}' is deleted.`, {
      exception: 'stream-deleted',
      'stream-name': name,
    }),
  tooBig: (max: number): ServiceError =>
    serviceError(status.INVALID_ARGUMENT, `Maximum Append Size of ${String(max)} Exceeded.`, {
      exception: 'maximum-append-size-exceeded',
      'maximum-append-size': String(max),
    }),
  /** What a call without a user is answered, where one is needed. */
  accessDenied: (): ServiceError => serviceError(status.PERMISSION_DENIED, 'Access Denied'),
  unauthenticated: (): ServiceError => serviceError(status.UNAUTHENTICATED, 'Unauthenticated'),
  timeout: (): ServiceError => serviceError(status.ABORTED, 'Operation timed out'),
} as const;
