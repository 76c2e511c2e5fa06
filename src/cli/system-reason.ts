/** Words for what went wrong, which other entrances use as well. */
export { errorCode, messageOf, systemReason } from '../system-reason.js';
