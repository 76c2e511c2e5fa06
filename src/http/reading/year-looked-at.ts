import type { County } from '../../../events/values/county.js';
import { ffyOf } from '../../../events/values/month.js';
import type { Month } from '../../../events/values/month.js';
import type { RequestFor } from '../../application/list.js';
import type { Preparation } from '../../threads/pool-thread.js';
import type { ThreadTask } from './questions.js';

/** The fiscal year of a county that a question rests on, by one of its months. */
export interface YearLookedAt {
  readonly county: County;
  readonly month: Month;
  /** Null where it is asked for as of all there is. */
  readonly asOf: number | null;
}

/** The year that whoever asks looks at; null where the question rests on none, or is no question. */
export function yearLookedAt(task: ThreadTask): YearLookedAt | null {
  if (task.kind !== 'value' && task.kind !== 'question') return null;
  const asked = task.kind === 'value' ? task.request : task.question;
  if (asked.name !== 'report' && asked.name !== 'trailPage') return null;
  // A name with its own input is one of the requests.
  const { input } = asked as RequestFor<'report'> | RequestFor<'trailPage'>;
  const month = 'months' in input ? input.months.at(-1) : input.month;
  return month === undefined ? null : { county: input.county, month, asOf: input.asOf };
}

/** One name for a fiscal year of a county. */
export function nameOfYear({ county, month }: Pick<YearLookedAt, 'county' | 'month'>): string {
  return `${county}/${String(ffyOf(month))}`;
}

/** What a thread reads of a large county for seconds, and which the others had better have read before they are asked. */
export function preparationOf(task: ThreadTask): Preparation<ThreadTask> | null {
  const year = yearLookedAt(task);
  return year === null ? null : { of: nameOfYear(year), task: { kind: 'readYear', ...year } };
}
