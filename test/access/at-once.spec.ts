import { AccessActs } from '../../src/access/access-acts.js';
import type { DoneNow, GivenNow } from '../../src/access/access-acts.js';
import type { ActLog, ActsAfter } from '../../src/ports/act-log.js';
import { ACCESS_ACT_KIND } from '../../src/stores/eventstore/act-kinds.js';
import { ActStreams } from '../../src/stores/eventstore/act-streams.js';
import { EventStoreLog } from '../../src/stores/eventstore/event-store-log.js';
import { ACCESS_STREAM } from '../../src/stores/sqlite/act-file.js';
import { ActFolder } from '../../src/stores/sqlite/act-folder.js';
import { temporaryFolder } from '../cli/in-process.js';
import { StandIn } from '../standin/cluster.js';
import { present } from '../store/present.js';
import { rounds } from '../support/soak.js';
import { clockNow } from '../../src/ports/clock.js';

/** So many do the same at once, through three services. */
const AT_ONCE = rounds(50, 300);

const NAME = { first: 'Ana', last: 'Diaz' };
const MANAGER = { role: 'account-manager' };

function invited(email: string): GivenNow {
  return { act: 'AccountInvited', email, name: NAME, grants: [MANAGER] };
}

/** What every store of acts gives three services that act at the same time. */
function describeAtOnce(name: string, open: () => ActLog & ActsAfter): void {
  describe(`${name}, ${String(AT_ONCE)} at once through three services`, () => {
    let services: readonly AccessActs[];
    beforeAll(() => {
      services = [open(), open(), open()].map((log) => new AccessActs(log));
    });

    const by = (account: string) => ({ by: account, clock: clockNow, order: 'asLoaded' }) as const;

    const allAtOnce = async (acts: (index: number) => GivenNow): Promise<readonly string[]> => {
      const outcomes = await Promise.all(
        Array.from({ length: AT_ONCE }, async (_, index): Promise<DoneNow> => {
          const service = present(services[index % services.length]);
          return service.do(() => [acts(index)], by('operator'));
        }),
      );
      return outcomes.map((outcome) => (outcome.kind === 'done' ? 'done' : outcome.code));
    };

    it('lets one of the same e-mail address in', async () => {
      const codes = await allAtOnce((index) =>
        invited(index % 2 === 0 ? 'same@example.org' : 'SAME@example.org'),
      );
      expect(codes.filter((code) => code === 'done')).toHaveLength(1);
      expect(codes.filter((code) => code === 'EMAIL_TAKEN')).toHaveLength(AT_ONCE - 1);
      const states = await Promise.all(services.map((service) => service.read()));
      expect(states.map(({ accounts }) => accounts.size)).toEqual([1, 1, 1]);
    });

    it('leaves one manager, whoever is taken away first', async () => {
      const [one] = services;
      await one?.do(() => [invited('other@example.org')], by('operator'));
      for (const account of ['A-1', 'A-2']) {
        await one?.do(() => [{ act: 'AccountActivated' }], by(account));
      }
      const codes = await allAtOnce((index) => ({
        act: 'GrantWithdrawn',
        account: `A-${String((index % 2) + 1)}`,
        grant: MANAGER,
      }));
      expect(codes.filter((code) => code === 'done')).toHaveLength(1);
      expect(new Set(codes)).toEqual(new Set(['done', 'ALREADY_SO', 'LAST_MANAGER']));
    });
  });
}

const folder = temporaryFolder();
describeAtOnce('the SQLite file', () => new ActFolder(folder.path, ACCESS_STREAM));

let standIn: StandIn;
const logs: EventStoreLog[] = [];
beforeAll(async () => {
  standIn = await StandIn.start();
});
afterAll(async () => {
  await Promise.all(logs.map((log) => log.close()));
  await standIn.stop();
  folder.remove();
});
describeAtOnce('EventStoreDB', () => {
  const log = new EventStoreLog({ connectionString: standIn.connectionString });
  logs.push(log);
  return new ActStreams(log.calls, '', ACCESS_ACT_KIND);
});
