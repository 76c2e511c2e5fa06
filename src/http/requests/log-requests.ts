import { OPERATOR_NAME, isAccountId } from '../../../events/values/access-ids.js';
import type { County } from '../../../events/values/county.js';
import type { Instant } from '../../../events/values/instant.js';
import { isLoggedAction } from '../../../projections/access-log/line-text.js';
import { MOMENT_FORMS, firstMoment, lastMoment } from '../../access-log/moments.js';
import { LINES_MAX } from '../../access-log/read-lines.js';
import type { LoggedAction } from '../../ports/access-log.js';
import {
  ChoiceParameter,
  CountyParameter,
  SubjectParameter,
  WholeNumberParameter,
  parameter,
} from './parameters.js';

/** Lines of an answer, unless another number is asked for; the command line has the same. */
export const LINES_USUAL = 100;

/** An account after the question mark, or whoever works on the machine itself. */
function LoggedAccountParameter(): PropertyDecorator {
  return parameter(
    {
      isValid: (value) =>
        typeof value === 'string' && (isAccountId(value) || value === OPERATOR_NAME),
      mustBe: `the number of an account, A-1 and on, or ${OPERATOR_NAME}`,
      document: {
        type: String,
        pattern: `^(A-[1-9][0-9]*|${OPERATOR_NAME})$`,
        example: 'A-7',
        description: 'Lines of this account.',
      },
    },
    true,
  );
}

function LoggedActionParameter(): PropertyDecorator {
  return parameter(
    {
      isValid: (value) => typeof value === 'string' && isLoggedAction(value),
      mustBe: 'an action of the access log, as case.read, trail.download or sign-in',
      document: { type: String, example: 'case.read', description: 'Lines of this action.' },
    },
    true,
  );
}

/** A day or an instant, as the moment that `parse` makes of it. */
function MomentParameter(
  parse: (text: string) => Instant | null,
  description: string,
): PropertyDecorator {
  return parameter(
    {
      parse,
      isValid: (value) => typeof value === 'number',
      mustBe: MOMENT_FORMS,
      document: { type: String, example: '2026-10-12', description },
    },
    true,
  );
}

/** Which lines of the access log are asked for, and how they are written. */
export class LogQuery {
  @CountyParameter({ isOptional: true })
  readonly county?: County;

  @LoggedAccountParameter()
  readonly account?: string;

  @SubjectParameter('case', { isOptional: true })
  readonly case?: string;

  @SubjectParameter('child', { isOptional: true })
  readonly child?: string;

  @LoggedActionParameter()
  readonly action?: LoggedAction;

  @MomentParameter(firstMoment, 'Lines from this day in California, or this instant, on.')
  readonly from?: Instant;

  @MomentParameter(lastMoment, 'Lines up to the end of this day in California, or this instant.')
  readonly to?: Instant;

  @WholeNumberParameter(
    0,
    Number.MAX_SAFE_INTEGER,
    'Lines with a greater number, for the next page; the header Link has the whole address.',
  )
  readonly after?: number;

  @WholeNumberParameter(
    1,
    LINES_MAX,
    `Most lines of the page; ${String(LINES_USUAL)} where nothing is said.`,
  )
  readonly limit?: number;

  @ChoiceParameter(['ndjson', 'json', 'csv'], 'How it is written; ndjson where nothing is said.')
  readonly format?: 'ndjson' | 'json' | 'csv';
}
