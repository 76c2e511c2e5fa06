import { done } from '../../ports/outcome.js';
import type { LoggedAction } from '../../ports/access-log.js';
import {
  COUNTIES_IN_SCOPE,
  NOTHING,
  addressOfCounty,
  question,
  ready,
  unconcerned,
} from '../entry.js';
import {
  COUNTY,
  DAY,
  INSTANT,
  NUMBER,
  POSITION,
  RECORD_ID,
  SUBJECT,
  TEXT,
  fields,
  inProcess,
  orNull,
} from '../forms.js';

const HASHES_ALONE = unconcerned('the access log has hashes alone, which outlive every erasure');

/** Who saw and did what. */
export const ACCESS_LOG_ENTRIES = {
  accessLog: question({
    action: 'log.read',
    input: fields({
      county: orNull(COUNTY),
      account: orNull(TEXT),
      subject: orNull(SUBJECT),
      action: orNull(inProcess<LoggedAction>()),
      from: orNull(INSTANT),
      to: orNull(INSTANT),
      after: POSITION,
      limit: NUMBER,
    }),
    addresses: ({ county }) => (county === null ? COUNTIES_IN_SCOPE : addressOfCounty(county)),
    retention: HASHES_ALONE,
    showsPerson: true,
    load: async () => {
      const [{ readLines }, { heldByLedgers }] = await Promise.all([
        import('../../access-log/read-lines.js'),
        import('../../access-log/held-by.js'),
      ]);
      return async (house, asked, { clock, counties }) => {
        await house.accessLog.expire(clock());
        const reached = counties();
        // Lines of no county, as of signing in, are shown to whoever may see all.
        const scope = reached === 'all' ? null : reached;
        return done(await readLines(house.accessLog, { ...asked, scope }, heldByLedgers(house)));
      };
    },
  }),

  unusualUse: question({
    action: 'log.read',
    input: fields({ from: DAY, to: DAY }),
    addresses: () => COUNTIES_IN_SCOPE,
    retention: HASHES_ALONE,
    showsPerson: true,
    load: async () => {
      const { unusualUse } = await import('../../access-log/unusual-use.js');
      return async ({ accessLog, access }, asked, { counties }) => {
        const reached = counties();
        const scope = reached === 'all' ? null : reached;
        return done(await unusualUse(accessLog, access, { ...asked, scope }));
      };
    },
  }),

  /** Of what a case's page shows; it says nothing of a person. */
  whoEntered: question({
    action: 'case.read',
    input: fields({ county: COUNTY, id: RECORD_ID }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: unconcerned('of an erased record it knows nothing'),
    showsPerson: false,
    load: async () => {
      const { whoEntered } = await import('../../access-log/who-entered.js');
      return async ({ accessLog, ledgers }, asked) =>
        done(await whoEntered(accessLog, ledgers, asked));
    },
  }),

  accessLogCheckpoint: question({
    action: 'log.read',
    input: fields({}),
    addresses: () => NOTHING,
    retention: HASHES_ALONE,
    showsPerson: false,
    load: ready(async ({ accessLog }) => done(await accessLog.head())),
  }),

  checkAccessLog: question({
    action: 'operator',
    input: fields({}),
    addresses: () => NOTHING,
    retention: HASHES_ALONE,
    showsPerson: false,
    load: ready(async ({ accessLog }, _asked, { clock }) => done(await accessLog.check(clock()))),
  }),
};
