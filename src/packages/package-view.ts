import { parseValue } from '../../events/wire/parse.js';
import type { ParsedRecord } from '../../events/wire/parse.js';
import { LedgerViewBuilder } from '../../projections/columns/ledger-view.js';
import type { LedgerView } from '../../projections/columns/ledger-view.js';
import { firstReferenceOf, secondReferenceOf } from '../../events/named-ids.js';
import type { Reference } from '../../events/named-ids.js';
import { packageLines } from './package-file.js';
import { PositionIds } from './position-ids.js';

/** The records of a package as a replay reads them. */
export interface PackageView {
  readonly view: LedgerView;
  readonly ids: PositionIds;
}

/** A line of records.ndjson. */
export interface Leaf {
  readonly position: number;
  readonly record: Readonly<Record<string, unknown>>;
}

/**
 * Reads a package's records into a view. Throws a sentence where a line is no record, or corrects
 * one that does not stand before it.
 *
 * @param size - the ledger's size
 */
export function readPackageView(folder: string, size: number): PackageView {
  const corrected = new Set<unknown>();
  for (const { record } of leavesInPackage(folder)) {
    if (record['corrects'] !== undefined) corrected.add(record['corrects']);
  }
  const builder = new PackageViewBuilder(size, corrected);
  for (const leaf of leavesInPackage(folder)) builder.add(leaf);
  return builder.finish();
}

/** The lines of records.ndjson, as they stand there. */
export function* leavesInPackage(folder: string): Generator<Leaf> {
  for (const line of packageLines(folder, 'data/records.ndjson')) {
    // What it is worth shows in the parser; only its place is taken as it stands.
    yield JSON.parse(line) as Leaf;
  }
}

/** Finds out of each record what acceptance found out: its subject, its chain, what it refers to. */
class PackageViewBuilder {
  readonly #builder = new LedgerViewBuilder();
  readonly #ids: PositionIds;
  readonly #corrected: ReadonlySet<unknown>;
  readonly #subjects = new Map<string, number>();
  /** Position and root of the records that others correct, by id. */
  readonly #targets = new Map<string, { readonly position: number; readonly root: number }>();
  /** Root of the record that took an id of a case's own. */
  readonly #taken = new Map<string, number>();

  constructor(size: number, corrected: ReadonlySet<unknown>) {
    this.#ids = new PositionIds(size);
    this.#corrected = corrected;
  }

  add({ position, record: value }: Leaf): void {
    const parsed = parseValue(value);
    if (parsed.kind === 'rejection') {
      throw new Error(
        `data/records.ndjson, position ${String(position)} is no record: ${parsed.message}`,
      );
    }
    const { record, typeCode, effective } = parsed;
    const target = this.#targetOf(position, record.corrects);
    const root = target?.root ?? position;
    const subject = this.#subjectOf(parsed);
    if (this.#corrected.has(record.id)) this.#targets.set(record.id, { position, root });
    this.#ids.set(position, record.id);
    this.#builder.addRecord({
      ...{ position, subject, typeCode, effective, root, record },
      corrects: target?.position ?? 0,
      ...this.#refsOf(parsed, subject, root),
    });
  }

  finish(): PackageView {
    return { view: this.#builder.finish(), ids: this.#ids };
  }

  #targetOf(
    position: number,
    corrects: string | undefined,
  ): { readonly position: number; readonly root: number } | null {
    if (corrects === undefined) return null;
    const target = this.#targets.get(corrects);
    if (target !== undefined) return target;
    throw new Error(
      `data/records.ndjson, position ${String(position)} corrects record ${corrects}, which is not in front of it.`,
    );
  }

  #subjectOf({ subjectKind, subjectId }: ParsedRecord): number {
    if (subjectKind === 'county') return 0;
    const known = this.#numberOf(subjectKind, subjectId);
    if (known !== 0) return known;
    const number = this.#subjects.size + 1;
    this.#subjects.set(`${subjectKind} ${subjectId}`, number);
    this.#builder.addSubject(number, subjectKind, subjectId);
    return number;
  }

  #numberOf(kind: 'case' | 'child', id: string): number {
    return this.#subjects.get(`${kind} ${id}`) ?? 0;
  }

  /** `ref` and `ref2` as the ledger has them (see `LedgerEntry`). */
  #refsOf(
    { record }: ParsedRecord,
    subject: number,
    root: number,
  ): { readonly ref: number; readonly ref2: number } {
    if (record.type === 'ChildAddedToCase' || record.type === 'ChildRemovedFromCase') {
      return { ref: this.#numberOf('child', record.data.child), ref2: 0 };
    }
    const first = firstReferenceOf(record);
    const second = secondReferenceOf(record);
    return {
      ref: first === null ? 0 : this.#rootOf(subject, first, root),
      ref2: second === null ? 0 : this.#rootOf(subject, second, root),
    };
  }

  #rootOf(subject: number, { kind, id, isIntroduced }: Reference, root: number): number {
    const key = `${String(subject)} ${kind} ${id}`;
    if (!isIntroduced) return this.#taken.get(key) ?? 0;
    if (!this.#taken.has(key)) this.#taken.set(key, root);
    return root;
  }
}
