import type { ActLog } from '../../ports/act-log.js';
import { UnusableStore } from '../../ports/failures.js';
import type { Stores, WriteStores } from '../../ports/stores.js';
import { replicaText } from '../sqlite/replica-mark.js';
import type { ReplicaOf } from '../sqlite/replica-mark.js';

/**
 * What a replica's folder is where no server is named: to be read, and nothing else. What it took by itself would
 * never reach the server, and its streams would then seem to have lost it.
 */
export function unservedReplica(of: ReplicaOf, stores: Stores): WriteStores {
  const refuse = (): Promise<never> => Promise.reject(refusal(stores.folder, of));
  const readOnly = (acts: ActLog): ActLog => ({
    read: (whose) => acts.read(whose),
    counties: () => acts.counties(),
    append: refuse,
    appendAll: refuse,
  });
  const { log } = stores.writer;
  return {
    writer: {
      log: {
        size: (county) => log.size(county),
        read: (...asked) => log.read(...asked),
        counties: () => log.counties(),
        append: refuse,
        close: () => log.close(),
      },
      acceptedRecords: refuse,
      catchUp: refuse,
    },
    submissions: readOnly(stores.submissions),
    retention: readOnly(stores.retention),
    access: {
      ...readOnly(stores.access),
      readAfter: (...asked) => stores.access.readAfter(...asked),
    },
    credentials: {
      read: (holder) => stores.credentials.read(holder),
      holderOf: (tokenHash) => stores.credentials.holderOf(tokenHash),
      holders: () => stores.credentials.holders(),
      replace: refuse,
    },
    intake: {
      ...readOnly(stores.intake),
      readAfter: (...asked) => stores.intake.readAfter(...asked),
    },
    samples: readOnly(stores.samples),
    eraser: { level: refuse, erase: refuse, giveUp: refuse, finish: refuse },
  };
}

/** Why nothing is added to a replica's folder without its server. */
export function refusal(folder: string, of: ReplicaOf): UnusableStore {
  return new UnusableStore(
    'refused',
    folder,
    `The data folder ${folder} is a replica of ${replicaText(of)}, and no store: nothing was written. Set PLUMBLINE_EVENTSTORE (and PLUMBLINE_EVENTSTORE_PREFIX) to that server, or name another folder with --data.`,
  );
}
