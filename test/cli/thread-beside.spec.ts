import { MessageChannel } from 'node:worker_threads';
import { parseCounty } from '../../events/values/county.js';
import { parseMonth } from '../../events/values/month.js';
import { sharedLinks } from '../../projections/replay/child-links-of-months.js';
import { ThreadBeside } from '../../src/cli/thread-beside.js';
import type { AcknowledgedWrite } from '../../src/cli/on-a-thread.js';
import { BlockTurns } from '../../src/threads/block-turns.js';
import { present } from '../store/present.js';

const TASK = {
  county: present(parseCounty('19')),
  months: [present(parseMonth('2006-09'))],
  asOf: 7,
  edition: null,
  links: sharedLinks(1, 3),
  turns: BlockTurns.begin(1).memory,
};
const FAILED = { kind: 'failed' } as const;

describe('the first thread, as the thread of a command knows it', () => {
  const { port1: first, port2: own } = new MessageChannel();
  const written: AcknowledgedWrite[] = [];
  const thread = new ThreadBeside(own, (each) => written.push(each));
  afterAll(() => {
    first.close();
  });

  it('given that it has begun while this thread computed without a pause, then that is known at once', async () => {
    expect(thread.begun()).toBeNull();
    const wrote = { kind: 'written', stream: 'stdout', error: null };
    first.postMessage(wrote);
    first.postMessage({ kind: 'begun', part: 0, task: TASK });
    first.postMessage({ kind: 'folded', part: 0, reply: FAILED });
    const begun = present(thread.begun());
    expect(begun.task).toMatchObject({ county: '19', asOf: 7 });
    expect(await begun.reply).toEqual(FAILED);
    expect(written).toEqual([wrote]);
  });

  it('given that it is asked for a part, then the reply is that of its number', async () => {
    const asked = new Promise<unknown>((resolve) => first.once('message', resolve));
    const reply = thread.fold('data', TASK);
    expect(await asked).toMatchObject({ kind: 'fold', part: 1, folder: 'data' });
    first.postMessage({ kind: 'folded', part: 1, reply: FAILED });
    expect(await reply).toEqual(FAILED);
  });
});
