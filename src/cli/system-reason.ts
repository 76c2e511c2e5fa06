// What the system says of a file, in words, is the same at every door.
export { errorCode, isOfSystem, messageOf, systemReason } from '../ports/system-reason.js';
