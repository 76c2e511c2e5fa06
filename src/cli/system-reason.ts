/** Words for what went wrong, which other entrances use as well. */
export { errorCode, isOfSystem, messageOf, systemReason } from '../ports/system-reason.js';
