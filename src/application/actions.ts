/**
 * What can be permitted, by the names that the access table has for it. Every entry of the list of questions and acts
 * needs one of these; `operator` is for what the command line on the machine does and nobody else.
 */
export { ACTIONS } from '../../events/acts/permissions.js';
export type { Action } from '../../events/acts/permissions.js';
