import { cpSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import type { CliResult } from '../cli/in-process.js';
import { randomLedger } from '../support/random-ledger.js';
import { some } from '../support/soak.js';
import { sayMissing, SERVER_SOURCES } from './servers.js';
import type { ServerUnderTest } from './servers.js';

const LEDGERS = join(import.meta.dirname, '..', 'ledgers');
const EXAMPLES = readdirSync(LEDGERS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .toSorted();

/** Every second of them in a build. */
const COMPARED = some(EXAMPLES, Math.ceil(EXAMPLES.length / 2));

interface Expected {
  readonly county: string;
  readonly month: string;
  readonly asOf: number | null;
}

for (const source of SERVER_SOURCES) {
  const isMissing = source.missing !== null;
  if (isMissing) sayMissing(source);
  (isMissing ? describe.skip : describe)(`the commands over ${source.name}`, () => {
    let server: ServerUnderTest | null = null;
    const folders: { readonly path: string; readonly remove: () => void }[] = [];

    beforeAll(async () => {
      server = await source.start();
    }, 200_000);
    afterAll(async () => {
      for (const folder of folders) folder.remove();
      await server?.stop();
    });

    function machine(): string {
      const folder = temporaryFolder();
      folders.push(folder);
      return folder.path;
    }

    /** The environment of machines that share one ledger; each test has streams of its own. */
    function environment(): Record<string, string> {
      if (server === null) throw new Error('The server was not started.');
      return {
        PLUMBLINE_EVENTSTORE: server.connectionString,
        PLUMBLINE_EVENTSTORE_PREFIX: `${server.streamPrefix}${crypto.randomUUID()}-`,
      };
    }

    it.each(COMPARED)('give the bytes of the embedded store for %s', async (name) => {
      const env = environment();
      const [embedded, replica] = [machine(), machine()];
      const records = join(LEDGERS, name, 'records.ndjson');
      const expected = JSON.parse(
        readFileSync(join(LEDGERS, name, 'expect.json'), 'utf8'),
      ) as readonly Expected[];
      const taken = await plumbline(['ingest', records, '--data', embedded, '--json']);
      expect(taken.code).toBe(0);
      const stored = await plumbline(['ingest', records, '--data', replica, '--json'], { env });
      expect(stored).toMatchObject({ code: 0, stderr: '', stdout: taken.stdout });
      for (const { county, month, asOf } of expected) {
        const asked = ['report', '--county', county, '--month', month, '--format', 'json'];
        if (asOf !== null) asked.push('--as-of', String(asOf));
        const here = await plumbline([...asked, '--data', embedded]);
        const there = await plumbline([...asked, '--data', replica], { env });
        expect(there).toEqual(here);
      }
    });

    it('show one ledger on every machine: one that wrote, a new one, one from a copied file', async () => {
      const env = environment();
      const [writer, fresh, copied] = [machine(), machine(), machine()];
      const lines = randomLedger(11).map((record) => `${JSON.stringify(record)}\n`);
      const half = Math.floor(lines.length / 2);
      const ingest = (data: string, some: readonly string[]): Promise<CliResult> =>
        plumbline(['ingest', '-', '--data', data, '--json'], { env, stdin: some.join('') });
      await ingest(writer, lines.slice(0, half));
      cpSync(writer, copied, { recursive: true });
      await ingest(fresh, lines.slice(half));
      const roots = await Promise.all(
        [writer, fresh, copied].map((data) =>
          plumbline(['root', '--county', '19', '--data', data], { env }),
        ),
      );
      expect(roots.map(({ code }) => code)).toEqual([0, 0, 0]);
      expect(new Set(roots.map(({ stdout }) => stdout)).size).toBe(1);
      for (const data of [writer, fresh, copied]) {
        expect(await plumbline(['check', '--data', data])).toMatchObject({ code: 0 });
      }
      const again = await ingest(copied, lines);
      expect(JSON.parse(again.stdout)).toMatchObject({ accepted: 0 });
    });
  });
}
