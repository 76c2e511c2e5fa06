// A process that invites one account after the other in a data folder without a pause, and tells on standard output which
// is on disk as soon as it is said to be. Arguments: folder.
import { randomUUID } from 'node:crypto';
import process from 'node:process';
import { AccessActs } from '../../../src/access/access-acts.js';
import { notedAccess } from '../../support/noted-access.js';
import { clockNow } from '../../../src/ports/clock.js';
import { tellParent } from '../../support/tell-parent.js';

const [folder = ''] = process.argv.slice(2);
const acts = new AccessActs(notedAccess(folder));

for (;;) {
  const given = {
    act: 'AccountInvited',
    email: `${randomUUID()}@example.org`,
    name: { first: 'Ana', last: 'Diaz' },
    grants: [{ role: 'dcss-analyst' }],
  };
  const by = { by: 'operator', clock: clockNow, order: 'asLoaded' } as const;
  const done = await acts.do(() => [given], by);
  if (done.kind !== 'done') throw new Error(done.message);
  tellParent(`${done.accepted[0]?.made.account ?? ''} ${given.email}`);
}
