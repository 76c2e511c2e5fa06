import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCounty } from '../../../events/values/county.js';
import type { County } from '../../../events/values/county.js';
import { formatMonth, parseMonth } from '../../../events/values/month.js';
import type { Ffy } from '../../../events/values/month.js';
import { UnusableStore } from '../../ports/failures.js';
import { PACKAGE_FILES_MAX } from '../../ports/package-shelf.js';
import type {
  KeptPackage,
  PackageOrdered,
  PackageShelf,
  PackageState,
} from '../../ports/package-shelf.js';
import { isErrorCode, syncPath } from './connection.js';
import { systemReason } from '../../ports/system-reason.js';
import { makeFolder, namesIn, writeWhole } from './data-folder.js';
import { instantOfMs } from '../../../events/values/instant.js';

/** Where packages are in a data folder, one folder a county. No backup has them: they can be made again. */
export const PACKAGES = 'packages';

const ENTRY = /^P-([1-9]\d{0,8})\.json$/u;
const ENTRY_MODE = 0o600;

/** The packages of a data folder: what is known of each in `P-4.json`, the package itself in `P-4.zip`. */
export class PackageFolder implements PackageShelf {
  readonly #folder: string;

  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, PACKAGES);
  }

  order(ordered: PackageOrdered): KeptPackage {
    const { county } = ordered;
    makeFolder(this.#folderOf(county));
    this.#removeOldest(county);
    for (;;) {
      const number = Math.max(0, ...this.#numbers(county)) + 1;
      const kept: KeptPackage = { ...ordered, number, state: { kind: 'queued' } };
      if (this.#enter(kept)) return kept;
    }
  }

  find(county: County, number: number): KeptPackage | null {
    const path = this.#entryOf(county, number);
    try {
      return parsed(county, number, readFileSync(path, 'utf8'));
    } catch (error) {
      if (isErrorCode(error, 'ENOENT')) return null;
      throw new UnusableStore(
        'refused',
        path,
        `The entry of package P-${String(number)} of county ${county}, ${path}, cannot be read (${systemReason(error)}): remove it and make the package again.`,
        error,
      );
    }
  }

  all(county: County): readonly KeptPackage[] {
    return this.#all(county).toSorted((one, other) => one.number - other.number);
  }

  waiting(): readonly KeptPackage[] {
    const counties = (namesIn(this.#folder) ?? []).map(parseCounty).filter((each) => each !== null);
    return counties
      .flatMap((county) => this.#all(county))
      .filter(({ state }) => state.kind === 'queued' || state.kind === 'making')
      .sort((one, other) => one.orderedAt - other.orderedAt || one.number - other.number);
  }

  update(of: KeptPackage, state: PackageState): KeptPackage {
    const kept = { ...of, state };
    writeWhole(this.#entryOf(of.county, of.number), printed(kept));
    return kept;
  }

  fileOf({ county, number }: Pick<KeptPackage, 'county' | 'number'>): string {
    return join(this.#folderOf(county), `P-${String(number)}.zip`);
  }

  forget(county: County, message: string): readonly number[] {
    const forgotten: number[] = [];
    for (const kept of this.#all(county)) {
      if (kept.state.kind !== 'ready') continue;
      this.update(kept, { kind: 'failed', message });
      forgotten.push(kept.number);
    }
    for (const name of namesIn(this.#folderOf(county)) ?? []) {
      if (ENTRY.test(name)) continue;
      rmSync(join(this.#folderOf(county), name), { recursive: true, force: true });
    }
    return forgotten;
  }

  #folderOf(county: County): string {
    return join(this.#folder, county);
  }

  #entryOf(county: County, number: number): string {
    return join(this.#folderOf(county), `P-${String(number)}.json`);
  }

  #numbers(county: County): readonly number[] {
    return (namesIn(this.#folderOf(county)) ?? [])
      .map((name) => Number(ENTRY.exec(name)?.[1] ?? '0'))
      .filter((number) => number > 0);
  }

  #all(county: County): readonly KeptPackage[] {
    return this.#numbers(county)
      .map((number) => this.find(county, number))
      .filter((kept) => kept !== null);
  }

  /** Whether the number was free: of two who take it at once, one gets it. */
  #enter(kept: KeptPackage): boolean {
    const path = this.#entryOf(kept.county, kept.number);
    const draft = `${path}.${randomUUID()}.tmp`;
    try {
      writeFileSync(draft, printed(kept), { flush: true, mode: ENTRY_MODE });
      linkSync(draft, path);
      syncPath(this.#folderOf(kept.county));
      return true;
    } catch (error) {
      if (isErrorCode(error, 'EEXIST')) return false;
      throw new UnusableStore(
        isErrorCode(error, 'ENOSPC') ? 'full' : 'refused',
        path,
        `The package cannot be entered at ${path}: ${systemReason(error)}.`,
        error,
      );
    } finally {
      rmSync(draft, { force: true });
    }
  }

  #removeOldest(county: County): void {
    const ready = this.#all(county)
      .filter(({ state }) => state.kind === 'ready')
      .sort((one, other) => one.number - other.number);
    for (const kept of ready.slice(0, Math.max(0, ready.length - PACKAGE_FILES_MAX + 1))) {
      const message = `Its file was removed, as ${String(PACKAGE_FILES_MAX)} newer ones of the county are kept: make the package again.`;
      this.update(kept, { kind: 'failed', message });
      rmSync(this.fileOf(kept), { force: true });
    }
  }
}

function printed({ month, version, auditFfy, orderedAt, state }: KeptPackage): string {
  return `${JSON.stringify({ month: formatMonth(month), version, auditFfy, orderedAt, state })}\n`;
}

function parsed(county: County, number: number, text: string): KeptPackage {
  // Written by `printed`, whole or not at all.
  const { month, version, auditFfy, orderedAt, state } = JSON.parse(text) as {
    readonly month: string;
    readonly version: number;
    readonly auditFfy: Ffy | null;
    readonly orderedAt: number;
    readonly state: PackageState;
  };
  const parsedMonth = parseMonth(month);
  if (parsedMonth === null) throw new Error(`${month} is no month`);
  return {
    county,
    number,
    month: parsedMonth,
    version,
    auditFfy,
    orderedAt: instantOfMs(orderedAt),
    state,
  };
}
