import { done } from '../../ports/outcome.js';
import { act, addressOfCounty, question, unconcerned } from '../entry.js';
import { COUNTY, DAY, MONTH, NUMBER, SUBJECT, TEXT, eitherOf, fields, wordOf } from '../forms.js';

const HELD = eitherOf(
  fields({ kind: wordOf('subject'), subject: SUBJECT }),
  fields({ kind: wordOf('from'), month: MONTH }),
);

const WHO_AND_WHY = { by: TEXT, reason: TEXT };

const ITSELF = unconcerned('it is about retention itself, which decides by its own rules');

/** Holds, plans, orders and erasures. */
export const RETENTION_ENTRIES = {
  placeHold: act({
    action: 'hold.place',
    input: fields({ county: COUNTY, held: HELD, ...WHO_AND_WHY }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: ITSELF,
    showsPerson: false,
    load: async () => {
      const { placeHold } = await import('../../retention/holds.js');
      return (house, asked, { clock }) => placeHold(house, asked, { ...asked, clock });
    },
  }),

  releaseHold: act({
    action: 'hold.release',
    input: fields({ county: COUNTY, hold: NUMBER, ...WHO_AND_WHY }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: ITSELF,
    showsPerson: false,
    load: async () => {
      const { releaseHold } = await import('../../retention/holds.js');
      return (house, asked, { clock }) => releaseHold(house, asked, { ...asked, clock });
    },
  }),

  holds: question({
    action: 'retention.read',
    input: fields({ county: COUNTY }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: ITSELF,
    showsPerson: true,
    load: async () => {
      const { holdsOfCounty } = await import('../../retention/holds.js');
      return async (house, asked) => done(await holdsOfCounty(house, asked));
    },
  }),

  retentionPlan: question({
    action: 'retention.read',
    input: fields({ county: COUNTY, on: DAY }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: ITSELF,
    showsPerson: true,
    load: async () => {
      const { planOfCounty } = await import('../../retention/orders.js');
      return (house, asked) => planOfCounty(house, asked);
    },
  }),

  /** The plan as a page shows it: plain data, so that a thread can make it. */
  planShown: question({
    action: 'retention.read',
    input: fields({ county: COUNTY, on: DAY }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: ITSELF,
    showsPerson: true,
    load: async () => {
      const { shownPlanOfCounty } = await import('../../retention/shown-plan.js');
      return (house, asked) => shownPlanOfCounty(house, asked);
    },
  }),

  retentionReason: question({
    action: 'retention.read',
    input: fields({ county: COUNTY, on: DAY, subject: SUBJECT }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: ITSELF,
    showsPerson: true,
    load: async () => {
      const { reasonOfSubject } = await import('../../retention/orders.js');
      return (house, asked) => reasonOfSubject(house, asked);
    },
  }),

  retentionOrders: question({
    action: 'retention.read',
    input: fields({ county: COUNTY }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: ITSELF,
    showsPerson: false,
    load: async () => {
      const { retentionOfCounty } = await import('../../retention/orders.js');
      return async (house, asked) => done(await retentionOfCounty(house, asked));
    },
  }),

  orderErasure: act({
    action: 'retention.order',
    input: fields({ county: COUNTY, on: DAY, ...WHO_AND_WHY }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: ITSELF,
    showsPerson: false,
    load: async () => {
      const { orderErasure } = await import('../../retention/orders.js');
      return (house, asked, { clock }) => orderErasure(house, asked, { ...asked, clock });
    },
  }),

  applyErasure: act({
    action: 'retention.apply',
    input: fields({ county: COUNTY, order: NUMBER, by: TEXT }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: ITSELF,
    showsPerson: false,
    load: async () => {
      const { applyErasure } = await import('../../retention/apply-erasure.js');
      return async (house, asked, { clock }) => {
        const applied = await applyErasure(house, { ...asked, clock });
        if (applied.kind !== 'done') return applied;
        const { forgetErased } = await import('../../exchange/tend.js');
        const notes = await forgetErased(house, asked.county);
        return done({ ...applied.value, notes: [...applied.value.notes, ...notes] });
      };
    },
  }),

  confirmErasure: act({
    action: 'operator',
    input: fields({ county: COUNTY, order: NUMBER, by: TEXT }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: ITSELF,
    showsPerson: false,
    load: async () => {
      const { confirmErasure } = await import('../../retention/confirm-erasure.js');
      return (house, asked, { clock }) => confirmErasure(house, { ...asked, clock });
    },
  }),
};
