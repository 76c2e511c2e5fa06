import type { County } from '../../../../events/values/county.js';
import type { Day } from '../../../../events/values/day.js';
import type { CaseOfParticipant } from '../../../reports/cases-of-participant.js';
import { recordHref, subjectHref } from '../../addresses.js';
import type { Link } from '../../page.js';

/** A case as a line of a participant's page. */
export interface ParticipantLine {
  readonly key: string;
  readonly case: string;
  readonly href: string;
  readonly part: CaseOfParticipant['part'];
  /** As `Owes support, or may come to (putative father)`. */
  readonly partWords: string;
  readonly effective: Day;
  readonly record: Link;
}

export interface ParticipantView {
  /** The lines of this page. */
  readonly lines: readonly ParticipantLine[];
  /** Of all pages. */
  readonly lineCount: number;
  /** How many cases all lines are of: a case that came again from another county has two. */
  readonly caseCount: number;
  /** Lines that come before these. */
  readonly after: number;
  /** How many lines come before those of the page before and of the next; null where there is none. */
  readonly previous: number | null;
  readonly next: number | null;
}

/** Lines of a page: who stands in for a payee may have thousands of cases. */
export const CASES_SHOWN = 100;

const PARTS: Readonly<Record<CaseOfParticipant['part'], string>> = {
  ncp: 'Owes support, or may come to',
  payee: 'Receives support',
};

/**
 * A page of the cases of a participant, each with what he is in it.
 *
 * @param after - lines that come before; beyond the last there is nothing
 */
export function participantView(
  county: County,
  cases: readonly CaseOfParticipant[],
  after: number,
): ParticipantView {
  const end = after + CASES_SHOWN;
  return {
    lines: cases.slice(after, end).map((of) => ({
      key: `${of.record} ${of.part}`,
      case: of.case,
      href: subjectHref(county, { kind: 'case', id: of.case }),
      part: of.part,
      partWords: `${PARTS[of.part]} (${of.role.replaceAll('-', ' ')})`,
      effective: of.effective,
      record: { href: recordHref(county, of.record), text: of.record },
    })),
    lineCount: cases.length,
    caseCount: new Set(cases.map((of) => of.case)).size,
    after,
    previous: after === 0 ? null : Math.max(0, after - CASES_SHOWN),
    next: end < cases.length ? end : null,
  };
}
