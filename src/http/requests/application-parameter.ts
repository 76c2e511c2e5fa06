import { parameter } from './parameters.js';

/** The number of an application in the address. */
export function ApplicationParameter(): PropertyDecorator {
  const form = /^T-[1-9]\d{0,8}$/u;
  return parameter(
    {
      isValid: (value) => typeof value === 'string' && form.test(value),
      mustBe: 'the number of an application, T-1 and on',
      document: {
        type: String,
        pattern: '^T-[1-9][0-9]*$',
        example: 'T-1',
        description: 'The number of an application.',
      },
    },
    false,
  );
}

/** The SHA-256 of a letter in the address. */
export function LetterParameter(): PropertyDecorator {
  const form = /^[0-9a-f]{64}$/u;
  return parameter(
    {
      isValid: (value) => typeof value === 'string' && form.test(value),
      mustBe: 'the SHA-256 of a letter, 64 hexadecimal digits',
      document: {
        type: String,
        pattern: '^[0-9a-f]{64}$',
        description: 'The SHA-256 of a letter, as the application lists it.',
      },
    },
    false,
  );
}
