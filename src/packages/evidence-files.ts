import { formatDay } from '../../events/values/day.js';
import type { Ffy } from '../../events/values/month.js';
import { canonicalJson } from '../../events/wire/canonical.js';
import { namedEdition } from '../../events/form-editions.js';
import { editionNamed } from '../../projections/form/editions.js';
import { RULE_EDITION } from '../../projections/form/rule-edition.js';
import type { LineNumber } from '../../events/line-numbers.js';
import { signatureLine, noteText, verifierKey } from '../../projections/seal/signed-note.js';
import { REPORT_CSV_HEAD, countyReportCsv } from '../reports/report-csv.js';
import { reportXlsx } from '../reports/report-xlsx.js';
import { isBeyondInt64, trailParquet } from '../reports/trail-parquet.js';
import { trailXlsx } from '../reports/trail-xlsx.js';
import { originOf, signCheckpoint } from '../seals/checkpoint.js';
import type { PublicSigningKey, SigningKeys } from '../seals/signing-keys.js';
import { civilDayOf } from '../../events/values/civil-day.js';
import { differenceJson } from '../versions/difference-json.js';
import type { ActFiles } from './act-evidence.js';
import { auditFiles } from './audit/audit-files.js';
import { RULES_PATH, correctedRules } from './corrected-rules.js';
import { describingFiles, packageName } from './descriptions.js';
import { lastActOf } from './evidence.js';
import type { Evidence } from './evidence.js';
import type { BagInfoField, PackageSeal, PackageWriter } from './package-writer.js';
import { REPORT_WORKBOOK } from './package-workbooks.js';
import { TrailNames, trailCsv, trailPath } from './trail-files.js';
import { verifierText } from './verifier.js';

/** By which program and key a package is made. */
export interface Maker {
  readonly keys: SigningKeys;
  readonly key: PublicSigningKey;
  readonly program: string;
  /** The fiscal year whose audit tables go into it; null for none. */
  readonly auditFfy: Ffy | null;
  /** The version's acts with their proofs. */
  readonly acts: ActFiles;
}

/** Writes all files of a package but its lists; answers how it is to be sealed. */
export async function writeEvidence(
  writer: PackageWriter,
  evidence: Evidence,
  maker: Maker,
): Promise<PackageSeal> {
  await writeRecords(writer, evidence);
  await writeTrail(writer, evidence);
  await writeReport(writer, evidence);
  await writeSeals(writer, evidence, maker);
  await writeDescriptions(writer, evidence, maker);
  return sealOf(evidence, maker);
}

/** Before the trail: only then are the ids of its records known. */
async function writeRecords(
  writer: PackageWriter,
  { records, version, onRecords }: Evidence,
): Promise<void> {
  await writer.add('data/records.ndjson', records.pages(onRecords));
  await writer.add('data/proofs.json', records.proofs(version.root));
}

async function writeTrail(
  writer: PackageWriter,
  { view, trail, records, version }: Evidence,
): Promise<void> {
  const names = new TrailNames(view, (position) => records.ids.at(position));
  for (const entry of editionNamed(version.form).lines) {
    const rows = trail.lines.get(entry.line);
    if (rows === undefined) throw new Error(`The trail has no Line ${entry.line}.`);
    const entries = [...names.entries(entry, rows)];
    await writer.add(trailPath(entry.line, 'csv'), trailCsv(entries));
    await writer.add(trailPath(entry.line, 'parquet'), [trailParquet(entries)]);
    await writer.add(trailPath(entry.line, 'xlsx'), trailXlsx(entry.line, entries));
  }
}

