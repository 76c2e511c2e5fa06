import { parseCounty } from '../../../events/values/county.js';
import type { LedgerEntry } from '../../../src/ports/event-log.js';
import { checkDataFolder } from '../../../src/stores/sqlite/check.js';
import { LedgerFolder } from '../../../src/stores/sqlite/ledger-folder.js';
import { present } from '../present.js';
import { sampleEntries } from '../sample-entries.js';
import { useTemporaryFolder } from '../temporary-folder.js';

const COUNTY = present(parseCounty('19'));
const SEED = 61_209;

/** Ledgers that were written with a wrong column: every checksum fits, and the names in the records say otherwise. */
describe('check of what was appended wrongly', () => {
  const folder = useTemporaryFolder();
  const entries = sampleEntries(COUNTY, SEED, 300);
  const chosen = (type: string): LedgerEntry =>
    present(entries.find((entry) => entry.type === type && entry.position > 20));
  const corrected = present(entries.find(({ corrects }) => corrects > 0));

  function findings(change: (entry: LedgerEntry) => LedgerEntry): readonly string[] {
    const data = LedgerFolder.openOrCreate(folder());
    data.ledgerForAppend(COUNTY).append(0, entries.map(change));
    data.close();
    return [...checkDataFolder(folder(), null)].map(
      ({ position, finding }) => `${String(position)}: ${finding}`,
    );
  }

  it('finds nothing where all is right', () => {
    expect(findings((entry) => entry)).toEqual([]);
  });

  it.each<[string, LedgerEntry, Partial<LedgerEntry>, RegExp]>([
    ['type code', chosen('CollectionReceived'), { typeCode: 2 }, /column "type"/u],
    [
      'effective',
      chosen('CaseOpened'),
      { effective: present(entries[0]).effective },
      /column "effective"/u,
    ],
    ['leaf', chosen('CaseOpened'), { leaf: present(entries[0]).leaf }, /leaf hash is not/u],
    ['corrects', corrected, { corrects: corrected.corrects - 1 }, /column "corrects"/u],
    ['no corrects', corrected, { corrects: 0 }, /column "corrects"/u],
    ['root', corrected, { root: corrected.position }, /column "root"/u],
    ['ref to an order', chosen('CurrentSupportCharged'), { ref: 3 }, /column "ref"/u],
    ['no ref', chosen('CurrentSupportCharged'), { ref: 0 }, /column "ref"/u],
    ['ref of its own', chosen('CollectionReceived'), { ref: 3 }, /column "ref"/u],
    ['ref without a name', chosen('CaseOpened'), { ref: 3 }, /column "ref"/u],
    ['ref2 to a collection', chosen('CollectionDistributed'), { ref2: 3 }, /column "ref2"/u],
    ['ref2 without a name', chosen('CaseOpened'), { ref2: 3 }, /column "ref2"/u],
    ['ref to a child', chosen('ChildAddedToCase'), { ref: 1 }, /column "ref"/u],
  ])('finds a wrong %s', (_, wrong, change, expected) => {
    const found = findings((entry) => (entry === wrong ? { ...entry, ...change } : entry));
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]).toMatch(expected);
    expect(found[0]).toMatch(new RegExp(`^${String(wrong.position)}: `, 'u'));
  });
});
