/** What the system says, in words, for every door. */
export { errorCode, messageOf } from './ports/system-reason.js';
