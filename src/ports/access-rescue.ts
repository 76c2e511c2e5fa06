/** What this machine has copied of the acts of access. */
export interface AccessHere {
  readonly acts: number;
  /** Their Merkle root, 64 hexadecimal digits; empty where there are none. */
  readonly root: string;
  readonly notes: number;
}

/** What a server's streams of access are. */
export type AccessThere =
  /** Neither acts nor notes. */
  | { readonly kind: 'empty' }
  /** All that this machine has, and nothing else. */
  | { readonly kind: 'same' }
  /** Something else, a sentence. Nothing is made in its place. */
  | { readonly kind: 'notEmpty'; readonly finding: string };

export interface AccessRescueLook {
  /** The server, without the password. */
  readonly server: string;
  readonly here: AccessHere;
  readonly there: AccessThere;
}

/** Makes the streams of access anew on a server that has lost them, from what this machine has copied. */
export interface AccessRescuer {
  /** Changes nothing. Throws EventStoreUnavailable, EventStoreRefused. */
  look(): Promise<AccessRescueLook>;
  /**
   * Fills streams that nobody reads yet and lets one event at the beginning of each name them, the notes' first: until
   * the acts are there nobody has rights by them. The same call goes on after whatever has stopped it.
   */
  rescue(): Promise<void>;
}
