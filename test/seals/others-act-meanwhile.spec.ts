import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { County } from '../../events/values/county.js';
import { copiesToProve } from '../../src/application/wiring/folder-to-prove.js';
import { notaryOver, sealedStores } from '../../src/application/wiring/sealed-stores.js';
import { storesIn } from '../../src/application/wiring/stores-in-folder.js';
import type { ActLog } from '../../src/ports/act-log.js';
import type { LedgerReader } from '../../src/ports/ledger-reader.js';
import type { Notes } from '../../src/ports/notes.js';
import type { Stores } from '../../src/ports/stores.js';
import { proveCounty } from '../../src/seals/proving/county-proof.js';
import type { FolderToProve } from '../../src/seals/proving/county-proof.js';
import { refuseContradicted } from '../../src/seals/proving/refuse-contradicted.js';
import { LedgerFolder } from '../../src/stores/sqlite/ledger-folder.js';
import { NoteFolder, OF_COUNTIES } from '../../src/stores/sqlite/note-folder.js';
import { builtProgram } from '../cli/built-program.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';

const RECORDS = join(import.meta.dirname, '../ledgers/16-revised-after-approval/records.ndjson');
const COUNTY = '19' as County;
const MONTH = ['--county', COUNTY, '--month', '2006-09'];
const APPROVE = ['approve', ...MONTH, '--version', '1', '--telephone', '1', '--by', 'D. Rector'];
const SUBMIT = ['submit', ...MONTH, '--by', 'A. Nalyst'];
const HELD = ['--from', '2006-01', '--by', 'L. Counsel', '--reason', 'docket BD 123 456'];

/** What another process does, between two reads of the one that is looked at. */
type Meanwhile = () => Promise<void> | void;

describe('others who act while something is read', () => {
  const scratch = temporaryFolder();
  afterAll(scratch.remove);
  let places = 0;
  const opened: LedgerFolder[] = [];
  afterEach(() => {
    for (const folder of opened.splice(0)) folder.close();
  });

  /** A folder with the first half of a county's records, and where the whole of them is. */
  async function begun(): Promise<Place> {
    places += 1;
    const place = new Place(join(scratch.path, String(places)));
    writeFileSync(place.half, halfOf(readFileSync(RECORDS, 'utf8')));
    await place.run('ingest', place.half);
    return place;
  }

  function storesOf(place: Place): Stores {
    const folder = LedgerFolder.open(place.data, 'read');
    opened.push(folder);
    return storesIn(folder);
  }

  it('may approve between the acts and what was signed of them', async () => {
    const place = await begun();
    await place.run(...SUBMIT);
    const stores = storesOf(place);
    const submissions = readBefore(stores.submissions, () => place.run(...APPROVE));
    const sealed = sealedStores(place.data, place.keys, { ...stores, submissions });
    expect(await sealed.stores.submissions.read(COUNTY)).toHaveLength(1);
    expect(await sealed.stores.submissions.read(COUNTY)).toHaveLength(2);
  });

  it('may add records between the ledger and what was signed of it', async () => {
    const place = await begun();
    const stores = storesOf(place);
    const ledgers = openedBefore(stores, () => {
      place.runAside('ingest', RECORDS);
    });
    const sealed = sealedStores(place.data, place.keys, { ...stores, ledgers });
    expect(sealed.stores.ledgers.ledger(COUNTY)).not.toBeNull();
  });

  it('may submit what was recorded since the ledger was opened', async () => {
    const place = await begun();
    const { stores } = sealedStores(place.data, place.keys, storesOf(place));
    const size = stores.ledgers.ledger(COUNTY)?.size;
    await place.run('ingest', RECORDS);
    await place.run(...SUBMIT);
    expect(await stores.submissions.read(COUNTY)).toHaveLength(1);
    expect(stores.ledgers.ledger(COUNTY)?.size).toBeGreaterThan(size ?? 0);
  });

  it('may sign with a key that was made since the keys were read', async () => {
    const place = await begun();
    const { stores } = sealedStores(place.data, place.keys, storesOf(place));
    await place.run('keys', '--new');
    await place.run(...SUBMIT);
    expect(await stores.submissions.read(COUNTY)).toHaveLength(1);
    expect(stores.ledgers.ledger(COUNTY)).not.toBeNull();
  });

  it('make an anchor of the one that is there, one after the other', async () => {
    const place = await begun();
    const [one, other] = [notesOver(place), notesOver(place)];
    const seen: string[] = [];
    let second = Promise.resolve();
    const next = (text: string) => (anchors: readonly { readonly text: string }[]) => {
      seen.push(...anchors.map((anchor) => anchor.text));
      return text;
    };
    const [before] = one.anchors(COUNTY);
    await one.keepAnchor(COUNTY, (anchors) => {
      // Comes while the first has looked at what is there, and has not written yet.
      second = other.keepAnchor(COUNTY, next('the second'));
      return next('the first')(anchors);
    });
    await second;
    expect(seen).toEqual([before?.text, 'the first']);
    expect(one.anchors(COUNTY)).toMatchObject([{ text: 'the second' }]);
  });

  const others: readonly (readonly [string, (place: Place, stores: Stores) => Stores])[] = [
    [
      'approve',
      (place, stores) => ({
        ...stores,
        submissions: readBefore(stores.submissions, () => place.run(...APPROVE)),
      }),
    ],
    [
      'hold',
      (place, stores) => ({
        ...stores,
        retention: readBefore(stores.retention, () =>
          place.run('hold', 'place', '--county', COUNTY, ...HELD),
        ),
      }),
    ],
    [
      'add records',
      (place, stores) => ({
        ...stores,
        ledgers: openedBefore(stores, () => {
          place.runAside('ingest', RECORDS);
        }),
      }),
    ],
  ];

  async function toProve(withOthers: (typeof others)[number][1]): Promise<FolderToProve> {
    const place = await begun();
    await place.run(...SUBMIT);
    const stores = withOthers(place, storesOf(place));
    const { notary, notes } = notaryOver(place.data, place.keys, stores);
    notary.knowKeys();
    const { ledgers, submissions, retention } = stores;
    const own = copiesToProve(place.data, place.keys);
    const acts = { submissions, retention };
    const level = (): Promise<void> => Promise.resolve();
    return { ledgers, level, acts, notes, notary, own };
  }

  it.each(others)('may %s while a county is proved', async (_, withOthers) => {
    const { faults, proved } = await proveCounty(await toProve(withOthers), COUNTY);
    expect(faults).toEqual([]);
    expect(proved.versions).toBe(1);
  });

  it.each(others)(
    'may %s while a folder is looked at before it is copied',
    async (_, withOthers) => {
      for (const heldTo of ['everyAct', 'anchors', 'anchorsOfReplica'] as const) {
        const refused = refuseContradicted(await toProve(withOthers), heldTo);
        await expect(refused).resolves.toBeUndefined();
      }
    },
  );
});

