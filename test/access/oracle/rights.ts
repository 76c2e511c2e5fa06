import { ROLE_NEEDS, rolesOf } from './tables.js';
import { application, stands } from './world.js';
import type { Person, World } from './world.js';

/** Refusals in their order, each with whether it applies, asked one after the other. */
export type Refusals = readonly (readonly [code: string, applies: () => boolean])[];

/** Whether somebody has, on a day, a grant of a role that may do the action, for that county or application. */
export function mayDo(
  world: World,
  one: Person,
  action: string,
  where: { readonly county?: string; readonly application?: string },
  on: string,
): boolean {
  return one.grants.some((grant) => {
    if (!stands(grant, on) || !rolesOf(action).includes(grant.role)) return false;
    const needs = ROLE_NEEDS[grant.role];
    if (needs === 'organisation') return grant.application === where.application;
    if (needs === 'state') return true;
    const county =
      where.application === undefined ? where.county : application(world, where.application).county;
    return grant.county === county;
  });
}
