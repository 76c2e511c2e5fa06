import { HttpException } from '@nestjs/common';
import { ACCESS, ActsFull } from '../../ports/act-log.js';
import { LedgerContended } from '../../ledger/county-batch.js';
import {
  AppendOutcomeUnknown,
  EventStoreRefused,
  EventStoreUnavailable,
  LedgerCutShort,
  LedgerStreamDamaged,
} from '../../ports/server-failures.js';
import {
  ActsContradicted,
  ClockBehind,
  DamagedLedger,
  LedgerContradicted,
  UnusableStore,
} from '../../ports/failures.js';
import { errorCode } from '../../system-reason.js';
import { RETRY_AFTER_SECONDS } from '../bounds.js';
import { Problem } from './problem.js';

const RETRY_LATER = { 'Retry-After': String(RETRY_AFTER_SECONDS) };

/** What a request is told of anything that was thrown while it was answered. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof HttpException || hasStatus(error)) return ofFramework(error);
  return ofStore(error) ?? internal(error);
}

function ofStore(error: unknown): Problem | null {
  if (error instanceof LedgerContended) {
    const { size } = error;
    return new Problem(
      'ledger-contended',
      `Others kept adding records to the ledger, which has ${String(size)} now: send the same records again. Those that were taken are then duplicates.`,
      { members: { size }, cause: error },
    );
  }
  if (error instanceof DamagedLedger) {
    return new Problem('ledger-damaged', error.message, { cause: error });
  }
  if (error instanceof ClockBehind) {
    return new Problem('clock-behind', error.message, { cause: error, headers: RETRY_LATER });
  }
  if (error instanceof LedgerContradicted) {
    return new Problem(
      'ledger-stands-still',
      `What is kept of county ${error.county} is not what was signed, and the service’s log says why: nothing is answered or added until somebody has looked.`,
      { cause: error },
    );
  }
  if (error instanceof ActsContradicted) return ofContradictedActs(error);
  if (error instanceof LedgerStreamDamaged || error instanceof LedgerCutShort) {
    return new Problem('ledger-stands-still', error.message, { cause: error });
  }
  if (error instanceof AppendOutcomeUnknown) {
    return new Problem('outcome-unknown', error.message, { cause: error, headers: RETRY_LATER });
  }
  if (error instanceof EventStoreUnavailable || error instanceof EventStoreRefused) {
    return new Problem(
      'store-unavailable',
      'The ledgers’ store did not do what it was asked. Send the same request again in a while: records that were written meanwhile are then duplicates.',
      { cause: error, headers: RETRY_LATER },
    );
  }
  if (error instanceof ActsFull) return new Problem('no-space', error.message, { cause: error });
  if (error instanceof UnusableStore) return ofUnusable(error);
  return NO_SPACE.has(errorCode(error) ?? '') ? noSpace(error) : null;
}

/** What the system says where a file cannot grow. */
const NO_SPACE: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

function noSpace(cause: unknown): Problem {
  return new Problem(
    'no-space',
    'There is no space left on the service’s disk. Send the same again when there is: records that were taken are then duplicates, and a file is taken once.',
    { cause },
  );
}

function ofContradictedActs(error: ActsContradicted): Problem {
  if (error.of !== ACCESS) {
    return new Problem(
      'ledger-stands-still',
      `The intake keys of county ${error.of} are not what was signed, and the service’s log says why: nothing is answered or added until somebody has looked.`,
      { cause: error },
    );
  }
  return new Problem(
    'access-stands-still',
    'What is kept of who has access is not what was signed, and the service’s log says why: nobody is let in until somebody has looked.',
    { cause: error },
  );
}

/** Messages of the store name folders of this machine, which no client needs to know. */
function ofUnusable(error: UnusableStore): Problem {
  switch (error.kind) {
    case 'full':
      return noSpace(error);
    case 'busy':
    case 'missing':
    case 'notOurs':
    case 'newerFormat':
    case 'notEmpty':
    case 'refused':
      return new Problem(
        'store-unavailable',
        'The ledger’s file cannot be used at the moment, and the service’s log says why. Send the same request again in a while.',
        { cause: error, headers: RETRY_LATER },
      );
  }
}

interface WithStatus {
  readonly status: number;
}

function hasStatus(error: unknown): error is WithStatus {
  return (
    typeof error === 'object' &&
    error !== null &&
    'status' in error &&
    Number.isInteger(error.status)
  );
}

/** What Nest and express refuse by themselves: an address without a route, or one that is no address. */
function ofFramework(error: HttpException | WithStatus): Problem {
  const status = error instanceof HttpException ? error.getStatus() : error.status;
  if (status === 404) {
    return new Problem(
      'no-such-route',
      'There is no such address. Look at how it is spelled, or begin at the first page; programs find all addresses in /openapi.json.',
    );
  }
  if (status >= 400 && status < 500) {
    return new Problem(
      'unreadable-request',
      'The address cannot be read: write it as /openapi.json has it, percent-encoded as UTF-8.',
    );
  }
  return internal(error);
}

function internal(error: unknown): Problem {
  return new Problem(
    'internal-error',
    'The service failed while it answered: report it with the request’s id. The same request may be sent again; records that were taken are then duplicates.',
    { cause: error },
  );
}
