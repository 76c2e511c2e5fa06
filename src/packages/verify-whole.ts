import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LineNumber } from '../../events/line-numbers.js';
import { FIRST_EDITION } from '../../events/form-editions.js';
import { parseMonth } from '../../events/values/month.js';
import type { Ffy } from '../../events/values/month.js';
import { editionNamed } from '../../projections/form/editions.js';
import type { CountyReport } from '../reports/county-report.js';
import type { PrintedVersion } from '../versions/version-json.js';
import { RULES_PATH } from './corrected-rules.js';
import { describingFiles } from './descriptions.js';
import { differentWorkbooks } from './package-workbooks.js';
import { packageFile } from './package-file.js';
import { refoldPackage } from './refold.js';
import type { FormComparison } from './refold.js';
import { RULE_EDITION, isEarlierRuleEdition } from '../../projections/form/rule-edition.js';
import { RELEASED_PROGRAMS, makerOf, rulesOf } from './released-programs.js';
import { loadVerifier, verifierText } from './verifier.js';
import type { Found, VerifyOptions } from './verifier/verify-package.mjs';
import { systemReason } from '../ports/system-reason.js';

/** What verifying a package with the whole program gives. */
export interface WholeOutcome {
  /** Why there is nothing to verify, which then is the only failure; else null. */
  readonly misuse: string | null;
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
  const outcome = verifyPackage(folder, options);
  const { misuse, failures, found } = outcome;
  if (misuse !== null) return { ...outcome, text: `${misuse}\n` };
  const { maker, rules } = makerOfPackage(folder);
  // What was computed by rules that were corrected since may differ, and proves nothing against who made it.
  const isBySameRules = rules === null || !isEarlierRuleEdition(rules);
  const refolded = await refoldPackage(folder, { maker, program, isBySameRules }, options.onDone);
  const described =
    maker === program ? differentDescriptions(folder, found, refolded.decimalLines) : [];
  const workbooks = maker === program && failures.length === 0 ? otherWorkbooks(folder, found) : [];
  const all = [
    ...failures,
    ...verifierFailures(folder, maker, program),
    ...(isBySameRules ? refolded.differences : []),
    ...refolded.failures,
    ...described,
    ...workbooks,
  ];
  const text = outcomeText({ misuse, failures: all, found }, options);
  if (all.length > 0) return { misuse, failures: all, found, text };
  const isSame = refolded.differences.length === 0;
  const computed = isSame ? REFOLDED : byOtherRules(rules, maker, refolded.differences);
  const more = [computed, formSentence(refolded.form, maker), verifierSentence(maker, program)];
  return { misuse, failures: all, found, text: `${text}${more.join('\n')}\n` };
}

function byOtherRules(
  rules: string | null,
  maker: string | null,
  differences: readonly string[],
): string {
  const what = differences.map((difference) => `\n  ${difference}`).join('');
  return `- It differs by rule edition: it was computed by rules ${rules ?? ''}, and this program has rules ${RULE_EDITION}, so that the report and the trail cannot be computed anew as they were: verify it with Plumbline ${maker ?? ''} besides.${what}`;
}

/** By which program and rules a package says that it was made. */
function makerOfPackage(folder: string): {
  readonly maker: string | null;
  readonly rules: string | null;
} {
  try {
    const bagInfo = packageFile(folder, 'bag-info.txt').toString('utf8');
    return { maker: makerOf(bagInfo), rules: rulesOf(bagInfo) };
  } catch {
    return { maker: null, rules: null }; // `verifyPackage` says so
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
    bytes = packageFile(folder, 'verify.mjs');
  } catch (error) {
    const reason = systemReason(error);
    return [`verify.mjs cannot be read: ${reason}`];
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

/** What describes the other files is the same bytes from the same version of the program, and from no other. */
function differentDescriptions(
  folder: string,
  { version, records, fingerprint }: Found,
  decimalLines: ReadonlySet<LineNumber>,
): readonly string[] {
  try {
    const auditFfy = auditFfyOf(folder);
    // `verifyPackage` has said what is wrong with it; here it only has to fit.
    const hasCorrectedRules = existsSync(join(folder, RULES_PATH));
    const told = { version: version as PrintedVersion, records, hasCorrectedRules };
    const facts = { ...told, auditFfy, decimalLines };
    return describingFiles({ ...facts, fingerprint: fingerprint ?? '' })
      .filter(([path, text]) => packageFile(folder, path).toString('utf8') !== text)
      .map(([path]) => `${path} is not what this program writes.`);
  } catch (error) {
    const reason = systemReason(error);
    return [`The files that describe the package cannot be compared: ${reason}`];
  }
}

/** The workbooks are computed from the CSV files, which are known to be right by then. */
function otherWorkbooks(folder: string, { version }: Found): readonly string[] {
  try {
    const { county, month, asOf, edition: named } = version as PrintedVersion;
    const edition = editionNamed(named ?? FIRST_EDITION.id);
    const { lines } = JSON.parse(packageFile(folder, 'data/report.json').toString('utf8')) as {
      readonly lines: CountyReport['lines'];
    };
    const of = parseMonth(month);
    if (of === null) throw new Error('data/version.json names no month.');
    const report = {
      form: 'CS 1257',
      county,
      month: of,
      asOf,
      edition: edition.id,
      lines,
    } as const;
    return differentWorkbooks(folder, report, edition);
  } catch (error) {
    return [`The workbooks cannot be compared: ${systemReason(error)}.`];
  }
}

/** The fiscal year whose layout the audit tables say that they have; null where there are none. */
function auditFfyOf(folder: string): Ffy | null {
  if (!existsSync(join(folder, 'data/audit'))) return null;
  const told = JSON.parse(packageFile(folder, 'data/audit/figures.json').toString('utf8')) as {
    readonly ffy?: unknown;
  };
  if (!Number.isSafeInteger(told.ffy)) {
    throw new Error('data/audit/figures.json names no fiscal year.');
  }
  return told.ffy as Ffy;
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
