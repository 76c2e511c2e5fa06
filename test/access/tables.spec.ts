import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALLOCATION_GUIDE } from '../../events/acts/allocation-guide.js';
import { PERMISSIONS, ROLE_SCOPES } from '../../events/acts/permissions.js';
import { HOLIDAYS } from '../../projections/process/holidays.js';

function contract(name: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'contract', name), 'utf8'));
}

describe('the tables of the contract', () => {
  it('are those of the product', () => {
    const { roles, actions } = contract('permissions.json') as Readonly<Record<string, unknown>>;
    expect(ROLE_SCOPES).toEqual(roles);
    expect(PERMISSIONS).toEqual(actions);
    const { rows } = contract('allocation.json') as Readonly<Record<string, unknown>>;
    expect(ALLOCATION_GUIDE).toEqual(rows);
  });

  it('name the same holidays, in the same years', () => {
    const { holidays } = contract('holidays.json') as {
      readonly holidays: typeof HOLIDAYS;
    };
    const named = ({ name, from, to }: (typeof HOLIDAYS)[number]): unknown => ({ name, from, to });
    expect(HOLIDAYS.map(named)).toEqual(holidays.map(named));
  });
});
