import { COUNTIES } from '../../../events/values/county.js';
import type { County } from '../../../events/values/county.js';
import type { LedgerReader } from '../../ports/ledger-reader.js';
import type { Replication } from '../../ports/replication.js';
import { LevelMarks } from '../../stores/replicated/level-marks.js';
import { levelText } from '../../stores/replicated/level-text.js';
import { NeverLevel } from '../../stores/replicated/never-level.js';
import { refusal, unservedReplica } from '../../stores/replicated/unserved-replica.js';
import type { LedgerFolder } from '../../stores/sqlite/ledger-folder.js';
import { replicaText } from '../../stores/sqlite/replica-mark.js';
import type { ReplicaOf } from '../../stores/sqlite/replica-mark.js';
import type { Stores } from '../../ports/stores.js';
import type { Access, OpeningManner } from './opening.js';
import { storesIn } from './stores-in-folder.js';

/**
 * The stores of a replica's folder where no server is named: they answer as of when it was last level, and say so.
 * @throws UnusableStore where something is to be added, or an answer must be of now
 */
export function unservedStores(
  folder: LedgerFolder,
  of: ReplicaOf,
  access: Access,
  { freshness, tell }: OpeningManner,
): { readonly stores: Stores; readonly replication: Replication } {
  if (access === 'write' || freshness !== 'asFound') throw refusal(folder.path, of);
  const marks = new LevelMarks(folder.path);
  const neverLevel = (county: County): NeverLevel | null =>
    marks.at(county) === null ? new NeverLevel(county, of.server) : null;
  const told = new Set<County>();
  const replication: Replication = {
    level: (counties, purpose) => {
      if (purpose === 'writing') return Promise.reject(refusal(folder.path, of));
      const fresh = counties.filter((county) => !told.has(county));
      for (const county of fresh) told.add(county);
      const lines = fresh.flatMap((county) => {
        const at = marks.at(county);
        return at === null ? [] : [levelText(county, at)];
      });
      if (lines.length > 0) {
        tell(
          `The data folder is a replica of ${replicaText(of)}, and PLUMBLINE_EVENTSTORE names no server.`,
        );
      }
      lines.forEach(tell);
      const [only] = counties;
      const fault = counties.length === 1 && only !== undefined ? neverLevel(only) : null;
      return fault === null ? Promise.resolve() : Promise.reject(fault);
    },
  };
  const ledgers = {
    // Of one that was never level nobody knows whether it has records.
    counties: () => {
      const here = folder.counties();
      return COUNTIES.filter((county) => here.includes(county) || neverLevel(county) !== null);
    },
    ledger: (county: County): LedgerReader | null => {
      const fault = neverLevel(county);
      if (fault !== null) throw fault;
      return folder.ledger(county);
    },
  };
  const here = storesIn(folder);
  return { stores: { ...here, ...unservedReplica(of, here), ledgers }, replication };
}