async function writeReport(writer: PackageWriter, evidence: Evidence): Promise<void> {
  const { printed, report, difference } = evidence;
  const { form, county, month, asOf } = printed;
  const edition = namedEdition(report.edition);
  // Without a newline: its SHA-256 is the version's hash of the report.
  const canonical = canonicalJson({ form, ...edition, county, month, asOf, lines: report.lines });
  await writer.add('data/report.json', [canonical]);
  await writer.add('data/report.csv', [REPORT_CSV_HEAD, countyReportCsv(report)]);
  await writer.add(REPORT_WORKBOOK, reportXlsx([report]));
  // Loaded here: most commands draw nothing.
  const { reportPdf } = await import('./pdf/report-pdf.js');
  await writer.add('data/report.pdf', [await reportPdf({ printed, lines: report.lines })]);
  await writer.add('data/version.json', [`${JSON.stringify(printed, null, 1)}\n`]);
  const rules = correctedRules(evidence);
  if (rules !== null) await writer.add(RULES_PATH, [rules]);
  if (difference !== null) await writer.add('data/diff.json', [`${differenceJson(difference)}\n`]);
}

async function writeSeals(writer: PackageWriter, evidence: Evidence, maker: Maker): Promise<void> {
  const { county, version } = evidence;
  const root = Buffer.from(version.root, 'hex');
  const { note, key } = signCheckpoint(maker.keys, county, version.asOf, root);
  if (key.number !== maker.key.number) {
    throw new Error('The signing key was changed while the package was made: make it again.');
  }
  await writer.add('data/checkpoint', [note]);
  const named = { name: originOf(county), publicKey: key.publicKey };
  await writer.add('data/public-key.txt', [`${verifierKey(named)}\n`]);
  for (const [path, text] of maker.acts) await writer.add(path, [text]);
}

async function writeDescriptions(
  writer: PackageWriter,
  evidence: Evidence,
  { key, auditFfy }: Maker,
): Promise<void> {
  const { printed, records } = evidence;
  const { fingerprint } = key;
  if (auditFfy !== null) {
    for (const { path, chunks } of auditFiles(evidence, auditFfy)) await writer.add(path, chunks);
  }
  const decimalLines = decimalLinesOf(evidence);
  const hasCorrectedRules = correctedRules(evidence) !== null;
  const told = { version: printed, records: records.count, fingerprint };
  const facts = { ...told, auditFfy, decimalLines, hasCorrectedRules };
  for (const [path, text] of describingFiles(facts)) await writer.add(path, [text]);
  await writer.add('verify.mjs', [verifierText()]);
}

/** The lines of which an amount is more than INT64 holds. */
function decimalLinesOf({ trail }: Evidence): ReadonlySet<LineNumber> {
  const lines = [...trail.lines].filter(([, rows]) =>
    rows.amounts.some((amount) => isBeyondInt64(amount)),
  );
  return new Set(lines.map(([line]) => line));
}

function sealOf(evidence: Evidence, { keys, key, program }: Maker): PackageSeal {
  const { county, printed, version } = evidence;
  const bagInfo: readonly BagInfoField[] = [
    ['Source-Organization', `Local child support agency of California county ${county}`],
    ['External-Identifier', packageName(printed)],
    [
      'External-Description',
      `Evidence package of the CS 1257 of ${printed.month}, version ${String(printed.version)}`,
    ],
    ['Bagging-Date', formatDay(civilDayOf(lastActOf(version)))],
    ['Bag-Software-Agent', softwareAgent(program)],
    ['Signing-Key-Fingerprint', key.fingerprint],
  ];
  return {
    bagInfo,
    signatureOf: (listHash) => {
      const name = `${printed.month} version ${String(printed.version)}`;
      const list = Buffer.from(listHash).toString('base64');
      const text = `plumbline/package-${county}\n${name}\n${list}\n`;
      const signer = { name: originOf(county), publicKey: key.publicKey };
      return noteText(text, [signatureLine(signer, keys.sign(key, text))]);
    },
  };
}

/** How bag-info.txt names a version of this program. */
function softwareAgent(program: string): string {
  return `plumbline ${program} (rules ${RULE_EDITION})`;
}
