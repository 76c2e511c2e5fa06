import { JUDGEMENTS, JUDGEMENT_REASONS } from '../../events/acts/sample-acts.js';
import type { RowJudgement } from '../../events/acts/sample-acts.js';
import type { County } from '../../events/values/county.js';
import type { Instant } from '../../events/values/instant.js';
import { isText } from '../../events/values/text.js';
import { rowsWithReserve, standingJudgement } from '../../projections/samples/samples.js';
import { decideAndAppend, momentAfter } from '../acts/decide-and-append.js';
import type { ActLog } from '../ports/act-log.js';
import { done, misaddressed, refusedByRule } from '../ports/outcome.js';
import type { Outcome } from '../ports/outcome.js';
import { SAMPLES, findSample, sampleNumber } from './sample-acts-of-county.js';
import { shownJudgement } from './shown-sample.js';
import type { ShownJudgement } from './shown-sample.js';

const TEXT_LENGTH_MAX = 1_000;
const EVIDENCE_MAX = 20;
const EVIDENCE_LENGTH_MAX = 200;

/** What is found of a row, as it was given. */
export interface JudgementGiven {
  readonly county: County;
  readonly sample: string;
  readonly row: number;
  readonly judgement: string;
  readonly reason: string | null;
  readonly text: string | null;
  readonly evidence: readonly string[];
  /** The number of the judgement of the row that this one replaces; null where it is the first. */
  readonly replaces: number | null;
  readonly by: string;
}

/**
 * Judges a row of a sample (contract/audit.md, Judging). A judgement that stands is replaced by one that names it, and is
 * kept. Refused: `INVALID_FIELD`; `WRONG_STATE` where another judgement stands than the one that is replaced.
 */
export async function judgeRow(
  samples: ActLog,
  given: JudgementGiven,
  clock: () => Instant,
): Promise<Outcome<ShownJudgement>> {
  const { county, row, by, replaces } = given;
  const read = readJudgement(given);
  if (typeof read === 'string') return refusedByRule('INVALID_FIELD', read);
  let number = 1;
  const acted = await decideAndAppend(samples, SAMPLES, county, ({ state, lastAt }) => {
    const found = findSample(state, county, given.sample);
    if (found.kind !== 'done') return found;
    const rows = rowsWithReserve(found.value);
    if (row > rows) {
      return misaddressed(
        `${given.sample} has ${String(rows)} rows, its replacements included: name one of them.`,
      );
    }
    const standing = standingJudgement(found.value, row);
    if ((standing?.number ?? null) !== replaces) return wrongState(row, standing?.number ?? null);
    number = (standing?.number ?? 0) + 1;
    return done({ kind: 'judged' as const, by, at: momentAfter(lastAt, clock()), ...read });
  });
  if (acted.kind !== 'done') return acted;
  const { at } = acted.value;
  return done(shownJudgement({ ...read, by, at, number }));
}

function wrongState(row: number, standing: number | null): Outcome<never> {
  const what =
    standing === null
      ? 'no judgement stands: leave `replaces` out'
      : `judgement ${String(standing)} stands: look at it, and say that yours replaces ${String(standing)} (\`replaces\`, --replaces)`;
  return refusedByRule('WRONG_STATE', `Of row ${String(row)} ${what}.`);
}

/** The judgement; a sentence where it breaks its form. */
function readJudgement(given: JudgementGiven): RowJudgement | string {
  const { row, text, evidence, replaces } = given;
  const judgement = JUDGEMENTS.find((word) => word === given.judgement);
  if (judgement === undefined) return `\`judgement\` is none of ${JUDGEMENTS.join(', ')}.`;
  const reason = JUDGEMENT_REASONS.find((word) => word === given.reason) ?? null;
  if (given.reason !== null && reason === null) {
    return `\`reason\` is none of ${JUDGEMENT_REASONS.join(', ')}.`;
  }
  if (judgement === 'pass' && reason !== null) return '`reason` goes with a row that did not pass.';
  if (judgement === 'not-determinable' && reason === null) {
    return '`reason` is needed: say why the row cannot be determined.';
  }
  if (text !== null && !isText(text, TEXT_LENGTH_MAX)) {
    return `\`text\` has another form: give 1 to ${String(TEXT_LENGTH_MAX)} characters.`;
  }
  const isGood = (each: string): boolean =>
    isText(each, EVIDENCE_LENGTH_MAX) && !/\p{Cc}/u.test(each);
  if (evidence.length > EVIDENCE_MAX || !evidence.every(isGood)) {
    return `\`evidence\` has another form: give at most ${String(EVIDENCE_MAX)} ids of records or names of files of at most ${String(EVIDENCE_LENGTH_MAX)} characters.`;
  }
  return {
    sample: sampleNumber(given.sample),
    row,
    judgement,
    reason,
    text,
    evidence,
    replaces,
  };
}
