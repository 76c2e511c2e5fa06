import { NOTHING, act, addressOfCounty, question, unconcerned } from '../entry.js';
import { COUNTY, TEXT, fields, inProcess } from '../forms.js';

const WHOLE = unconcerned('streams are made anew with what erasures have left of them');

/** Making the streams of a county, or of access, anew on a server that has lost them. */
export const RESCUE_ENTRIES = {
  rescueLook: question({
    action: 'operator',
    input: fields({ county: COUNTY }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: WHOLE,
    showsPerson: false,
    load: async () => {
      const { lookAtRescue } = await import('../../rescue/rescue-county.js');
      return (house, { county }) => lookAtRescue(house, county);
    },
  }),

  rescueAccessLook: question({
    action: 'operator',
    input: fields({}),
    addresses: () => NOTHING,
    retention: WHOLE,
    showsPerson: false,
    load: async () => {
      const { lookAtAccessRescue } = await import('../../rescue/rescue-access.js');
      return (house) => lookAtAccessRescue(house);
    },
  }),

  rescueAccess: act({
    action: 'operator',
    input: fields({ root: TEXT, by: TEXT, second: TEXT }),
    addresses: () => NOTHING,
    retention: WHOLE,
    showsPerson: false,
    load: async () => {
      const { rescueAccess } = await import('../../rescue/rescue-access.js');
      return (house, asked) => rescueAccess(house, asked);
    },
  }),

  rescue: act({
    action: 'operator',
    input: fields({
      county: COUNTY,
      root: TEXT,
      by: TEXT,
      second: TEXT,
      onEntries: inProcess<(count: number, total: number) => void>(),
    }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: WHOLE,
    showsPerson: false,
    load: async () => {
      const { rescueCounty } = await import('../../rescue/rescue-county.js');
      return (house, asked, { clock }) => rescueCounty(house, asked, clock);
    },
  }),
};
