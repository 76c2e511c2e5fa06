import { status } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import { causeInText } from './setting-causes.js';
import type { SettingCause } from './setting-causes.js';
import { messageOf, networkReason, systemReason } from '../../ports/system-reason.js';

/**
 * Why a call to the server came to nothing, as far as it matters for what is done next. Decided by the
 * gRPC status code and the server's own `exception` trailer, not by the client's error classes: the
 * same loss of a connection comes as several of them.
 */
export type CallFailure =
  /** The connection could not be made or was lost: another one may do. */
  | { readonly kind: 'unreachable'; readonly detail: string }
  /** No answer in time. Of a write it is not known whether it was done. */
  | { readonly kind: 'noAnswer'; readonly detail: string }
  /** This node does not lead (any more). */
  | { readonly kind: 'notLeader'; readonly leader: Endpoint | null; readonly detail: string }
  /** The server is there and cannot do it now: starting, busy, or it dropped a slow reader. */
  | { readonly kind: 'notReady'; readonly detail: string }
  | { readonly kind: 'streamDeleted'; readonly detail: string }
  /** It will not be done however often it is asked; `cause` where that is to be mended in the setting, or by rights. */
  | {
      readonly kind: 'refused';
      readonly detail: string;
      readonly cause?: SettingCause;
      /** The bytes that the server takes in one append, where it was sent more. */
      readonly sizeMax?: number;
    };

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** A failed call; caught inside the adapter and never seen outside of it. */
export class CallFailed extends Error {
  override readonly name = 'CallFailed';
  readonly failure: CallFailure;

  constructor(failure: CallFailure, cause?: unknown) {
    super(failure.detail, { cause });
    this.failure = failure;
  }
}

/** Whether the same call may do better a moment later. */
export const isPassing = ({ kind }: CallFailure): boolean => {
  switch (kind) {
    case 'unreachable':
    case 'noAnswer':
    case 'notLeader':
    case 'notReady':
      return true;
    case 'streamDeleted':
    case 'refused':
      return false;
  }
};

/** Whether the connection that it came over is to be left for a new one. */
export const needsNewLink = (failure: CallFailure): boolean => {
  const { kind } = failure;
  switch (kind) {
    case 'unreachable':
    case 'noAnswer':
    case 'notLeader':
      return true;
    case 'refused':
      // Who mends a certificate or a password mends it for connections that are made from then on.
      return failure.cause !== undefined && failure.cause !== 'denied';
    case 'notReady':
    case 'streamDeleted':
      return false;
  }
};

/** What a thrown value means: a gRPC status where it has one, else a connection that was never made. */
export const failureOf = (error: unknown): CallFailure => {
  if (error instanceof CallFailed) return error.failure;
  if (!isServiceError(error)) {
    return {
      kind: 'unreachable',
      detail: `${networkReason(messageOf(error)) ?? systemReason(error)}.`,
    };
  }
  const plain = networkReason(error.details);
  const detail =
    plain === null
      ? `gRPC status ${String(error.code)} ${status[error.code]}: ${reasonIn(error.details)}.`
      : `${plain}.`;
  const exception = trailer(error, 'exception');
  if (exception === 'not-leader') return { kind: 'notLeader', leader: leaderOf(error), detail };
  if (exception === 'stream-deleted') return { kind: 'streamDeleted', detail };
  if (error.code === status.UNKNOWN && saysNoLeader(error.details)) {
    return { kind: 'notLeader', leader: null, detail };
  }
  const cause = causeOf(error);
  return cause === null ? { kind: kindOf(error.code), detail } : { kind: 'refused', detail, cause };
};

/** Without what the client adds of itself, and without the period that follows. */
const reasonIn = (details: string): string =>
  details.replace(/\.? Resolution note: ?$/u, '').replace(/\s*\.?\s*$/u, '');

const causeOf = ({ code, details }: ServiceError): SettingCause | null => {
  if (code === status.UNAUTHENTICATED) return 'unauthenticated';
  if (code === status.PERMISSION_DENIED) return 'denied';
  return code === status.UNAVAILABLE ? causeInText(details) : null;
};

/** What a node that is not the leader says while it knows none. */
export const saysNoLeader = (text: string): boolean => text.startsWith('No leader info');

const kindOf = (code: status): 'unreachable' | 'noAnswer' | 'notReady' | 'refused' => {
  switch (code) {
    case status.UNAVAILABLE:
    case status.CANCELLED:
    case status.INTERNAL:
    case status.UNKNOWN:
    case status.DATA_LOSS:
      return 'unreachable';
    case status.DEADLINE_EXCEEDED:
      return 'noAnswer';
    case status.ABORTED:
    case status.RESOURCE_EXHAUSTED:
      return 'notReady';
    case status.OK:
    case status.INVALID_ARGUMENT:
    case status.NOT_FOUND:
    case status.ALREADY_EXISTS:
    case status.PERMISSION_DENIED:
    case status.UNAUTHENTICATED:
    case status.FAILED_PRECONDITION:
    case status.OUT_OF_RANGE:
    case status.UNIMPLEMENTED:
      return 'refused';
  }
};

const isServiceError = (error: unknown): error is ServiceError =>
  error instanceof Error && 'code' in error && typeof error.code === 'number' && 'details' in error;

const trailer = (error: ServiceError, key: string): string | null => {
  // Errors that never left this process carry no trailers, whatever the type says.
  const metadata = error.metadata as ServiceError['metadata'] | undefined;
  return metadata?.get(key)[0]?.toString() ?? null;
};

const leaderOf = (error: ServiceError): Endpoint | null => {
  const host = trailer(error, 'leader-endpoint-host');
  const port = Number(trailer(error, 'leader-endpoint-port'));
  return host === null || !Number.isInteger(port) || port <= 0 ? null : { host, port };
};
