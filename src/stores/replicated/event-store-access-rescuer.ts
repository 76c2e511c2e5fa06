import { actLeaves } from '../../../projections/seal/act-leaf.js';
import { rootOf } from '../../../projections/seal/merkle.js';
import { ACCESS } from '../../ports/act-log.js';
import type { AccessRescueLook, AccessRescuer, AccessThere } from '../../ports/access-rescue.js';
import type { LedgerFolder } from '../sqlite/ledger-folder.js';
import type { CopiedStreams, CopiedStreamsOfAll } from './copied-streams.js';
import { refuseOwnStore } from './event-store-rescuer.js';

/** What the rescuer of access works on. */
export interface AccessRescuerParts extends Pick<CopiedStreamsOfAll, 'access' | 'accessNotes'> {
  readonly folder: LedgerFolder;
  /** Without the password. */
  readonly address: string;
}

/** Makes the streams of access anew from the copies in the data folder. */
export class EventStoreAccessRescuer implements AccessRescuer {
  readonly #parts: AccessRescuerParts;

  constructor(parts: AccessRescuerParts) {
    this.#parts = parts;
  }

  async look(): Promise<AccessRescueLook> {
    const { address, folder, access, accessNotes } = this.#parts;
    refuseOwnStore(folder);
    const acts = await access.copies.read(ACCESS);
    const root = rootOf(actLeaves(acts.map(({ body }) => body)));
    const notes = await accessNotes.copies.read(ACCESS);
    return {
      server: address,
      here: {
        acts: acts.length,
        root: acts.length === 0 ? '' : Buffer.from(root).toString('hex'),
        notes: notes.length,
      },
      there: await this.#there(),
    };
  }

  async rescue(): Promise<void> {
    for (const { streams, copies } of this.#streams()) {
      await streams.rescue(ACCESS, await copies.read(ACCESS));
    }
  }

  async #there(): Promise<AccessThere> {
    const sizes: number[] = [];
    for (const { streams, copies } of this.#streams()) {
      const finding = await streams.inTheWay(ACCESS, await copies.read(ACCESS));
      if (finding !== null) return { kind: 'notEmpty', finding };
      sizes.push(await streams.size(ACCESS));
    }
    // The acts come last: where they are there, all is.
    return sizes.at(-1) === 0 ? { kind: 'empty' } : { kind: 'same' };
  }

  /** In the order in which they are made anew. */
  #streams(): readonly CopiedStreams[] {
    return [this.#parts.accessNotes, this.#parts.access];
  }
}
