import type { Stores } from '../../ports/stores.js';
import { ACCESS_STREAM } from '../../stores/sqlite/act-file.js';
import { ActFolder } from '../../stores/sqlite/act-folder.js';

function readOnlyAccess(dataFolder: string, notOpen: () => never): Stores['access'] {
  const acts = new ActFolder(dataFolder, ACCESS_STREAM);
  return {
    read: (of) => acts.read(of),
    readAfter: (of, number) => acts.readAfter(of, number),
    counties: notOpen,
    append: notOpen,
    appendAll: notOpen,
  };
}

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
    writer: {
      log: { size: notOpen, append: notOpen, read: notOpen, counties: notOpen, close: notOpen },
      acceptedRecords: notOpen,
      catchUp: notOpen,
    },
    submissions: acts,
    retention: acts,
    // What is done to the folder as a whole has a line where there are accounts, as every act has.
    access: readOnlyAccess(dataFolder, notOpen),
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
    intake: { ...acts, readAfter: notOpen },
    samples: acts,
    eraser: { level: notOpen, erase: notOpen, giveUp: notOpen, finish: notOpen },
  };
}
