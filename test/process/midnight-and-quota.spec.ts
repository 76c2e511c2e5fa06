import { join } from 'node:path';
import { keptAct } from '../../events/acts/read-access-act.js';
import type { County } from '../../events/values/county.js';
import { canonicalJson } from '../../events/wire/canonical.js';
import { accessStateOf } from '../../projections/access/decide.js';
import { may } from '../../projections/access/rights.js';
import { OPERATOR } from '../../src/application/actor.js';
import { Application } from '../../src/application/application.js';
import { openHouse } from '../../src/application/wiring/open-house.js';
import { ACCESS } from '../../src/ports/act-log.js';
import { temporaryFolder } from '../cli/in-process.js';
import type { Fields } from '../access/done-acts.js';
import { rounds } from '../support/soak.js';
import { bodiesToRenewal } from './letters/written-letters.js';
import { instantOfMs } from '../../events/values/instant.js';

/** Acts up to the office, and what comes after them, as an operator does it. */
function bodiesWith(mou: Fields, ...more: readonly Fields[]): readonly string[] {
  const before = bodiesToRenewal()
    .slice(0, 12)
    .map((body) => {
      const act = JSON.parse(body) as Fields;
      return act['act'] === 'MouSignedByRequestor' ? canonicalJson({ ...act, ...mou }) : body;
    });
  const added = more.map((act) =>
    canonicalJson({ at: '2010-03-26T20:00:00Z', by: 'operator', application: 'T-1', ...act }),
  );
  return [...before, ...added];
}

const USER = { email: 'u@example.org', name: { first: 'U', last: 'Ser' }, profile: 'inquiry' };

/** Whether the user of T-1 may look at a case of county 19 at an instant. */
function works(bodies: readonly string[], at: string): boolean {
  const activated = { act: 'AccountActivated', at: '2010-03-26T20:00:00Z', by: 'A-2' };
  const state = accessStateOf([...bodies, canonicalJson(activated)].map(keptAct));
  const where = { kind: 'county', county: '19' as County } as const;
  return may(state, { account: 'A-2', key: null }, 'case.read', where, instantOfMs(Date.parse(at)));
}

describe('what ends at midnight in Los Angeles', () => {
  const TERM = { from: '2010-03-20', to: '2012-03-01' };

  // Summer time began on 14 March 2010 and 13 March 2011, and ended on 7 November 2010 and 6 November 2011.
  it.each([
    ['2010-03-14', '2011-03-14', '2011-03-15T06:59:59.999Z', '2011-03-15T07:00:00Z'],
    ['2010-03-13', '2011-03-13', '2011-03-14T06:59:59.999Z', '2011-03-14T07:00:00Z'],
    ['2010-03-12', '2011-03-12', '2011-03-13T07:59:59.999Z', '2011-03-13T08:00:00Z'],
    ['2009-11-06', '2010-11-06', '2010-11-07T06:59:59.999Z', '2010-11-07T07:00:00Z'],
    ['2009-11-07', '2010-11-07', '2010-11-08T07:59:59.999Z', '2010-11-08T08:00:00Z'],
  ])(
    'given training on %s, then its user works until %s ends',
    (training, _last, before, after) => {
      const opened = { act: 'UserAccountOpened', ...USER, training, statement: '2010-03-26' };
      const bodies = bodiesWith(TERM, opened);
      expect([works(bodies, before), works(bodies, after)]).toEqual([true, false]);
    },
  );

  it.each([
    ['2011-03-13', '2011-03-14T06:59:59.999Z', '2011-03-14T07:00:00Z'],
    ['2011-03-12', '2011-03-13T07:59:59.999Z', '2011-03-13T08:00:00Z'],
    ['2010-11-07', '2010-11-08T07:59:59.999Z', '2010-11-08T08:00:00Z'],
    ['2010-11-06', '2010-11-07T06:59:59.999Z', '2010-11-07T07:00:00Z'],
  ])('given a memorandum to %s, then access ends with that day', (to, before, after) => {
    const days = { training: '2010-03-26', statement: '2010-03-26' };
    const bodies = bodiesWith(
      { from: '2010-03-20', to },
      { act: 'UserAccountOpened', ...USER, ...days },
    );
    expect([works(bodies, before), works(bodies, after)]).toEqual([true, false]);
  });

  it.each([
    ['2010-11-07', '2010-11-07T06:59:59.999Z', '2010-11-07T07:00:00Z'],
    ['2011-03-13', '2011-03-13T07:59:59.999Z', '2011-03-13T08:00:00Z'],
  ])('given a memorandum from %s, then access begins with that day', (from, before, after) => {
    const days = { training: '2010-03-26', statement: '2010-03-26' };
    // What is opened later than its first day is not looked at here: the rights of a moment are.
    const bodies = bodiesWith(
      { from, to: '2012-03-01' },
      { act: 'UserAccountOpened', ...USER, ...days },
    );
    expect([works(bodies, before), works(bodies, after)]).toEqual([false, true]);
  });
});

describe('user accounts opened at once through three services', () => {
  const folder = temporaryFolder();
  afterAll(folder.remove);

  const QUOTA = rounds(4, 10);
  const AT_ONCE = rounds(15, 50);

  it(`given ${QUOTA} accepted and ${AT_ONCE} asked for, then exactly ${QUOTA} are opened`, async () => {
    const data = join(folder.path, 'data');
    const open = await openHouse(data, 'write', {});
    const houses = [open];
    const bodies = bodiesToRenewal()
      .slice(0, 12)
      .map((body) => {
        const act = JSON.parse(body) as Fields;
        const isAccepted = act['act'] === 'ApplicationAccepted';
        return isAccepted ? canonicalJson({ ...act, accounts: QUOTA }) : body;
      });
    await open.house.access.appendAll(ACCESS, 0, bodies);
    houses.push(await openHouse(data, 'change', {}), await openHouse(data, 'change', {}));
    const doors = houses.map(({ house }) => new Application(house));
    const clock = () => instantOfMs(Date.parse('2010-05-03T16:00:00Z'));
    const outcomes = await Promise.all(
      Array.from({ length: AT_ONCE }, (_, index) => {
        const given = {
          act: 'UserAccountOpened',
          application: 'T-1',
          ...USER,
          email: `u${index}@example.org`,
          training: '2010-03-26',
          statement: '2010-03-26',
        };
        const door = doors[index % doors.length] ?? new Application(open.house);
        return door.ask(OPERATOR, 'doAccessAct', { given }, { clock });
      }),
    );
    const codes = outcomes.map((each) =>
      each.kind === 'refusedByRule' ? each.refusal.code : each.kind,
    );
    expect(codes.filter((code) => code === 'done')).toHaveLength(QUOTA);
    expect(codes.filter((code) => code === 'ACCOUNTS_EXHAUSTED')).toHaveLength(AT_ONCE - QUOTA);
    const shown = await doors[0]?.ask(
      OPERATOR,
      'application',
      { application: 'T-1', on: null },
      { clock },
    );
    expect(shown?.kind === 'done' && shown.value).toMatchObject({ accounts: QUOTA, open: QUOTA });
    for (const { close } of houses) await close();
  });
});
