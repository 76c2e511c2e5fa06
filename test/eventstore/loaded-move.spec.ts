import { setTimeout as pause } from 'node:timers/promises';
import { families } from '../retention/families.js';
import { Pauses } from '../../src/stores/replicated/pauses.js';
import { COUNTY } from './entries.js';
import { MovingMachine, newFolder, removeFolder } from './moving-machine.js';
import { sayMissing, SERVER_SOURCES } from './servers.js';
import type { ServerUnderTest } from './servers.js';

/** A case that stays, with its people. */
function keptCase(number: number): readonly object[] {
  const of = (name: string): string => `LOAD-${String(number)}-${name}`;
  const fields = { county: COUNTY, effective: '2010-06-01' };
  const people = ['A', 'B'].map((name) => ({
    ...{ id: crypto.randomUUID(), type: 'ParticipantRegistered', ...fields },
    data: { participant: of(name), name: { first: 'Quillon', last: 'Vandermeer' } },
  }));
  const data = {
    ncp: { participant: of('A'), role: 'father' },
    payee: { participant: of('B'), kind: 'custodial-parent' },
    program: 'calworks',
  };
  return [
    ...people,
    { id: crypto.randomUUID(), type: 'CaseOpened', ...fields, case: of('C'), data },
  ];
}

for (const source of SERVER_SOURCES) {
  const isMissing = source.missing !== null;
  if (isMissing) sayMissing(source);
  (isMissing ? describe.skip : describe)(
    `a county that is loaded without a pause, ${source.name}`,
    () => {
      let server: ServerUnderTest;
      beforeAll(async () => {
        server = await source.start();
      }, 200_000);
      afterAll(() => server.stop());

      it('is moved, and nobody who adds to it is refused or loses a record', async () => {
        const paths = [newFolder(), newFolder(), newFolder()];
        const streamPrefix = `${server.streamPrefix}${crypto.randomUUID()}-`;
        const [here, there, fresh] = paths.map(
          (path) =>
            new MovingMachine(path, { connectionString: server.connectionString, streamPrefix }),
        ) as [MovingMachine, MovingMachine, MovingMachine];
        try {
          await here.add(families(7, 12));
          await here.order();
          await there.catchUp();
          let isDone = false;
          let added = 0;
          let rejected = 0;
          const load = async (): Promise<void> => {
            for (let number = 0; !isDone; number += 1) {
              const outcome = await there.add(keptCase(number));
              added += outcome.accepted;
              rejected += outcome.rejected;
            }
          };
          const loading = load();
          const outcome = await here.apply();
          const addedBy = added;
          while (added <= addedBy) await pause(5);
          isDone = true;
          await loading;
          expect(outcome.kind).toBe('done');
          expect([rejected, addedBy > 30, added > addedBy]).toEqual([0, true, true]);
          const { stream } = { stream: here.store.stream(COUNTY) };
          for (const machine of [here, there, fresh]) await machine.catchUp();
          expect(stream.name).toBe(`${streamPrefix}ledger-${COUNTY}.2`);
          expect([there.root, fresh.root]).toEqual([here.root, here.root]);
          expect(there.contents()).toEqual(here.contents());
        } finally {
          for (const machine of [here, there, fresh]) await machine.close();
          for (const path of paths) removeFolder(path);
        }
      });
    },
  );
}

describe('a writer who is asked to pause', () => {
  it('goes on when the request is taken back, and looks no more than once a second', async () => {
    let request: string | null = 'one';
    let looks = 0;
    const pauses = new Pauses(() => {
      looks += 1;
      return Promise.resolve(request);
    });
    const begun = performance.now();
    setTimeout(() => (request = null), 500);
    await pauses.passed(COUNTY);
    expect(performance.now() - begun).toBeGreaterThan(400);
    const looked = looks;
    for (let append = 0; append < 100; append += 1) await pauses.passed(COUNTY);
    expect(looks).toBe(looked);
  });

  it('waits for one request so long and no longer: whoever asked may be gone', async () => {
    let looks = 0;
    const pauses = new Pauses(
      () => {
        looks += 1;
        return Promise.resolve('one');
      },
      { maxMs: 300, lookEveryMs: 0 },
    );
    const begun = performance.now();
    await pauses.passed(COUNTY);
    const first = performance.now() - begun;
    const looked = looks;
    await pauses.passed(COUNTY);
    expect([first > 250, looked > 1]).toEqual([true, true]);
    // Who waits looks again and again.
    expect(looks - looked).toBe(1);
  });
});
