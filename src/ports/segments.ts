import type { County } from '../../events/values/county.js';
import type { OnRecords } from './ledger-reader.js';

/** What is derived from a ledger's records to make its replay quick; dropping it changes no answer. */
export interface Segments {
  /** Brings a county's segments level with its records where that is worth it. Answers the ledger's size, 0 where there is none. */
  extendWhereWorth(county: County, onRecords: OnRecords): number;
  /** Drops a county's segments and builds them anew from the records. Answers as above. */
  rebuild(county: County, onRecords: OnRecords): number;
}
