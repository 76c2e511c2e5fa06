import type { County } from '../../events/values/county.js';
import type { Instant } from '../../events/values/instant.js';
import type { Ffy, Month } from '../../events/values/month.js';

/** A package that the service was asked to make, or has made. */
export interface KeptPackage {
  readonly county: County;
  /** From 1 in each county; shown as `P-4`. */
  readonly number: number;
  readonly month: Month;
  readonly version: number;
  /** Whose audit tables go into it; null for none. */
  readonly auditFfy: Ffy | null;
  readonly orderedAt: Instant;
  readonly state: PackageState;
}

/** How far it is. */
export type PackageState =
  | { readonly kind: 'queued' }
  /**
   * @param attempts - how often it was begun, this time included
   * @param done - about how much of it was done when it was last said, from 0 to 1
   */
  | { readonly kind: 'making'; readonly attempts: number; readonly done?: number }
  | { readonly kind: 'ready'; readonly bytes: number; readonly sha256: string }
  /** @param message - a sentence that says why, and what to do */
  | { readonly kind: 'failed'; readonly message: string };

/** What is to be made. */
export type PackageOrdered = Omit<KeptPackage, 'number' | 'state'>;

/** Most packages of a county whose files are kept; of more the oldest file goes. */
export const PACKAGE_FILES_MAX = 100;

/** Most packages that wait to be made. */
export const PACKAGES_WAITING_MAX = 32;

/** The packages that the service keeps in the data folder, so that they can be fetched again. */
export interface PackageShelf {
  /** Enters one as queued; on disk when it returns. */
  order(ordered: PackageOrdered): KeptPackage;
  /** One of a county, null where it has none of that number. */
  find(county: County, number: number): KeptPackage | null;
  /** All of a county, in order of number. */
  all(county: County): readonly KeptPackage[];
  /** Those that are queued or were being made, in the order in which they were ordered. */
  waiting(): readonly KeptPackage[];
  /** Says how far one is; on disk when it returns. */
  update(of: KeptPackage, state: PackageState): KeptPackage;
  /** Absolute path of its zip file, which is there while it is ready. */
  fileOf(of: Pick<KeptPackage, 'county' | 'number'>): string;
  /** Takes away the files of a county that are ready, and what is half made; answers the numbers of those. */
  forget(county: County, message: string): readonly number[];
}
