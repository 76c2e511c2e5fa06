import type { PageRequest } from '../page.js';

/** What every page shows of the request that asked for it. */
export type Surroundings = Pick<
  PageRequest,
  'path' | 'signedIn' | 'isWithoutAccounts' | 'token' | 'may'
>;
