import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { Instant } from '../../../events/values/instant.js';
import type { FormTexts } from '../../web/forms/form-texts.js';

/** What was typed is kept in its page for so long, milliseconds (contract/web.md, How it must be). */
export const FORM_KEPT_MS = 60 * 60 * 1000;

/** Most bytes of a form that is kept: sealed, it must still fit into a form and a page. */
export const FORM_KEPT_BYTES_MAX = 96 * 1024;

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A form whose session ended: whose it is, where it goes, what was typed, and until when it is taken. */
export interface KeptForm {
  readonly account: string;
  readonly path: string;
  readonly until: Instant;
  readonly texts: FormTexts;
}

/**
 * A form, sealed with a key that the services alone have: the page that carries it can neither read nor change it.
 * Null where it is too long to be kept.
 *
 * @param secret - what the key is made of
 */
export function sealForm({ texts, ...of }: KeptForm, secret: string): string | null {
  const plain = JSON.stringify({ ...of, texts: [...texts] });
  if (Buffer.byteLength(plain) > FORM_KEPT_BYTES_MAX) return null;
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, keyOf(secret), iv);
  const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** What was sealed; null where it was not sealed here, or was changed. */
export function openForm(sealed: string, secret: string): KeptForm | null {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length <= IV_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv(CIPHER, keyOf(secret), bytes.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    const plain = Buffer.concat([
      decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)),
      decipher.final(),
    ]);
    // Written by `sealForm` alone.
    const said = JSON.parse(plain.toString('utf8')) as Omit<KeptForm, 'texts'> & {
      readonly texts: readonly (readonly [string, string])[];
    };
    return { ...said, texts: new Map(said.texts) };
  } catch {
    return null;
  }
}

function keyOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
