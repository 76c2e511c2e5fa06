import type { AccessAct } from '../../events/acts/access-act.js';
import type { ReadsAs } from './readers.js';

/** An act as it was given, as JSON. */
export type ActJson = Readonly<Record<string, unknown>>;

/** An act of a stream: read, and as it was given. */
export interface ActAndJson {
  readonly act: AccessAct;
  readonly json: ActJson;
}

/** Acts whose whole text everybody who reads the application may read: findings. */
const OF_FINDINGS: ReadonlySet<string> = new Set([
  'FindingRecorded',
  'FindingAnswered',
  'FindingCleared',
]);

/**
 * An act as it is shown to somebody (contract/process.md, Who reads what): whole to DCSS and auditors, and to who did
 * it; of others' acts the county and the organisation see which it was and when, and the texts of findings.
 */
export function shownAct({ act, json }: ActAndJson, as: ReadsAs): ActJson {
  const isWhole = as.kind === 'all' || act.by === as.account || OF_FINDINGS.has(act.act);
  return isWhole ? json : { act: json['act'], at: json['at'] };
}