/** Acts that others add to, once, when they were read and before they are looked at. */
function readBefore(log: ActLog, meanwhile: Meanwhile): ActLog {
  const once = onlyOnce(meanwhile);
  return {
    read: async (of) => {
      const acts = await log.read(of);
      await once();
      return acts;
    },
    append: (...append) => log.append(...append),
    appendAll: (...append) => log.appendAll(...append),
    counties: () => log.counties(),
  };
}

/** Ledgers that others add to, once, when one was opened and before it is looked at. */
function openedBefore({ ledgers }: Stores, meanwhile: () => void): Stores['ledgers'] {
  const once = onlyOnce(meanwhile);
  return {
    ledger: (county): LedgerReader | null => {
      const ledger = ledgers.ledger(county);
      void once();
      return ledger;
    },
    counties: () => ledgers.counties(),
  };
}

function onlyOnce(act: Meanwhile): Meanwhile {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    return act();
  };
}

function halfOf(text: string): string {
  const lines = text.trimEnd().split('\n');
  return lines.slice(0, lines.length / 2).join('\n');
}

function notesOver({ data }: Place): Notes {
  return new NoteFolder(data, null, OF_COUNTIES);
}

/** A data folder, its keys, and the program over it. */
class Place {
  readonly data: string;
  readonly keys: string;
  readonly half: string;

  constructor(path: string) {
    this.data = join(path, 'data');
    this.keys = join(this.data, 'keys');
    this.half = `${path}.ndjson`;
  }

  async run(...argv: readonly string[]): Promise<void> {
    const { code, stderr } = await plumbline([...argv, '--data', this.data]);
    expect([code, stderr]).toEqual([0, expect.any(String)]);
  }

  /** The same by a process of its own, waited for. */
  runAside(...argv: readonly string[]): void {
    execFileSync(process.execPath, [builtProgram(), ...argv, '--data', this.data], {
      stdio: 'pipe',
    });
  }
}
