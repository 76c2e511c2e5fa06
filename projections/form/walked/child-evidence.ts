import { LINK } from '../../case/child-links.js';
import type { TracedLink } from '../../case/child-links.js';
import type { ChildFold } from '../../child/child-fold.js';
import type { ChildFact } from '../../child/child-month.js';

interface Scene {
  readonly fold: ChildFold;
  readonly links: readonly TracedLink[];
}

const having = (scene: Scene, bit: number): readonly TracedLink[] =>
  scene.links.filter((link) => (link.bits & bit) !== 0);
const memberships = (links: readonly TracedLink[]): number[] =>
  links.flatMap((link) => [link.membership, ...link.standing]);
const ofRegistration = ({ fold }: Scene): number[] => [fold.registrationPosition];
const ofEstablishment = ({ fold }: Scene): number[] => [fold.establishmentPosition];
const ofExclusion = (scene: Scene, bit: number): number[] => [
  ...having(scene, bit).map((link) => link.goodCause),
  ...(scene.fold.deathPosition === 0
    ? []
    : [scene.fold.deathPosition, ...ofRegistration(scene), ...ofEstablishment(scene)]),
];

/** For every fact, the active records that gave it its value. */
const RECORDS_OF: Readonly<Record<ChildFact, (scene: Scene) => readonly number[]>> = {
  countsByAge: ofRegistration,
  isBornOutOfWedlock: ofRegistration,
  hasOpenCase: (scene) => memberships(having(scene, LINK.open)),
  hasFfyCase: (scene) => memberships(having(scene, LINK.ffy)),
  isAtIssueInOpenCases: (scene) => having(scene, LINK.open).map((link) => link.ncp),
  isAtIssueInFfyCases: (scene) => having(scene, LINK.ffy).map((link) => link.ncp),
  isEstablished: ofEstablishment,
  isExcluded: (scene) => ofExclusion(scene, LINK.openGoodCause),
  isExcludedInFfy: (scene) => ofExclusion(scene, LINK.ffyGoodCause),
  wasEstablishedJudiciallyInFfy: ({ fold }) => [fold.judicialByCountyPosition],
  hasPopEstablishment: ({ fold }) => [fold.popPosition],
  wasEstablishedBeforeFirstOpening: ({ fold, links }) => [
    fold.firstEstablishedPosition,
    ...links
      .filter((link) => link.firstOpening !== Infinity)
      .map((link) => link.firstOpeningPosition),
  ],
  isMediCalEligible: ({ fold }) => [fold.mediCalPosition],
  hasOpenCaseNotResponding: (scene) => memberships(having(scene, LINK.openNotResponding)),
  isPrivatelyCoveredInFfy: (scene) =>
    having(scene, LINK.privatelyCovered).flatMap((link) => link.coverage),
  statusAtIssueInOpenCases: (scene) => having(scene, LINK.openAtIssue).map((link) => link.status),
  statusInFfyCases: (scene) => having(scene, LINK.ffy).map((link) => link.status),
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
