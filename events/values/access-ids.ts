/** What `by` says where the machine's operator acts. */
export const OPERATOR_NAME = 'operator';

const ACCOUNT_ID = /^A-[1-9][0-9]*$/u;
const APPLICATION_ID = /^T-[1-9][0-9]*$/u;
const FINDING_NUMBER = /^[1-9][0-9]*$/u;

/** Whether the text is spelt as an account's id, `A-1`. */
export function isAccountId(text: string): boolean {
  return ACCOUNT_ID.test(text);
}

/** Whether the text is spelt as an application's id, `T-1`. */
export function isApplicationId(text: string): boolean {
  return APPLICATION_ID.test(text);
}

/** Whether the text is spelt as the number of an application's finding, `1`. */
export function isFindingNumber(text: string): boolean {
  return FINDING_NUMBER.test(text);
}
