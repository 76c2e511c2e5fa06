import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCounty } from '../../events/values/county.js';
import type { County } from '../../events/values/county.js';
import { parseMonth } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import { brokenChecks } from '../../projections/form/checks.js';
import { LedgerFolder } from '../../src/stores/sqlite/ledger-folder.js';
import { RETENTION_STREAM } from '../../src/stores/sqlite/act-file.js';
import { ActFolder } from '../../src/stores/sqlite/act-folder.js';
import { submitVersion } from '../../src/versions/submit-version.js';
import type { EditChecks } from '../../src/versions/submit-version.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { instantOfMs } from '../../events/values/instant.js';

const COUNTY = parseCounty('19') ?? ('01' as County);
const SEPTEMBER = parseMonth('2006-09') ?? (0 as Month);
const RECORDS = join(import.meta.dirname, '../ledgers/16-revised-after-approval/records.ndjson');

/** A rule that no right report holds: two open cases or more are too many. */
const planted: EditChecks = (lines) => {
  const broken = Number(lines['1']?.a) >= 2;
  const message = `Column (a) breaks 1 < 2: ${String(lines['1']?.a)}.`;
  return broken ? [{ check: '1 < 2', column: 'a', message }] : [];
};

describe('a report that breaks an edit check', () => {
  const data = temporaryFolder();
  afterAll(data.remove);

  it('is not submitted, and the check is named', async () => {
    await plumbline(['ingest', '-', '--data', data.path], { stdin: readFileSync(RECORDS) });
    const folder = LedgerFolder.open(data.path, 'read');
    const log = new ActFolder(data.path);
    const submit = (editChecks: EditChecks, asOf: number): ReturnType<typeof submitVersion> =>
      submitVersion(
        {
          ledgers: folder,
          submissions: log,
          retention: new ActFolder(data.path, RETENTION_STREAM),
          editChecks,
          time: { clock: () => instantOfMs(Date.UTC(2026, 0, 1)), at: null },
          onRecords: () => undefined,
        },
        { county: COUNTY, month: SEPTEMBER, asOf, by: 'A. Ortiz', comment: '', program: '0' },
      );
    try {
      const refused = await submit(planted, 10);
      expect(refused).toMatchObject({
        kind: 'refusedByRule',
        refusal: { code: 'EDIT_CHECK_FAILED' },
      });
      expect(JSON.stringify(refused)).toContain('breaks 1 < 2: 2');
      expect(await log.read(COUNTY)).toEqual([]);

      // The other refusals come first; without the planted rule it is submitted.
      expect(await submit(brokenChecks, 10)).toMatchObject({ kind: 'done' });
      expect(await submit(planted, 9)).toMatchObject({ refusal: { code: 'UNDECIDED_VERSION' } });
    } finally {
      folder.close();
    }
  });
});
