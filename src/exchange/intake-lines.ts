import { randomUUID } from 'node:crypto';
import type { County } from '../../events/values/county.js';
import type { Instant } from '../../events/values/instant.js';
import type { AccessLog, LineResult } from '../ports/access-log.js';

/** What happened at a county's door: it was opened or not, or a file was taken or given back. */
export interface IntakeEvent {
  readonly what: 'sign-in' | 'file';
  readonly county: County;
  readonly result: LineResult;
  /** The address that it came from; `sftp` where it is not known. */
  readonly from: string;
}

/** Puts what happened on the access log, without names of files. Throws where it cannot be written. */
export async function logIntakeEvents(
  log: AccessLog,
  events: readonly IntakeEvent[],
  now: Instant,
): Promise<void> {
  for (const { what, county, result, from } of events) {
    const line = { account: null, key: null, subject: null, application: null, of: null, times: 1 };
    const action = `intake.${what}` as const;
    const request = randomUUID();
    const appended = await log.append({ ...line, at: now, action, county, result, request, from });
    if (appended.kind === 'unwritten') throw new Error(appended.message);
  }
}
