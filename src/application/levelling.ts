import { COUNTIES } from '../../events/values/county.js';
import type { County } from '../../events/values/county.js';
import type { LevelFor, Replication } from '../ports/replication.js';
import type { Address } from './entry.js';

/** Acts that add nothing to ledgers or acts: what they make stays on this machine, and is made of what is here. */
const STAYS_HERE: ReadonlySet<string> = new Set([
  'checkpoint',
  'rotateKey',
  'package',
  'extendSegments',
  'keepCheckpoints',
  'check',
  'backup',
  'restore',
]);

/** Acts of whose counties nothing is known before they are at work: each is brought level when its turn comes. */
const FINDS_COUNTIES: ReadonlySet<string> = new Set(['ingest']);

/** What is asked where server and replica are not level, and must not be made so. */
const NOT_LEVELLED: ReadonlySet<string> = new Set([
  'rescueLook',
  'rescue',
  'rescueAccessLook',
  'rescueAccess',
]);

/** A request as far as it matters what has to be level for it. */
export interface Levelled {
  readonly name: string;
  readonly kind: 'question' | 'act';
  readonly address: Address;
}

/** Brings level what a request is about, and no other county. Throws what `Replication.level` throws. */
export async function levelBefore(replication: Replication, asked: Levelled): Promise<void> {
  const { name, kind, address } = asked;
  if (NOT_LEVELLED.has(name)) return;
  const purpose: LevelFor = kind === 'act' && !STAYS_HERE.has(name) ? 'writing' : 'reading';
  const counties = FINDS_COUNTIES.has(name) ? [] : countiesAt(address);
  if (counties.length > 0 || purpose === 'writing') await replication.level(counties, purpose);
}

function countiesAt(address: Address): readonly County[] {
  switch (address.kind) {
    case 'nothing':
    case 'application':
      return [];
    case 'county':
      return [address.county];
    case 'allCounties':
    case 'figuresOfAll':
    case 'countiesInScope':
      return COUNTIES;
  }
}
