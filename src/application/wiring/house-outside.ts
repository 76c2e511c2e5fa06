import type { Stores } from '../../ports/stores.js';

/** The stores of a folder that is not opened, or is not there yet: nothing can be asked of its ledgers. */
export function houseOutside(dataFolder: string): Stores {
  const notOpen = (): never => {
    throw new Error('The ledgers of this folder were not opened.');
  };
  const acts = { read: notOpen, append: notOpen, appendAll: notOpen, counties: notOpen };
  return {
    folder: dataFolder,
    ledgers: { counties: () => [], ledger: notOpen },
    segments: { extendWhereWorth: notOpen, rebuild: notOpen },
    checkpoints: notOpen,
    desk: {
      log: { size: notOpen, append: notOpen, read: notOpen, counties: notOpen, close: notOpen },
      acceptedRecords: notOpen,
      catchUp: notOpen,
    },
    submissions: acts,
    retention: acts,
    access: { ...acts, readAfter: notOpen },
    credentials: { read: notOpen, replace: notOpen, holderOf: notOpen, holders: notOpen },
    packages: {
      order: notOpen,
      find: notOpen,
      all: notOpen,
      waiting: notOpen,
      update: notOpen,
      fileOf: notOpen,
      forget: notOpen,
    },
    answers: { find: notOpen, keep: notOpen, forget: notOpen },
    intake: acts,
    samples: acts,
    eraser: { level: notOpen, erase: notOpen, giveUp: notOpen, finish: notOpen },
  };
}
