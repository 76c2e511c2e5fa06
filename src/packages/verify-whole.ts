import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { softwareAgent } from './evidence-files.js';
import { refoldFailures } from './refold.js';
import { loadVerifier, verifierText } from './verifier.js';
import type { Found, VerifyOptions } from './verifier/verify-package.mjs';

/** What verifying a package with the whole program gives. */
export interface WholeOutcome {
  /** Sentences that name the file; none if everything verifies. */
  readonly failures: readonly string[];
  readonly found: Found;
  /** The outcome for people. */
  readonly text: string;
}

const REFOLDED = '- The report and the trail, computed anew from the records, are the same.\n';
const OWN_VERIFIER = '- verify.mjs is the one that this program writes.\n';

/**
 * Verifies a package as its verify.mjs does, and what that cannot: that verify.mjs is this program's
 * own, and that the report and the trail follow from the records.
 *
 * @param program - the version of this program
 */
export async function verifyWhole(
  folder: string,
  options: VerifyOptions,
  program: string,
): Promise<WholeOutcome> {
  const { verifyPackage, outcomeText } = await loadVerifier();
  const { failures, found } = verifyPackage(folder, options);
  const all = [
    ...failures,
    ...verifierFailures(folder),
    ...(await refoldFailures(folder, softwareAgent(program))),
  ];
  const text = outcomeText({ failures: all, found }, options);
  return { failures: all, found, text: all.length === 0 ? text + REFOLDED + OWN_VERIFIER : text };
}

function verifierFailures(folder: string): readonly string[] {
  try {
    if (readFileSync(join(folder, 'verify.mjs'), 'utf8') === verifierText()) return [];
    return [
      'verify.mjs is not the one that this program writes: it was changed, or another version of the program made the package. Do not rely on what it says.',
    ];
  } catch (error) {
    return [
      `verify.mjs cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
    ];
  }
}
