import type { County } from '../../../events/values/county.js';
import type { Day } from '../../../events/values/day.js';
import type { Month } from '../../../events/values/month.js';
import type { LineNumber } from '../../../events/line-numbers.js';
import type { Column } from '../../../projections/form/line.js';
import { TRAIL_ROWS_DEFAULT, TRAIL_ROWS_MAX } from '../bounds.js';
import {
  AsOfAsked,
  AsOfParameter,
  ChoiceParameter,
  CountyParameter,
  DayParameter,
  LineParameter,
  MonthParameter,
  NumberParameter,
  PackageParameter,
  RecordParameter,
  SideParameter,
  SubjectParameter,
  WholeNumberParameter,
} from './parameters.js';

/** What each route takes, in its address and after the question mark. Their decorators parse the text. */
export class CountyAddress {
  @CountyParameter()
  readonly county!: County;
}

export class CountyMonthAddress extends CountyAddress {
  @MonthParameter()
  readonly month!: Month;
}

export class MonthAddress {
  @MonthParameter()
  readonly month!: Month;
}

export class TrailAddress extends CountyMonthAddress {
  @LineParameter({ isOptional: false })
  readonly line!: LineNumber;
}

export class CaseAddress extends CountyAddress {
  @SubjectParameter('case', { isOptional: false })
  readonly case!: string;
}

export class ChildAddress extends CountyAddress {
  @SubjectParameter('child', { isOptional: false })
  readonly child!: string;
}

export class RecordAddress extends CountyAddress {
  @RecordParameter()
  readonly record!: string;
}

export class VersionPath extends CountyMonthAddress {
  @NumberParameter('a version', 'A version of the month.')
  readonly version!: number;
}

export class PackagePath extends CountyAddress {
  @PackageParameter()
  readonly package!: string;
}

export class OrderAddress extends CountyAddress {
  @NumberParameter('an order', 'An order of the county.')
  readonly order!: number;
}

export class HoldAddress extends CountyAddress {
  @NumberParameter('a hold', 'A hold of the county.')
  readonly hold!: number;
}

/** For a route that takes nothing after the question mark. */
// eslint-disable-next-line @typescript-eslint/no-extraneous-class -- the pipe checks against a class
export class NoOptions {}

export class AsOfOptions {
  @AsOfParameter({ versions: true })
  readonly asOf?: AsOfAsked;
}

/** Where the address names no month. */
export class AsOfRecordedOptions {
  @AsOfParameter({ versions: false })
  readonly asOf?: AsOfAsked;
}

export class StateReportOptions {
  @ChoiceParameter(['cs1257', 'cs157'], 'The form; cs157 is the annual report of a September.')
  readonly form?: 'cs1257' | 'cs157';

  @ChoiceParameter(['json', 'csv'], 'How it is written; json where nothing is said.')
  readonly format?: 'json' | 'csv';
}

export class ReportQuery extends StateReportOptions {
  @AsOfParameter({ versions: true })
  readonly asOf?: AsOfAsked;
}

export class TrailQuery extends AsOfOptions {
  @ChoiceParameter(
    ['a', 'b', 'c', 'd'],
    'A column; (a), which has all rows, where nothing is said.',
  )
  readonly column?: Column;

  @WholeNumberParameter(
    0,
    Number.MAX_SAFE_INTEGER,
    'How many rows were had already, for the next page; needs asOf. The header Link has the whole address.',
  )
  readonly after?: number;

  @WholeNumberParameter(
    1,
    TRAIL_ROWS_MAX,
    `Most rows of the page; ${String(TRAIL_ROWS_DEFAULT)} where nothing is said.`,
  )
  readonly limit?: number;

  @ChoiceParameter(
    ['ndjson', 'json', 'csv', 'xlsx', 'parquet'],
    'ndjson (where nothing is said) and json are pages; csv, xlsx and parquet are files of the whole trail.',
  )
  readonly format?: 'ndjson' | 'json' | 'csv' | 'xlsx' | 'parquet';
}

export class DifferenceOptions {
  @SideParameter({ versions: true })
  readonly from!: AsOfAsked;

  @SideParameter({ versions: true })
  readonly to!: AsOfAsked;
}

export class ConsistencyOptions {
  @SideParameter({ versions: false })
  readonly from!: AsOfAsked;

  @SideParameter({ versions: false })
  readonly to!: AsOfAsked;
}

export class VersionsQuery {
  @MonthParameter({ isOptional: true })
  readonly month?: Month;
}

export class PlanQuery {
  @DayParameter('The day that is planned for; today in California where nothing is said.')
  readonly on?: Day;
}

export class ExplanationOptions extends AsOfOptions {
  @SubjectParameter('case', { isOptional: true })
  readonly case?: string;

  @SubjectParameter('child', { isOptional: true })
  readonly child?: string;

  @LineParameter({ isOptional: true })
  readonly line?: LineNumber;
}
