import type { County } from '../../../events/values/county.js';
import type { Instant } from '../../../events/values/instant.js';
import { isStanding } from '../../../projections/access/grants.js';
import { done } from '../../ports/outcome.js';
import type { Answer } from '../../ports/outcome.js';
import { processOn } from '../process-house.js';
import type { ProcessHouse } from '../process-house.js';

/** Somebody who has access to the CBUD of a county. */
export interface CbudViewer {
  readonly county: County;
  readonly account: string;
  readonly email: string;
  readonly name: { readonly first: string; readonly last: string };
}

/** Who has access to the CBUD in some counties, by county and number of account. */
export async function cbudViewers(
  house: Pick<ProcessHouse, 'access'>,
  counties: 'all' | readonly County[],
  clock: () => Instant,
): Promise<Answer<readonly CbudViewer[]>> {
  const { state, on } = await processOn(house, null, clock);
  const viewers = [...state.accounts.values()].flatMap(
    ({ account, email, name, grants, state: is }) =>
      grants.flatMap((grant) => {
        const { role, county } = grant;
        const isViewer = role === 'cbud-viewer' && is !== 'closed' && isStanding(grant, on);
        if (!isViewer || county === null) return [];
        return counties === 'all' || counties.includes(county)
          ? [{ county, account, email, name: { first: name.first, last: name.last } }]
          : [];
      }),
  );
  return done(
    viewers.toSorted((one, other) =>
      one.county < other.county ? -1 : one.county > other.county ? 1 : 0,
    ),
  );
}
