/** One document as it is kept: how often it was replaced, and what it says. */
export interface CredentialsKept {
  /** 1 when it was first written, one more with each replacement. */
  readonly revision: number;
  /** JSON; what stands in it is for whoever signs people in to say. */
  readonly body: string;
}

/** A document to be put in place of the one before it. */
export interface CredentialsToKeep {
  /** JSON, of at most `CREDENTIALS_BYTES_MAX` bytes. */
  readonly body: string;
  /**
   * SHA-256 (64 hexadecimal digits in lower case) of every token by which its holder is to be found: of API keys, of
   * sessions, of a one-time link. All of them each time; at most `TOKENS_MAX`. No token stands for two holders.
   */
  readonly tokens: readonly string[];
}

/** Whether a document was replaced; where another was faster, the revision that stands now. */
export type ReplaceOutcome =
  | { readonly kind: 'replaced'; readonly revision: number }
  | { readonly kind: 'revisionDiffers'; readonly revision: number };

/** Most bytes of one document. */
export const CREDENTIALS_BYTES_MAX = 256 * 1024;

/** Most tokens of one document. */
export const TOKENS_MAX = 1_000;

/** Whose document it is: an account (`A-7`), or what else has one of its own, as a counter of failed attempts. */
export const HOLDER = /^[A-Za-z0-9][A-Za-z0-9-]{0,79}$/u;

/** The SHA-256 of a token. */
export const TOKEN_HASH = /^[0-9a-f]{64}$/u;

/**
 * What is replaced and not added to: hashes of passwords, passkeys, codes that were used, one-time links, hashes of API
 * keys, sessions, counters (contract/access.md, Signing in). Each holder has one document, and it is replaced as a
 * whole at the revision that was read: of several who want to use a code, a link or a try, one is told `replaced`, and
 * the others read again, and find it used. So once means once, through all services. None of it is an act, and none of
 * it is ever logged. The adapters are held to one contract, test/contracts/credentials.ts.
 */
export interface Credentials {
  /** The document of a holder; null where there is none. */
  read(holder: string): Promise<CredentialsKept | null>;
  /**
   * Puts a document in place of the one of revision `expectedRevision` (0: there is none yet), on disk when it answers
   * `replaced`. Throws where the holder, the body or a token breaks its form or bound.
   */
  replace(
    holder: string,
    expectedRevision: number,
    document: CredentialsToKeep,
  ): Promise<ReplaceOutcome>;
  /**
   * Whose document names that token, null where none does. It may name it no more: what is believed is the document,
   * read after this.
   */
  holderOf(tokenHash: string): Promise<string | null>;
  /** All that have a document, in order of their names as text. Keep their number bounded: it is read as a whole. */
  holders(): Promise<readonly string[]>;
}

/** Throws where a holder, a document's size or a token breaks its form or bound: that is the program's own mistake. */
export function refuseUnkeepable(holder: string, { body, tokens }: CredentialsToKeep): void {
  if (!HOLDER.test(holder)) throw new RangeError('A holder of credentials has another form.');
  if (Buffer.byteLength(body) > CREDENTIALS_BYTES_MAX) {
    throw new RangeError(
      `The credentials of ${holder} have more than ${String(CREDENTIALS_BYTES_MAX)} bytes.`,
    );
  }
  if (tokens.length > TOKENS_MAX) {
    throw new RangeError(
      `The credentials of ${holder} have more than ${String(TOKENS_MAX)} tokens.`,
    );
  }
  if (!tokens.every((token) => TOKEN_HASH.test(token))) {
    throw new RangeError(`The credentials of ${holder} name a token that is no hash.`);
  }
}
