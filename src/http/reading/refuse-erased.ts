import type { County } from '../../../events/values/county.js';
import type { Month } from '../../../events/values/month.js';
import type { Ledgers } from '../../ports/ledgers.js';
import { beyondRetention } from '../../retention/beyond-retention.js';
import { Problem } from '../problems/problem.js';
import type { Question } from './questions.js';

/** Throws a `Problem` where an erasure has made a question unanswerable, whatever was answered before it. */
export function refuseErased(ledgers: Ledgers, question: Question): void {
  const { counties, months, positions } = askedBy(ledgers, question);
  for (const county of counties) {
    const message = beyondRetention(ledgers, county, months, positions);
    if (message !== null) throw new Problem('erased-by-retention', message);
  }
}

function askedBy(
  ledgers: Ledgers,
  question: Question,
): {
  readonly counties: readonly County[];
  readonly months: readonly Month[];
  readonly positions: readonly (number | null)[];
} {
  switch (question.kind) {
    case 'stateReport':
      return { counties: ledgers.counties(), months: [question.month], positions: [] };
    case 'report':
    case 'trail':
    case 'explain':
      return {
        counties: [question.county],
        months: [question.month],
        positions: [question.asOf],
      };
    case 'history':
      return { counties: [question.county], months: [], positions: [question.asOf] };
    case 'root': // roots are answered at every size
      return { counties: [], months: [], positions: [] };
  }
}
