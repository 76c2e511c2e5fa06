import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { runVerifier } from '../packages/packed-county.js';
import { StandIn } from '../standin/cluster.js';
import { KEPT, unpacked } from './unpacked.js';

/** An event of a server as a released version wrote it. */
interface KeptEvent {
  readonly stream: string;
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: string;
  readonly metadata: string;
}

/** What was asked of that version when all was written, and its standard output. */
interface KeptAnswer {
  readonly question: string;
  readonly answer: string;
}

const PREFIX = 'kept-';
const SEPTEMBER = ['--county', '19', '--month', '2006-09'];
const OCTOBER = ['--county', '19', '--month', '2006-10'];

const versions = readdirSync(KEPT).filter((name) => existsSync(join(KEPT, name, 'streams.ndjson')));

function keptLines(version: string, file: string): readonly unknown[] {
  const text = readFileSync(join(KEPT, version, file), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

/** A server that holds what the version wrote, event by event in the order of its log. */
async function serverWith(events: readonly KeptEvent[]): Promise<StandIn> {
  const standIn = await StandIn.start({ version: '23.10.8' });
  const bytes = new TextEncoder();
  for (const { stream, data, metadata, ...event } of events) {
    const proposed = { ...event, data: bytes.encode(data), metadata: bytes.encode(metadata) };
    expect(standIn.store.append(stream, 'any', [proposed]).kind).toBe('success');
  }
  return standIn;
}

/** A record of county 19 that no version has written. */
const NEW_RECORD = JSON.stringify({
  id: '0e0e0e0e-0000-4000-8000-0000000000aa',
  ...{ type: 'StatewideFigureRecorded', county: '19', effective: '2006-10-31' },
  ...{ data: { line: '10', value: 7, source: 'DCSS' }, recorded: '2006-11-01T08:00:00Z' },
});

/** Closes every case that the events of a ledger opened, so that a later order erases them. */
function closingsOf(events: readonly KeptEvent[], stream: string): readonly string[] {
  const opened = events.filter((each) => each.stream === stream && each.type === 'CaseOpened');
  return opened.map(({ data }, index) => {
    const { county, case: id } = JSON.parse(data) as { county: string; case: string };
    return JSON.stringify({
      id: `0e0e0e0e-0000-4000-8000-0000000001${String(index).padStart(2, '0')}`,
      ...{ type: 'CaseClosed', county, case: id, effective: '2006-12-20' },
      ...{ data: { reason: 'no-current-support' }, recorded: '2006-12-21T08:00:00Z' },
    });
  });
}

/** What nobody has approved is later by the day: how late it is now is left out. */
function asOfAnyDay(answer: string): string {
  return answer.replaceAll(/"daysLate":\d{4,}/gu, '"daysLate":"of today"');
}

describe.each(versions)('the streams that %s wrote', (version) => {
  const folder = temporaryFolder();
  const events = keptLines(version, 'streams.ndjson') as readonly KeptEvent[];
  /** A machine whose replica that version made, one that begins with nothing, and the embedded store of then. */
  const [REPLICA, EMPTY, EMBEDDED] = ['replica', 'empty', 'data'];
  let kept = '';
  let standIn: StandIn;

  const on = async (
    machine: string,
    argv: readonly string[],
    lines: readonly string[] = [],
  ): Promise<string> => {
    const server = {
      PLUMBLINE_EVENTSTORE: standIn.connectionString,
      PLUMBLINE_EVENTSTORE_PREFIX: PREFIX,
    };
    const { code, stdout, stderr } = await plumbline([...argv, '--data', join(kept, machine)], {
      env: machine === EMBEDDED ? {} : server,
      stdin: lines.map((line) => `${line}\n`).join(''),
    });
    expect({ argv, code, stderr: code === 0 ? '' : stderr }).toEqual({ argv, code: 0, stderr: '' });
    return stdout;
  };
  const onBoth = async (...argv: readonly string[]): Promise<string> => {
    const answer = await on(REPLICA, argv);
    expect(await on(EMPTY, argv)).toBe(answer);
    return answer;
  };

  // How many notes it has differs: a machine signs what it adds.
  const proveBoth = async (): Promise<void> => {
    for (const machine of [REPLICA, EMPTY]) {
      expect(await on(machine, ['check'])).toContain('No fault found.');
    }
  };

  beforeAll(async () => {
    kept = unpacked(version, folder.path);
    standIn = await serverWith(events);
  });
  afterAll(async () => {
    await standIn.stop();
    folder.remove();
  });

  it('are of ledgers, submissions and retention, one ledger moved by an erasure', () => {
    expect(new Set(events.map(({ stream }) => stream))).toEqual(
      new Set([
        ...['kept-ledger-19', 'kept-ledger-30', '$$kept-ledger-30', 'kept-ledger-30.2'],
        ...['kept-submissions-19', 'kept-submissions-30'],
        ...['kept-retention-19', 'kept-retention-30'],
      ]),
    );
  });

  it.each(keptLines(version, 'answers.ndjson') as readonly KeptAnswer[])(
    'give the answer of then: $question',
    async ({ question, answer }) => {
      expect(asOfAnyDay(await onBoth(...question.split(' ')))).toBe(asOfAnyDay(answer));
    },
  );

  it('are the ledgers of the folder that was kept, and proved', async () => {
    for (const county of ['19', '30']) {
      const root = ['root', '--county', county];
      expect(await onBoth(...root)).toBe(await on(EMBEDDED, root));
    }
    await proveBoth();
  });

  it('hold an erased record as a duplicate only', async () => {
    const erased = events.find(({ id }) => id === '0e0e0e0e-0000-4000-8000-000000000002');
    const { recorded } = JSON.parse(erased?.metadata ?? '') as { recorded: string };
    const sent = { recorded: recorded.replace('.000Z', 'Z') };
    const record = { ...(JSON.parse(erased?.data ?? '') as object), ...sent };
    const taken = await on(EMPTY, ['ingest', '-', '--json'], [JSON.stringify(record)]);
    expect(JSON.parse(taken)).toMatchObject({ accepted: 0, duplicates: 1, rejected: 0 });
  });

  it('go on: a record, a version, a package, each on another machine', async () => {
    const taken = await on(EMPTY, ['ingest', '-', '--json'], [NEW_RECORD]);
    expect(JSON.parse(taken)).toMatchObject({ accepted: 1, ledgers: { '19': { size: 62 } } });
    await on(REPLICA, ['submit', ...OCTOBER, '--by', 'A. Clerk']);
    const director = ['--by', 'D. Rector', '--telephone', '213 555 0100'];
    await on(EMPTY, ['approve', ...OCTOBER, '--version', '1', ...director]);
    const submissions = events.filter(({ stream }) => stream === `${PREFIX}submissions-19`);
    expect(standIn.store.everything(`${PREFIX}submissions-19`)).toHaveLength(
      submissions.length + 2,
    );
    expect(JSON.parse(await onBoth('versions', ...OCTOBER, '--json'))).toMatchObject([
      { version: 1, state: 'approved', asOf: 62 },
    ]);
    const out = join(folder.path, 'again');
    await on(REPLICA, ['package', ...SEPTEMBER, '--version', '2', '--out', out]);
    const against = ['--against', join(kept, 'cs1257-19-2006-09-v1')];
    expect((await plumbline(['verify', out, ...against])).code).toBe(0);
    expect(runVerifier(out, against).code).toBe(0);
    await proveBoth();
  });

  it('go on: the order is confirmed, and the moved ledger moves again', async () => {
    const order = ['--county', '30', '--order'];
    await on(EMPTY, ['retention', 'confirm', ...order, '1', '--by', 'O. Perator']);
    await on(REPLICA, ['ingest', '-'], closingsOf(events, `${PREFIX}ledger-30.2`));
    const keeper = ['--by', 'R. Keeper', '--reason', 'schedule 2016-12'];
    const ordered = await on(EMPTY, [
      ...['retention', 'order', '--county', '30', '--on', '2016-12-15', ...keeper],
    ]);
    expect(JSON.parse(ordered)).toMatchObject({ order: '2' });
    await on(REPLICA, ['retention', 'apply', ...order, '2', '--by', 'D. Rector']);
    const orders = JSON.parse(await onBoth('retention', 'list', '--county', '30')) as object;
    expect(orders).toMatchObject({
      firstMonth: '2012-08',
      orders: [{ state: 'done' }, { state: 'pending' }],
    });
    expect(standIn.store.everything(`${PREFIX}ledger-30.3`).length).toBeGreaterThan(100);
    await onBoth('root', '--county', '30');
    await proveBoth();
  });
});
