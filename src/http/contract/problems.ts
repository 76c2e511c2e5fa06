import { REJECTION_CODES } from '../../../events/rejections.js';
import type { RejectionCode } from '../../../events/rejections.js';

/** What a kind of problem always has: the HTTP status and a title that never changes. */
export interface ProblemKindEntry {
  readonly status: number;
  readonly title: string;
}

/** Every kind of problem that the service answers, but for those of the rejection codes. */
export const SERVICE_PROBLEMS = {
  'unreadable-request': { status: 400, title: 'What was sent is no request' },
  'body-broken-off': { status: 400, title: 'The body ended before its end' },
  'not-signed-in': { status: 401, title: 'Whoever asks has to say who he is' },
  'sign-in-refused': { status: 403, title: 'The sign-in was refused' },
  'needs-a-person': { status: 403, title: 'A person has to do that, and not a key' },
  'second-factor': { status: 403, title: 'The second factor has to be given again' },
  'not-permitted': { status: 403, title: 'Whoever asks may not do that' },
  'no-such-route': { status: 404, title: 'The service has no such address' },
  'unknown-position': { status: 404, title: 'The ledger has no such position' },
  'unknown-subject': { status: 404, title: 'The ledger has no such case or child' },
  'not-found': { status: 404, title: 'There is no such thing' },
  'method-not-allowed': { status: 405, title: 'The address does not take this method' },
  'not-acceptable': { status: 406, title: 'The answer is not written in a type that Accept names' },
  'unknown-named': { status: 404, title: 'What the act names is not there' },
  'body-too-slow': { status: 408, title: 'The body came too slowly' },
  'size-differs': { status: 409, title: 'The ledger has another size than If-Match names' },
  'refused-by-rule': { status: 409, title: 'A rule does not let that be done' },
  'request-under-way': { status: 409, title: 'The request with this key is not answered yet' },
  'ledger-contended': { status: 409, title: 'Other senders kept changing the ledger' },
  'erased-by-retention': { status: 410, title: 'Retention has erased what the answer rested on' },
  'body-too-large': { status: 413, title: 'The body is larger than one request may be' },
  'unsupported-media-type': { status: 415, title: 'The body is of a type that is not taken' },
  'misdirected-request': { status: 421, title: 'The request names a host that is not this one' },
  'head-too-large': { status: 431, title: 'The head of the request is too large' },
  'invalid-request': { status: 422, title: 'A parameter of the request breaks its form' },
  'malformed-body': { status: 422, title: 'The body is not what its content type says' },
  'idempotency-key-reused': {
    status: 422,
    title: 'The Idempotency-Key was used for another request',
  },
  'invalid-act': { status: 422, title: 'The act breaks its form' },
  'records-rejected': { status: 422, title: 'Every record of the request was rejected' },
  'too-many-rejected': {
    status: 422,
    title: 'More records were rejected than one request may have',
  },
  'too-many-refusals': { status: 429, title: 'The address was turned away too often' },
  'too-busy': { status: 429, title: 'The service has as much to do as it takes on at once' },
  'too-many-looks': { status: 429, title: 'As many cases were looked at as one person may' },
  'internal-error': { status: 500, title: 'The service failed' },
  'ledger-damaged': { status: 500, title: 'The ledger is not what was written, and stands still' },
  'ledger-stands-still': {
    status: 503,
    title: 'The ledger is not what was written or signed, and stands still',
  },
  'access-stands-still': {
    status: 503,
    title: 'Who has access is not what was signed, and nobody is let in',
  },
  'clock-behind': { status: 503, title: 'The clock of the service is behind the ledger' },
  'store-unavailable': { status: 503, title: 'The store cannot be used at the moment' },
  'outcome-unknown': { status: 503, title: 'Whether the records were written is not known' },
  'replay-too-long': { status: 503, title: 'The replay took longer than one request may' },
  'access-log-unwritten': { status: 503, title: 'The access log cannot be written' },
  stopping: { status: 503, title: 'The service is stopping' },
  'no-space': { status: 507, title: 'There is no space left for the ledger' },
} as const satisfies Readonly<Record<string, ProblemKindEntry>>;

type ServiceProblemKind = keyof typeof SERVICE_PROBLEMS;

/** `UNKNOWN_CASE` as `unknown-case`; a record that its sender may not send is another thing than a request that he may not make. */
type KindOfRejection<Code extends RejectionCode> = Code extends 'NOT_PERMITTED'
  ? 'record-not-permitted'
  : KebabCase<Code>;

type KebabCase<Code extends string> = Code extends `${infer Head}_${infer Rest}`
  ? `${Lowercase<Head>}-${KebabCase<Rest>}`
  : Lowercase<Code>;

/** One of the kinds of `SERVICE_PROBLEMS`, or that of a rejection code. */
export type ProblemKind = ServiceProblemKind | KindOfRejection<RejectionCode>;

const REJECTED: ProblemKindEntry = { status: 422, title: 'The record was rejected' };

const KINDS: ReadonlyMap<ProblemKind, ProblemKindEntry> = new Map<ProblemKind, ProblemKindEntry>([
  ...REJECTION_CODES.map((code) => [kindOfRejection(code), REJECTED] as const),
  ...(Object.entries(SERVICE_PROBLEMS) as [ServiceProblemKind, ProblemKindEntry][]),
]);

/** All kinds, for the page that lists them. */
export const PROBLEM_KINDS: readonly ProblemKind[] = [...KINDS.keys()];

/** The kind of problem that a request has whose records were all rejected with this code. */
export function kindOfRejection<Code extends RejectionCode>(code: Code): KindOfRejection<Code> {
  const kind = code.toLowerCase().replaceAll('_', '-');
  return (code === 'NOT_PERMITTED' ? `record-${kind}` : kind) as KindOfRejection<Code>;
}

export function problemEntry(kind: ProblemKind): ProblemKindEntry {
  return KINDS.get(kind) ?? SERVICE_PROBLEMS['internal-error'];
}

/** The `type` of a problem document (RFC 9457): the same for ever, whatever host answers. */
export function problemType(kind: ProblemKind): string {
  return `urn:plumbline:problem:${kind}`;
}

/** An answer of type `application/problem+json`. Some kinds have members of their own besides. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** A sentence that says what was wrong, with which value, and what to do. */
  readonly detail: string;
  /** `urn:uuid:` and the id of the request, as in the header `X-Request-Id`. */
  readonly instance: string;
}
