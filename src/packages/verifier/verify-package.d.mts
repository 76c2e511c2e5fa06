/** What an earlier or other package was found to be. */
export interface FoundOther {
  readonly size: number;
  readonly fingerprint: string;
}

/** What was found in a package; null or 0 where a check did not come so far. */
export interface Found {
  /** data/version.json as it is there. */
  readonly version: unknown;
  readonly fingerprint: string | null;
  readonly files: number;
  readonly records: number;
  readonly rows: number;
  readonly cells: number;
  /** Tables of the federal audit that were compared with the report. */
  readonly auditTables: number;
  /** Acts that were proved; 0 where a package has none. */
  readonly acts: number;
  /** Fingerprint of the key that signed them. */
  readonly actsKey: string | null;
  /** What data/rules.json says; null where there is none. */
  readonly rules: unknown;
  readonly against?: FoundOther;
}

export interface VerifyOptions {
  /** Folder of an earlier package, or null. */
  readonly against: string | null;
  /** Fingerprint that the signing key must have, 64 lower-case hexadecimal digits, or null. */
  readonly key: string | null;
  /** Told how much is done, and of how much of it: of files first, then of records and lines. */
  readonly onDone?: (count: number, total: number, unit: string) => void;
}

export interface Outcome {
  /** Why there is nothing to verify: no package, or two of two counties; null if there is. */
  readonly misuse: string | null;
  /** Sentences that name the file; none if everything verifies. */
  readonly failures: readonly string[];
  readonly found: Found;
}

/** All checks that need nothing but the package. */
export function verifyPackage(folder: string, options: VerifyOptions): Outcome;

/** The outcome for people. */
export function outcomeText(outcome: Outcome, options: VerifyOptions): string;
