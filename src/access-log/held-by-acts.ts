import type { County } from '../../events/values/county.js';
import type { Instant } from '../../events/values/instant.js';
import type { Month } from '../../events/values/month.js';
import { findPackage } from '../packages/order-package.js';
import type { ActLog } from '../ports/act-log.js';
import type { LedgerReaders } from '../ports/ledger-reader.js';
import type { PackageShelf } from '../ports/package-shelf.js';
import type { SubjectKey } from '../reports/subject.js';
import { readRetention } from '../retention/retention-log.js';
import { drawnRows } from '../samples/drawn-rows.js';
import { findSample, readSamples } from '../samples/sample-acts-of-county.js';
import { sampleChecks } from '../samples/sample-checks.js';

/** A version of a month, of a county that is known. */
export interface VersionOfMonth {
  readonly month: Month;
  readonly version: number;
}

/** Of which version of which month a package is, whose line has its number alone; null where it is not known. */
export function versionOfPackage(
  packages: PackageShelf,
  county: County,
  name: string,
): VersionOfMonth | null {
  const found = findPackage({ packages }, { county, package: name });
  return found.kind === 'done' ? found.value : null;
}

/** Among the rows of a sample, which are drawn again, or its replacements. */
export async function isInSample(
  { ledgers, samples }: { readonly ledgers: LedgerReaders; readonly samples: ActLog },
  county: County,
  name: string,
  { kind, id }: SubjectKey,
): Promise<boolean> {
  const found = findSample(await readSamples(samples, county), county, name);
  if (found.kind !== 'done') return false;
  const drawn = drawnRows(ledgers, { county, ...found.value }, untold);
  if (drawn.kind !== 'done') return false;
  const { rows, reserve } = drawn.value;
  return [...rows, ...reserve].some(({ subject }) => subject.kind === kind && subject.id === id);
}

/** Among what the checks before judging have found of a version. */
export async function isInSampleChecks(
  parts: { readonly ledgers: LedgerReaders; readonly submissions: ActLog },
  asked: VersionOfMonth & { readonly county: County },
  { kind, id }: SubjectKey,
): Promise<boolean> {
  const checks = await sampleChecks(parts, asked, untold);
  return (
    checks.kind === 'done' && checks.value.some(({ rows }) => rows.some((row) => row[kind] === id))
  );
}

/**
 * Since when a county's holds, and a plan with them, name a case or child; null where none does. A hold that was released
 * is listed as well.
 *
 * @param hash - of its first record
 */
export async function heldSince(
  retention: ActLog,
  county: County,
  hash: string,
): Promise<Instant | null> {
  const { holds } = await readRetention(retention, county);
  const own = holds.find(({ target }) => target.kind !== 'from' && target.firstRecord === hash);
  return own?.placed.at ?? null;
}

function untold(): void {
  // Nobody waits for how many records were read.
}
