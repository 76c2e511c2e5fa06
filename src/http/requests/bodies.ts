import type { Day } from '../../../events/values/day.js';
import type { Ffy, Month } from '../../../events/values/month.js';
import {
  ByField,
  CertifyField,
  CommentField,
  FfyField,
  FromMonthField,
  ReasonField,
  TelephoneField,
} from './fields.js';
import { AsOfAsked, AsOfParameter, DayParameter, SubjectParameter } from './parameters.js';

/** What each act takes in its body, one flat JSON object. Their decorators check and parse it. */
// eslint-disable-next-line @typescript-eslint/no-extraneous-class -- the pipe checks against a class
export class Nothing {}

class Done {
  @ByField()
  readonly by?: string;
}

export class Submission extends Done {
  @AsOfParameter({ versions: true })
  readonly asOf?: AsOfAsked;

  @CommentField()
  readonly comment?: string;
}

export class Approval extends Done {
  @TelephoneField()
  readonly telephone!: string;

  @CertifyField()
  readonly certify!: true;
}

export class Return extends Done {
  @ReasonField()
  readonly reason!: string;
}

export class PackageOrder {
  @FfyField(
    'The federal fiscal year whose audit tables go into it; none where it is left out.',
    true,
  )
  readonly auditFfy?: Ffy;
}

export class ErasureOrder extends Done {
  @DayParameter('The day that is planned for; today in California where it is left out.')
  readonly on?: Day;

  @ReasonField()
  readonly reason!: string;
}

export class ErasureApplication extends Done {}

/** One of `case`, `child` and `from`. */
export class HoldPlacement extends Done {
  @SubjectParameter('case', { isOptional: true })
  readonly case?: string;

  @SubjectParameter('child', { isOptional: true })
  readonly child?: string;

  @FromMonthField()
  readonly from?: Month;

  @ReasonField()
  readonly reason!: string;
}

export class HoldRelease extends Done {
  @ReasonField()
  readonly reason!: string;
}

export class CarryForward {
  @FfyField('The federal fiscal year into which Line 5 of the September before is carried.', false)
  readonly ffy!: Ffy;
}
