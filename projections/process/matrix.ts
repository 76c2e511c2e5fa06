import { ALLOCATION_GUIDE } from '../../events/acts/allocation-guide.js';
import type { County } from '../../events/values/county.js';
import { formatDay } from '../../events/values/day.js';
import type { Day } from '../../events/values/day.js';
import type { AccessState } from '../access/access-state.js';
import { stateOn } from './application.js';
import type { AccessApplication } from './application.js';

/** A row of the matrix (section 5, appendix D): nothing else of an application is open to anyone. */
export interface MatrixRow {
  readonly lcsa: string;
  readonly county: County | null;
  readonly organisation: string | null;
  readonly accounts: number | null;
  readonly from: string | null;
  readonly to: string | null;
}

/** The agencies of the guide in its order, each once, with their counties. */
export const LCSAS: readonly { readonly lcsa: string; readonly counties: readonly County[] }[] = [
  ...new Map(ALLOCATION_GUIDE.map(({ lcsa, counties }) => [lcsa, { lcsa, counties }])).values(),
];

/** The agency of a county: of two that name it, the one that names fewer counties; null where the guide has none. */
export function lcsaOf(county: County): string | null {
  const [lcsa] = LCSAS.filter(({ counties }) => counties.includes(county)).toSorted(
    (one, other) => one.counties.length - other.counties.length,
  );
  return lcsa?.lcsa ?? null;
}

const APPROVED: readonly string[] = ['approved', 'office-created', 'established'];

/**
 * The matrix on a day: applications that are approved and not ended or expired, under each agency of the guide in its
 * order, blank where it has none; behind them those of counties that the guide does not have.
 *
 * @param countyName - the name of a county that the guide does not have
 */
export function matrixOn(
  { applications }: AccessState,
  on: Day,
  countyName: (county: County) => string,
): readonly MatrixRow[] {
  const approved = [...applications.values()].filter((each) =>
    APPROVED.includes(stateOn(each, on)),
  );
  const ofGuide = LCSAS.flatMap(({ lcsa }) => {
    const rows = approved
      .filter(({ county }) => lcsaOf(county) === lcsa)
      .map((each) => rowOf(lcsa, each));
    return rows.length > 0 ? rows : [{ ...BLANK, lcsa }];
  });
  const others = approved
    .filter(({ county }) => lcsaOf(county) === null)
    .map((each) => rowOf(countyName(each.county), each));
  return [...ofGuide, ...others];
}

const BLANK: Omit<MatrixRow, 'lcsa'> = {
  county: null,
  organisation: null,
  accounts: null,
  from: null,
  to: null,
};

function rowOf(
  lcsa: string,
  { county, organisation, accounts, mou }: AccessApplication,
): MatrixRow {
  return {
    ...{ lcsa, county, organisation, accounts },
    from: mou === null ? null : formatDay(mou.from),
    to: mou === null ? null : formatDay(mou.to),
  };
}
