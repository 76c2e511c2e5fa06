import { problemEntry } from '../contract/problems.js';
import type { ProblemKind } from '../contract/problems.js';

/** Thrown by whatever finds that a request cannot be answered as it stands. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly kind: ProblemKind;
  /** More members of the problem document. */
  readonly members: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  /** @param detail - a sentence that says what was wrong, with which value, and what to do */
  constructor(
    kind: ProblemKind,
    detail: string,
    more: {
      readonly members?: Readonly<Record<string, unknown>>;
      readonly headers?: Readonly<Record<string, string>>;
      readonly cause?: unknown;
    } = {},
  ) {
    super(detail, { cause: more.cause });
    this.kind = kind;
    this.members = more.members ?? {};
    this.headers = more.headers ?? {};
  }

  get status(): number {
    return problemEntry(this.kind).status;
  }
}

const OF_RIGHTS: ReadonlySet<ProblemKind> = new Set<ProblemKind>([
  'not-signed-in',
  'not-permitted',
  'needs-a-person',
  'second-factor',
]);

/** Whether somebody was turned away because he may not, which is a line of the access log. */
export function isRefusalOfRights(error: unknown): error is Problem {
  return error instanceof Problem && OF_RIGHTS.has(error.kind);
}
