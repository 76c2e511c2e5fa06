/**
 * The edition of the rules (contract/rules.md): that of the letter that they are made of, and the number of the last
 * correction of how they were read or computed. Whatever can change a figure of a month that was submitted is a
 * correction, and gets the next number. It is not the form's edition, which says which lines there are.
 */
export const RULE_EDITION = '2005-10.1';

/** Those before it: only what was made by one of these may differ because the rules were corrected since. */
const EARLIER_RULE_EDITIONS: readonly string[] = ['2005-10'];

/** Whether the rules were corrected since an edition of them. */
export function isEarlierRuleEdition(edition: string): boolean {
  return EARLIER_RULE_EDITIONS.includes(edition);
}
