import type { RejectionCode } from '../../../events/rejections.js';

/** A record of an append that was turned away. */
export interface RejectedRecord {
  /** Of NDJSON the line, of a JSON array the element; both from 1. */
  readonly line: number;
  /** Null where it could not be read. */
  readonly id: string | null;
  readonly code: RejectionCode;
  readonly message: string;
}

/** What became of the records of an append. */
export interface AppendAnswer {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejectedCount: number;
  /** The first of them, in order. */
  readonly rejected: readonly RejectedRecord[];
  /** The ledger's size after it; `If-Match: "<size>"` of a next append asks for exactly this one. */
  readonly size: number;
}

/** What the service says about whether it can be sent requests. */
export interface ReadinessAnswer {
  readonly status: 'ready' | 'notReady';
  readonly checks: readonly ReadinessCheck[];
}

export interface ReadinessCheck {
  readonly name: 'store' | 'replica' | 'clock' | 'access' | 'disk' | 'stopping';
  readonly isReady: boolean;
  /** A sentence. */
  readonly finding: string;
}
