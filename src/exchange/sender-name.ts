import { createHash } from 'node:crypto';

/** Longest name that a file is taken under: its receipt's has more. */
const NAME_BYTES_MAX = 200;
const CUT_CHARACTERS = 60;

// eslint-disable-next-line no-control-regex -- these are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f\ufffd]/gu;

/** What a file is called where its sender sees it again. */
export interface SenderName {
  /** Fit to be a file's name with more behind it. */
  readonly name: string;
  /** Why a file of this name is not taken; null where it is. */
  readonly fault: string | null;
}

/** Looks at a name as the file system has it: too long, not UTF-8 or with control characters, it is not taken. */
export function senderName(bytes: Buffer): SenderName {
  const name = bytes.toString('utf8');
  const isText = Buffer.from(name, 'utf8').equals(bytes) && name.search(CONTROL) === -1;
  if (isText && bytes.length <= NAME_BYTES_MAX) return { name, fault: null };
  const mark = createHash('sha256').update(bytes).digest('hex').slice(0, 8);
  const cut = Array.from(name.replaceAll(CONTROL, '_')).slice(0, CUT_CHARACTERS).join('');
  const fault = isText
    ? `Its name is longer than ${String(NAME_BYTES_MAX)} bytes: give it a shorter one.`
    : 'Its name is not UTF-8, or has control characters: give it a name of letters, digits, dots and hyphens.';
  return { name: `${cut.replace(/^\.+/u, '_')}-${mark}`, fault };
}

/** Whether a file of this name is being written, or is nobody's to be taken (contract/intake.md). */
export function isUnfinishedName(bytes: Buffer): boolean {
  return /^\.|\.(?:part|tmp|filepart)$/iu.test(bytes.toString('latin1'));
}
