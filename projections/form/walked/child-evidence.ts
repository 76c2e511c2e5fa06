import { LINK } from '../../case/child-links.js';
import type { TracedLink } from '../../case/child-links.js';
import type { ChildFold } from '../../child/child-fold.js';
import type { ChildFact } from '../../child/child-month.js';

interface Folded {
  readonly fold: ChildFold;
  readonly links: readonly TracedLink[];
}

const having = (folded: Folded, bit: number): readonly TracedLink[] =>
  folded.links.filter((link) => (link.bits & bit) !== 0);
const memberships = (links: readonly TracedLink[]): number[] =>
  links.flatMap((link) => [link.membership, ...link.standing]);
const ofRegistration = ({ fold }: Folded): number[] => [fold.registrationPosition];
const ofEstablishment = ({ fold }: Folded): number[] => [fold.establishmentPosition];
const ofExclusion = (folded: Folded, bit: number): number[] => [
  ...having(folded, bit).map((link) => link.goodCause),
  ...(folded.fold.deathPosition === 0
    ? []
    : [folded.fold.deathPosition, ...ofRegistration(folded), ...ofEstablishment(folded)]),
];

/** For every fact, the active records that gave it its value. */
const RECORDS_OF: Readonly<Record<ChildFact, (folded: Folded) => readonly number[]>> = {
  countsByAge: ofRegistration,
  isBornOutOfWedlock: ofRegistration,
  hasOpenCase: (folded) => memberships(having(folded, LINK.open)),
  hasFfyCase: (folded) => memberships(having(folded, LINK.ffy)),
  isAtIssueInOpenCases: (folded) => having(folded, LINK.open).map((link) => link.ncp),
  isAtIssueInFfyCases: (folded) => having(folded, LINK.ffy).map((link) => link.ncp),
  isEstablished: ofEstablishment,
  isExcluded: (folded) => ofExclusion(folded, LINK.openGoodCause),
  isExcludedInFfy: (folded) => ofExclusion(folded, LINK.ffyGoodCause),
  wasEstablishedJudiciallyInFfy: ({ fold }) => [fold.judicialByCountyPosition],
  hasPopEstablishment: ({ fold }) => [fold.popPosition],
  wasEstablishedBeforeFirstOpening: ({ fold, links }) => [
    fold.firstEstablishedPosition,
    ...links
      .filter((link) => link.firstOpening !== Infinity)
      .map((link) => link.firstOpeningPosition),
  ],
  isMediCalEligible: ({ fold }) => [fold.mediCalPosition],
  hasOpenCaseNotResponding: (folded) => memberships(having(folded, LINK.openNotResponding)),
  isPrivatelyCoveredInFfy: (folded) =>
    having(folded, LINK.privatelyCovered).flatMap((link) => link.coverage),
  statusAtIssueInOpenCases: (folded) => having(folded, LINK.openAtIssue).map((link) => link.status),
  statusInFfyCases: (folded) => having(folded, LINK.ffy).map((link) => link.status),
};

/** Positions of the active records that gave a fact of a child its value, ascending. */
export function recordsOfChildFact(
  fact: ChildFact,
  fold: ChildFold,
  links: readonly TracedLink[],
): number[] {
  const positions = new Set(RECORDS_OF[fact]({ fold, links }));
  positions.delete(0);
  return [...positions].sort((a, b) => a - b);
}
