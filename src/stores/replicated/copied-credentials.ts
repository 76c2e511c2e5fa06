import type {
  Credentials,
  CredentialsKept,
  CredentialsToKeep,
  ReplaceOutcome,
} from '../../ports/credentials.js';
import { EventStoreUnavailable } from '../../ports/server-failures.js';
import type { CredentialStreams } from '../eventstore/credential-streams.js';
import type { CredentialsFile } from '../sqlite/credentials-file.js';

/**
 * Credentials that live in a server's streams, with a copy in the data folder of those that were read here: while the
 * server is away they are what is read, so that whoever is known goes on reading. They are replaced on the server alone.
 */
export class CopiedCredentials implements Credentials {
  readonly #streams: CredentialStreams;
  readonly #copies: CredentialsFile;
  readonly #isServerAway: () => boolean;

  /** @param isServerAway - whether it is known that the server does not answer, so that it is not asked first */
  constructor(streams: CredentialStreams, copies: CredentialsFile, isServerAway: () => boolean) {
    this.#streams = streams;
    this.#copies = copies;
    this.#isServerAway = isServerAway;
  }

  read(holder: string): Promise<CredentialsKept | null> {
    return this.#fromEither(
      async () => {
        const found = await this.#streams.read(holder);
        if (found === null) return null;
        const { revision, ...document } = found;
        if ((await this.#copies.read(holder))?.revision !== revision) {
          await this.#copies.copy(holder, revision, document);
        }
        return { revision, body: document.body };
      },
      (copies) => copies.read(holder),
    );
  }

  replace(
    holder: string,
    expectedRevision: number,
    document: CredentialsToKeep,
  ): Promise<ReplaceOutcome> {
    return this.#streams.replace(holder, expectedRevision, document);
  }

  holderOf(tokenHash: string): Promise<string | null> {
    return this.#fromEither(
      () => this.#streams.holderOf(tokenHash),
      (copies) => copies.holderOf(tokenHash),
    );
  }

  holders(): Promise<readonly string[]> {
    return this.#fromEither(
      () => this.#streams.holders(),
      (copies) => copies.holders(),
    );
  }

  async #fromEither<Found>(
    onServer: () => Promise<Found>,
    here: (copies: CredentialsFile) => Promise<Found>,
  ): Promise<Found> {
    if (this.#isServerAway()) return here(this.#copies);
    try {
      return await onServer();
    } catch (error) {
      if (error instanceof EventStoreUnavailable && this.#isServerAway()) return here(this.#copies);
      throw error;
    }
  }
}
