import { isAccountId } from '../../../events/values/access-ids.js';
import { parameter } from './parameters.js';

/** The number of an account in the address. */
export function AccountParameter(): PropertyDecorator {
  return parameter(
    {
      isValid: (value) => typeof value === 'string' && isAccountId(value),
      mustBe: 'the number of an account, A-1 and on',
      document: {
        type: String,
        pattern: '^A-[1-9][0-9]*$',
        example: 'A-7',
        description: 'The number of an account.',
      },
    },
    false,
  );
}
