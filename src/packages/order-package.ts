import type { County } from '../../events/values/county.js';
import type { Instant } from '../../events/values/instant.js';
import { formatMonth } from '../../events/values/month.js';
import type { Ffy } from '../../events/values/month.js';
import type { ActLog } from '../ports/act-log.js';
import type { KeptPackage, PackageShelf } from '../ports/package-shelf.js';
import { done, misaddressed } from '../ports/outcome.js';
import type { Answer } from '../ports/outcome.js';
import { readVersions } from '../versions/county-acts.js';
import { findVersion } from '../versions/decide-version.js';
import type { VersionAddress } from '../versions/decide-version.js';

/** A package that the service is to make, with a year's audit tables or none. */
export interface PackageAsked extends VersionAddress {
  readonly auditFfy: Ffy | null;
}

/** One package of a county. */
export interface PackageAddress {
  readonly county: County;
  /** As in `P-4`. */
  readonly package: string;
}

/** A package whose file is there. */
export interface PackageFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  /** What the file is to be called: `plumbline-19-2006-09-v2.zip`. */
  readonly name: string;
}

/** Enters the package of a version, to be made when its turn comes. */
export async function orderPackage(
  { submissions, packages }: { readonly submissions: ActLog; readonly packages: PackageShelf },
  { county, month, version, auditFfy }: PackageAsked,
  clock: () => Instant,
): Promise<Answer<KeptPackage & Pick<PackageAddress, 'package'>>> {
  const { versions } = await readVersions(submissions, county);
  const found = findVersion(versions, { county, month, version });
  if (found.kind !== 'done') return found;
  const kept = packages.order({ county, month, version, auditFfy, orderedAt: clock() });
  return done({ ...kept, package: nameOf(kept.number) });
}

/** How far a package is. */
export function findPackage(
  { packages }: { readonly packages: PackageShelf },
  { county, package: name }: PackageAddress,
): Answer<KeptPackage> {
  const number = Number(/^P-([1-9]\d{0,8})$/u.exec(name)?.[1] ?? '0');
  const kept = packages.find(county, number);
  return kept === null
    ? misaddressed(`County ${county} has no package ${name}: make one of a version first.`)
    : done(kept);
}

/** All packages that were made for a county, the newest first. */
export function packagesOfCounty(
  { packages }: { readonly packages: PackageShelf },
  { county }: { readonly county: County },
): readonly KeptPackage[] {
  return packages.all(county).toReversed();
}

function nameOf(number: number): string {
  return `P-${String(number)}`;
}

/** The file of a package that is ready. */
export function fileOfPackage(
  { packages }: { readonly packages: PackageShelf },
  address: PackageAddress,
): Answer<PackageFile> {
  const found = findPackage({ packages }, address);
  if (found.kind !== 'done') return found;
  const { county, number, month, version, state } = found.value;
  const named = `Package ${nameOf(number)} of county ${county}`;
  switch (state.kind) {
    case 'queued':
    case 'making':
      return misaddressed(`${named} is not ready yet: ask how far it is, and again when it is.`);
    case 'failed':
      return misaddressed(`${named} was not made. ${state.message}`);
    case 'ready': {
      const { bytes, sha256 } = state;
      const name = `plumbline-${county}-${formatMonth(month)}-v${String(version)}.zip`;
      return done({ path: packages.fileOf(found.value), bytes, sha256, name });
    }
  }
}

/** The contract's JSON of a package; `month` and `version` say of what, `message` why it failed. */
export function packageJson(kept: KeptPackage, doneFraction: number): string {
  const { county, number, month, version, state } = kept;
  const name = nameOf(number);
  const of = { county, month: formatMonth(month), version };
  const more = ((): object => {
    switch (state.kind) {
      case 'queued':
      case 'making':
        return {};
      case 'ready':
        return { bytes: state.bytes, sha256: state.sha256 };
      case 'failed':
        return { message: state.message };
    }
  })();
  const done = state.kind === 'ready' ? 1 : doneFraction;
  return `${JSON.stringify({ package: name, state: state.kind, done, ...of, ...more })}\n`;
}
