import { done } from '../../ports/outcome.js';
import { NOTHING, question, ready, unconcerned } from '../entry.js';
import { fields, inProcess } from '../forms.js';

/** What the service itself is asked for, beside whether it is there. */
export const SERVICE_ENTRIES = {
  inspectService: question({
    action: 'service.inspect',
    /** @param look - finds out how store, replica, clock and disk are */
    input: fields({ look: inProcess<() => Promise<unknown>>() }),
    addresses: () => NOTHING,
    retention: unconcerned('it is about the machine'),
    showsPerson: false,
    load: ready(async (_house, { look }) => done(await look())),
  }),
};
