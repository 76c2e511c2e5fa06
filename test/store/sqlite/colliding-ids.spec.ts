import { idHash } from '../../../src/stores/sqlite/id-runs.js';
import { plumbline, temporaryFolder } from '../../cli/in-process.js';
import { seededRandom } from '../../soak/seeded-random.js';
import type { CliResult } from '../../cli/in-process.js';

const SEED = 20;
const IDS = 250_000;

/** Ids of which at least one other has the same 32 bits of hash, by which the store looks for them first. */
function collidingIds(): readonly (readonly string[])[] {
  const byHash = new Map<number, string[]>();
  const random = seededRandom(SEED);
  const digits = (count: number): string =>
    random
      .index(16 ** count)
      .toString(16)
      .padStart(count, '0');
  for (let at = 0; at < IDS; at += 1) {
    const id = `${digits(8)}-${digits(4)}-4d0a-9f1d-${digits(8)}7a11`;
    const hash = idHash(id);
    const known = byHash.get(hash);
    if (known === undefined) byHash.set(hash, [id]);
    else known.push(id);
  }
  return [...byHash.values()].filter((ids) => ids.length > 1);
}

const groups = collidingIds();
const folder = temporaryFolder();
afterAll(folder.remove);

function record(id: string, value: number): string {
  const head = `"id":"${id}","type":"StatewideFigureRecorded","county":"19","effective":"2006-10-31"`;
  return `{${head},"data":{"line":"10","value":${String(value)},"source":"DCSS"}}\n`;
}

const ingest = (text: string): Promise<CliResult> =>
  plumbline(['ingest', '-', '--json', '--data', folder.path], { stdin: text });
const outcomeOf = ({ stdout }: CliResult): unknown => JSON.parse(stdout);

describe('ids that the store takes for one at first sight', () => {
  it('are there to be tried', () => {
    expect(groups.length).toBeGreaterThan(2);
    for (const ids of groups) expect(new Set(ids.map(idHash)).size).toBe(1);
  });

  it('are taken as two, in one batch and in two', async () => {
    const [together = [], ...apart] = groups;
    const first = [...together, ...apart.map(([one = '']) => one)];
    const second = apart.flatMap(([, ...others]) => others);
    const accepted = { accepted: first.length, duplicates: 0, rejected: 0 };
    expect(outcomeOf(await ingest(first.map((id) => record(id, 1)).join('')))).toMatchObject(
      accepted,
    );
    // Before it is there, another with its hash is not taken for it.
    for (const id of second) {
      const asked = ['record', '--county', '19', '--id', id, '--data', folder.path];
      expect((await plumbline(asked)).code).toBe(2);
    }
    expect(outcomeOf(await ingest(second.map((id) => record(id, 2)).join('')))).toMatchObject({
      ...{ accepted: second.length, duplicates: 0, rejected: 0 },
    });
  });

  it('are each found as themselves', async () => {
    for (const id of groups.flat()) {
      const asked = ['record', '--county', '19', '--id', id, '--data', folder.path];
      expect((await plumbline(asked)).stdout).toContain(`"id":"${id}"`);
    }
    const [, [one = '', other = ''] = []] = groups;
    const again = await ingest(record(one, 1) + record(other, 2));
    expect(outcomeOf(again)).toMatchObject({ accepted: 0, duplicates: 2, rejected: 0 });
    const reused = await ingest(record(one, 2) + record(other, 1));
    expect(outcomeOf(reused)).toMatchObject({ accepted: 0, duplicates: 0, rejected: 2 });
    expect(reused.stderr).toContain('ID_REUSED');
    const { stdout } = await plumbline(['check', '--data', folder.path]);
    expect(stdout).toContain('No fault found.');
  });
});
