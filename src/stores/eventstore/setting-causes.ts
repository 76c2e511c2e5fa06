/** Why a server cannot be spoken to as the setting says: nothing gets better by asking again. */
export type SettingCause =
  | 'certificateUnknown'
  | 'certificateNotNow'
  | 'certificateOfOther'
  | 'speaksNoTls'
  | 'speaksTls'
  | 'otherProtocol'
  | 'unauthenticated'
  | 'denied'
  /** A file that the setting names; what the failure says of it is said. */
  | 'file';

/** What OpenSSL, Node and the HTTP/2 client say of connections that come to nothing, and what each means. */
const TEXTS: readonly (readonly [RegExp, SettingCause])[] = [
  [/unable to (verify|get)[^.]*certificate|self-signed certificate/iu, 'certificateUnknown'],
  [/certificate has expired|certificate is not yet valid/iu, 'certificateNotNow'],
  [/does not match certificate's altnames/iu, 'certificateOfOther'],
  [/wrong version number/iu, 'speaksNoTls'],
  [/Last error: Protocol error/u, 'otherProtocol'],
];

/** What a failed connection's text tells of the setting; null where it tells nothing. */
export const causeInText = (text: string): SettingCause | null =>
  TEXTS.find(([pattern]) => pattern.test(text))?.[1] ?? null;

/** Whether a connection was taken and ended at once: a server that speaks TLS does so, and one that is starting. */
export const isTakenAndEnded = (text: string): boolean =>
  text.includes('Last error: Failed to connect (');
