import { CountyAddress } from './requests.js';
import { WholeNumberParameter, parameter } from './parameters.js';

/** Longest name that a file is taken under. */
const NAME_BYTES_MAX = 200;

/** The name of a file as its county sent it: no path, and nothing is looked up on the disk by it. */
function FileParameter(): PropertyDecorator {
  return parameter(
    {
      isValid: (value) =>
        typeof value === 'string' &&
        value.isWellFormed() &&
        !/\p{Cc}/u.test(value) &&
        Buffer.byteLength(value) <= NAME_BYTES_MAX,
      mustBe: `the name of a file, at most ${String(NAME_BYTES_MAX)} bytes`,
      document: {
        type: String,
        maxLength: NAME_BYTES_MAX,
        example: 'records.ndjson',
        description: 'The name of a file, as its county sent it.',
      },
    },
    false,
  );
}

export class FileAddress extends CountyAddress {
  @FileParameter()
  readonly file!: string;
}

export class FilesOptions {
  @WholeNumberParameter(
    1,
    Number.MAX_SAFE_INTEGER,
    'Files with a smaller number, for the next page; the header Link has the whole address.',
  )
  readonly before?: number;
}
