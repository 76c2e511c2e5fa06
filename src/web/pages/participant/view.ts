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
  readonly lines: readonly ParticipantLine[];
  /** How many cases the lines are of: a case that came again from another county has two. */
  readonly caseCount: number;
}

const PARTS: Readonly<Record<CaseOfParticipant['part'], string>> = {
  ncp: 'Owes support, or may come to',
  payee: 'Receives support',
};

/** The cases of a participant, each with what he is in it. */
export function participantView(
  county: County,
  cases: readonly CaseOfParticipant[],
): ParticipantView {
  return {
    lines: cases.map((of) => ({
      key: `${of.record} ${of.part}`,
      case: of.case,
      href: subjectHref(county, { kind: 'case', id: of.case }),
      part: of.part,
      partWords: `${PARTS[of.part]} (${of.role.replaceAll('-', ' ')})`,
      effective: of.effective,
      record: { href: recordHref(county, of.record), text: of.record },
    })),
    caseCount: new Set(cases.map((of) => of.case)).size,
  };
}
