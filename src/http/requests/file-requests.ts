import { isText } from '../../../events/values/text.js';
import { CountyAddress } from './requests.js';
import { WholeNumberParameter, parameter } from './parameters.js';

/** Longest name that a file is taken under. */
const NAME_BYTES_MAX = 200;

/** Longest note beside a file, in characters. */
const NOTE_LENGTH_MAX = 500;

/** The name of a file as its county sent it: no path, and nothing is looked up on the disk by it. */
function FileParameter(description: string): PropertyDecorator {
  return parameter(
    {
      isValid: (value) =>
        typeof value === 'string' &&
        value !== '' &&
        value.isWellFormed() &&
        !/\p{Cc}/u.test(value) &&
        Buffer.byteLength(value) <= NAME_BYTES_MAX,
      mustBe: `the name of a file, at most ${String(NAME_BYTES_MAX)} bytes`,
      document: {
        type: String,
        maxLength: NAME_BYTES_MAX,
        example: 'records.ndjson',
        description,
      },
    },
    false,
  );
}

export class FileAddress extends CountyAddress {
  @FileParameter('The name of a file, as its county sent it.')
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

export class FileOptions {
  @FileParameter(
    'What the file is called; by the end of its name it is known what it is, and of a table by its beginning of which type.',
  )
  readonly name!: string;
}

export class OutboxOptions extends FileOptions {
  @parameter(
    {
      isValid: (value) =>
        typeof value === 'string' && isText(value, NOTE_LENGTH_MAX) && !/\p{Cc}/u.test(value),
      mustBe: `a line of 1 to ${String(NOTE_LENGTH_MAX)} characters`,
      document: {
        type: String,
        minLength: 1,
        maxLength: NOTE_LENGTH_MAX,
        description: 'What the file is, for the county; it names no person.',
      },
    },
    true,
  )
  readonly note?: string;
}
