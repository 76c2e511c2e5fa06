import { parseCounty } from '../../events/values/county.js';
import type { County } from '../../events/values/county.js';
import { parseMonth } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import { done, refusedByRule } from '../ports/outcome.js';
import type { Outcome } from '../ports/outcome.js';
import { unpackPackage } from './unpack-package.js';
import { verifyWhole } from './verify-whole.js';

/** Most findings that are told of a package; the others are counted. */
export const FINDINGS_TOLD_MAX = 50;

/** Most characters of a sentence that is told: a package may have long names. */
const SENTENCE_LENGTH_MAX = 600;

/** An archive to check, and where. */
export interface ZipToCheck {
  /** Absolute path of the file. */
  readonly zip: string;
  /** Absolute path of an empty folder to unpack it into, for whoever asks to take away. */
  readonly folder: string;
  /** The version of this program. */
  readonly program: string;
}

/** What a package says that it is, whether that is true or not; null where it does not say. */
export interface SaidOfPackage {
  readonly county: County | null;
  readonly month: Month | null;
  readonly version: number | null;
  /** Of the key that it carries, 64 hexadecimal digits. */
  readonly fingerprint: string | null;
}

/** What verifying a package gave. */
export interface CheckedZip {
  readonly isVerified: boolean;
  readonly says: SaidOfPackage;
  /** Sentences: what was found to be right, or else what is wrong, at most `FINDINGS_TOLD_MAX`. */
  readonly findings: readonly string[];
  /** Findings that are not told. */
  readonly untoldCount: number;
}

/** Unpacks an archive and verifies it, here or on a thread. */
export type CheckZip = (asked: ZipToCheck) => Promise<Outcome<CheckedZip>>;

/**
 * Unpacks an archive, and verifies the package in it as `plumbline verify` does: no program of the package is run.
 * Refused, `INVALID_FIELD`: what is no archive that can be unpacked, or has no package in it.
 */
export const checkZip: CheckZip = async ({ zip, folder, program }) => {
  const unpacked = await unpackPackage(zip, folder);
  if (unpacked.kind !== 'done') return unpacked;
  const place = unpacked.value;
  const { misuse, failures, found, text } = await verifyWhole(
    place,
    { against: null, key: null },
    program,
  );
  if (misuse !== null) {
    return refusedByRule(
      'INVALID_FIELD',
      'The archive has no package in it: choose the zip file of one, with its one folder and nothing beside that.',
    );
  }
  const isVerified = failures.length === 0;
  const all = isVerified ? text.trimEnd().split('\n') : failures;
  return done({
    isVerified,
    says: saidBy(found.version, found.fingerprint),
    findings: all.slice(0, FINDINGS_TOLD_MAX).map((sentence) => told(sentence, place)),
    untoldCount: Math.max(0, all.length - FINDINGS_TOLD_MAX),
  });
};

/** As one sentence of a list, with nothing of where it was unpacked. */
function told(sentence: string, folder: string): string {
  const plain = sentence.replace(/^- /u, '').replaceAll(`${folder}/`, '').replaceAll(folder, '.');
  return plain.length <= SENTENCE_LENGTH_MAX ? plain : `${plain.slice(0, SENTENCE_LENGTH_MAX)}...`;
}

/** @param printed - what stands in data/version.json, whatever it is */
function saidBy(printed: unknown, fingerprint: string | null): SaidOfPackage {
  const { county, month, version } = (
    typeof printed === 'object' && printed !== null ? printed : {}
  ) as Readonly<Record<string, unknown>>; // any object can be read by its keys
  return {
    county: typeof county === 'string' ? parseCounty(county) : null,
    month: typeof month === 'string' ? parseMonth(month) : null,
    version: Number.isSafeInteger(version) ? Number(version) : null,
    fingerprint,
  };
}
