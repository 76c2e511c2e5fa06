import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { refoldPackage } from './refold.js';
import type { FormComparison } from './refold.js';
import { RELEASED_PROGRAMS, makerOf } from './released-programs.js';
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

const REFOLDED = '- The report and the trail, computed anew from the records, are the same.';

/**
 * Verifies a package as its verify.mjs does, and what that cannot: that verify.mjs is one that this
 * program or a released version of it wrote, and that the report and the trail follow from the records.
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
  const maker = makerOfPackage(folder);
  const refolded = await refoldPackage(folder, maker, program);
  const all = [...failures, ...verifierFailures(folder, maker, program), ...refolded.failures];
  const text = outcomeText({ failures: all, found }, options);
  if (all.length > 0) return { failures: all, found, text };
  const more = [REFOLDED, formSentence(refolded.form, maker), verifierSentence(maker, program)];
  return { failures: all, found, text: `${text}${more.join('\n')}\n` };
}

function makerOfPackage(folder: string): string | null {
  try {
    return makerOf(readFileSync(join(folder, 'bag-info.txt'), 'utf8'));
  } catch {
    return null; // `verifyPackage` says so
  }
}

/** Only a program knows what it writes; what released ones wrote is known by its hash. */
function verifierFailures(
  folder: string,
  maker: string | null,
  program: string,
): readonly string[] {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(join(folder, 'verify.mjs'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [`verify.mjs cannot be read: ${reason}.`];
  }
  if (maker === program && Buffer.compare(bytes, Buffer.from(verifierText())) === 0) return [];
  const written = RELEASED_PROGRAMS.find(({ verifier }) => verifier === hash('sha256', bytes));
  if (written?.version === maker) return [];
  const by = maker === null ? 'no version of Plumbline' : `Plumbline ${maker}`;
  const isKnown = maker === program || RELEASED_PROGRAMS.some(({ version }) => version === maker);
  return [
    isKnown
      ? `verify.mjs is not the one that ${by} writes, by which bag-info.txt says that the package was made: do not rely on what it says.`
      : `verify.mjs is none that this program knows: bag-info.txt names ${by}, and this is Plumbline ${program}. Verify the package with the version that made it; until then do not rely on what its verify.mjs says.`,
  ];
}

function formSentence(form: FormComparison, maker: string | null): string {
  switch (form) {
    case 'drawn':
      return '- data/report.pdf, drawn anew, is the same.';
    case 'read':
      return `- data/report.pdf was drawn by Plumbline ${maker ?? ''}: its figures were read, and are those of the report.`;
    case 'unread':
      return `- data/report.pdf was drawn by Plumbline ${maker ?? ''} and its letters cannot be read by this version: it is the file of the signed list, and its figures were not compared.`;
  }
}

function verifierSentence(maker: string | null, program: string): string {
  return maker === program
    ? '- verify.mjs is the one that this program writes.'
    : `- verify.mjs is the one that Plumbline ${maker ?? ''} wrote.`;
}
