import type { County } from '../../../events/values/county.js';
import type { ErasedEntry, ReadEntry } from '../../ports/erasure.js';
import type {
  LedgerRescuer,
  RescueLook,
  RescueSource,
  RescueTarget,
  RescuedBy,
} from '../../ports/ledger-rescue.js';
import type { EventStoreLog } from '../eventstore/event-store-log.js';
import { ledgerThere, readBack, rescueLedger } from '../eventstore/rescuing/rescue-ledger.js';
import type { EntriesHere } from '../eventstore/rescuing/rescue-ledger.js';
import { UnusableStore } from '../../ports/failures.js';
import type { LedgerFile } from '../sqlite/ledger-file.js';
import type { CopiedStreams, StreamsOfCounties } from './copied-streams.js';
import type { LedgerFolder } from '../sqlite/ledger-folder.js';
import { replicaMarkOf } from '../sqlite/replica-mark.js';

/** Entries that are read and sent together. */
const PAGE_PLACES = 2_000;

/** What the rescuer works on. */
export interface RescuerParts extends StreamsOfCounties {
  readonly store: EventStoreLog;
  readonly folder: LedgerFolder;
  /** Without the password. */
  readonly address: string;
}

/** Makes a county's streams anew from the replica in the data folder and its copies of acts and notes. */
export class EventStoreRescuer implements LedgerRescuer {
  readonly #parts: RescuerParts;

  constructor(parts: RescuerParts) {
    this.#parts = parts;
  }

  async look(county: County): Promise<RescueLook> {
    const { address, folder } = this.#parts;
    refuseOwnStore(folder);
    return {
      county,
      server: address,
      here: await this.#here(county),
      there: await this.#there(county),
    };
  }

  async rescue(
    county: County,
    people: RescuedBy,
    onEntries: (count: number, total: number) => void,
  ): Promise<{ readonly size: number; readonly root: string }> {
    const { store } = this.#parts;
    for (const { streams, copies } of this.#acts()) {
      await streams.rescue(county, await copies.read(county));
    }
    const stream = store.stream(county);
    // Behind the acts: until now no machine reads anything of this county.
    if ((await ledgerThere(stream)).kind === 'empty') {
      await rescueLedger(store, stream, entriesOf(this.#file(county)), people, onEntries);
    }
    return readBack(stream);
  }

  async #here(county: County): Promise<RescueSource> {
    const file = this.#parts.folder.ledger(county);
    file?.refresh();
    const size = file?.size ?? 0;
    const [submissions = 0, retention = 0, notes = 0, , intake = 0] = await Promise.all(
      this.#acts().map(async ({ copies }) => (await copies.read(county)).length),
    );
    return {
      size,
      root: file === null ? '' : rootOf(file, size),
      last: file === null || size === 0 ? null : file.recordedAt(size),
      erased: file?.tables.erased.positions.count ?? 0,
      ...{ submissions, retention, notes, intake },
    };
  }

  async #there(county: County): Promise<RescueTarget> {
    const ledger = await ledgerThere(this.#parts.store.stream(county));
    if (ledger.kind === 'notEmpty') return ledger;
    for (const { streams, copies } of this.#acts()) {
      const finding = await streams.inTheWay(county, await copies.read(county));
      if (finding !== null) return { kind: 'notEmpty', finding };
    }
    return ledger;
  }

  #acts(): readonly CopiedStreams[] {
    const { submissions, retention, notes, intakeNotes, intake } = this.#parts;
    return [submissions, retention, notes, intakeNotes, intake];
  }

  #file(county: County): LedgerFile {
    const file = this.#parts.folder.ledger(county);
    if (file !== null) return file;
    throw new Error(`There is no replica of county ${county} on this machine.`);
  }
}

/** @throws UnusableStore where the folder is no replica */
export function refuseOwnStore({ path }: Pick<LedgerFolder, 'path'>): void {
  if (replicaMarkOf(path) !== null) return;
  throw new UnusableStore(
    'notOurs',
    path,
    `The data folder ${path} is a store of its own and no server's replica: nothing on a server is made of it.`,
  );
}

function entriesOf(file: LedgerFile): EntriesHere {
  const { size } = file;
  return {
    size,
    root: rootOf(file, size),
    erasures: file.tables.erased.erasures.map((erasure) => ({
      ...erasure,
      root: rootOf(file, erasure.size),
    })),
    pages: () => pagesOf(file, size),
  };
}

function* pagesOf(file: LedgerFile, size: number): Generator<readonly ReadEntry[]> {
  for (let first = 1; first <= size; first += PAGE_PLACES) {
    const last = Math.min(size, first + PAGE_PLACES - 1);
    const kept = new Map<number, ReadEntry>();
    for (const rows of file.rows(first, last)) for (const row of rows) kept.set(row.position, row);
    const leaves = kept.size === last - first + 1 ? [] : [...file.leaves(first, last)];
    yield Array.from({ length: last - first + 1 }, (_, index) => {
      const position = first + index;
      return kept.get(position) ?? erasedEntry(file, position, leaves[index]);
    });
  }
}

function erasedEntry(
  file: LedgerFile,
  position: number,
  leaf: Uint8Array | undefined,
): ErasedEntry {
  const erased = file.tables.erased.at(position);
  if (erased === null || leaf === undefined) {
    throw new Error(
      `Position ${String(position)} of county ${file.county} has neither a record nor what is left of one.`,
    );
  }
  const { recorded, order, idHash } = erased;
  return { position, recorded, order, idHash, leaf };
}

function rootOf(file: LedgerFile, size: number): string {
  return Buffer.from(file.root(size)).toString('hex');
}
