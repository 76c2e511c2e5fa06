/** What the system says, in words, for every door. */
export { errorCode, messageOf, systemReason } from './ports/system-reason.js';
