import { SAMPLE_METHODS } from '../../../events/acts/sample-acts.js';
import type { SampleMethod } from '../../../events/acts/sample-acts.js';
import type { LineNumber } from '../../../events/line-numbers.js';
import type { Month } from '../../../events/values/month.js';
import type { Column } from '../../../projections/form/line.js';
import { ByField } from './fields.js';
import {
  AsOfAsked,
  AsOfParameter,
  ChoiceParameter,
  LineParameter,
  MonthParameter,
  NumberParameter,
  parameter,
} from './parameters.js';
import { CountyAddress } from './requests.js';

const SAMPLE = /^S-[1-9]\d{0,8}$/u;
const ROWS_MAX = 10_000;

export class SampleAddress extends CountyAddress {
  @parameter(
    {
      isValid: (value) => typeof value === 'string' && SAMPLE.test(value),
      mustBe: 'a sample, as in S-3',
      document: {
        type: String,
        pattern: SAMPLE.source,
        example: 'S-3',
        description: 'A sample of the county.',
      },
    },
    false,
  )
  readonly sample!: string;
}

export class WorksheetOptions {
  @ChoiceParameter(['xlsx', 'pdf'], 'How it is written; xlsx where nothing is said.')
  readonly format?: 'xlsx' | 'pdf';
}

export class SampleRowAddress extends SampleAddress {
  @NumberParameter('a row of the sample', 'A row, in order of drawing.')
  readonly row!: number;
}

/** What a sample is drawn of, and how (contract/audit.md, Drawing). */
export class SampleOrder {
  @MonthParameter({ isOptional: false })
  readonly month!: Month;

  @LineParameter({ isOptional: false })
  readonly line!: LineNumber;

  @ChoiceParameter(['a', 'b', 'c', 'd'], 'Rows of one column; of all where it is left out.')
  readonly column?: Column;

  @AsOfParameter({ versions: true })
  readonly asOf?: AsOfAsked;

  @ChoiceParameter(
    [...SAMPLE_METHODS],
    'rows: each row alike (where nothing is said); dollars: in proportion to its amount.',
  )
  readonly method?: SampleMethod;

  @parameter(
    {
      isValid: (value) => isCount(value, 1),
      mustBe: `a whole number from 1 to ${String(ROWS_MAX)}`,
      document: {
        type: 'integer',
        minimum: 1,
        maximum: ROWS_MAX,
        example: 50,
        description: 'How many rows; all, where there are fewer.',
      },
    },
    false,
  )
  readonly size!: number;

  @parameter(
    {
      isValid: (value) => isCount(value, 0),
      mustBe: `a whole number from 0 to ${String(ROWS_MAX)}`,
      document: {
        type: 'integer',
        minimum: 0,
        maximum: ROWS_MAX,
        description: 'How many rows to name as replacements besides.',
      },
    },
    true,
  )
  readonly reserve?: number;

  @parameter(
    {
      isValid: (value) => typeof value === 'string' && value !== '',
      mustBe: 'a line of 1 to 200 characters',
      document: {
        type: String,
        minLength: 1,
        maxLength: 200,
        example: '2007-DRA-19',
        description: 'What the sample is drawn by: with the same seed anyone draws the same.',
      },
    },
    false,
  )
  readonly seed!: string;

  @ByField()
  readonly by?: string;
}

function isCount(value: unknown, least: number): boolean {
  return Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= ROWS_MAX;
}

export class SampleChecksOptions {
  @MonthParameter({ isOptional: false })
  readonly month!: Month;

  @parameter(
    {
      parse: (text) => (/^[1-9]\d{0,5}$/u.test(text) ? Number(text) : null),
      isValid: (value) => typeof value === 'number',
      mustBe: 'the number of a version, from 1',
      document: {
        type: 'integer',
        minimum: 1,
        maximum: 999_999,
        example: 1,
        description: 'The version that is looked at.',
      },
    },
    false,
  )
  readonly version!: number;
}
