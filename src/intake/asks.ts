import type { EntryName, InputOf, ValueOf } from '../application/list.js';

/**
 * Asks the application for what is on its list, by whom the files come; throws where a rule or the gate is against it,
 * and what the stores throw.
 */
export type AskApplication = <Name extends EntryName>(
  name: Name,
  input: InputOf<Name>,
) => Promise<ValueOf<Name>>;
