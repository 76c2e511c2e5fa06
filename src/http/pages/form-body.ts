import type { Request } from 'express';
import { formTextsOf } from '../../web/forms/form-texts.js';
import type { FormTexts } from '../../web/forms/form-texts.js';
import { Problem } from '../problems/problem.js';

/** Most bytes of a form without files. */
export const FORM_BYTES_MAX = 256 * 1024;

const FORM_TYPE = 'application/x-www-form-urlencoded';

/** The texts of a form that a page sent. Throws a `Problem` where it is of another kind, or too large. */
export async function readForm(request: Request): Promise<FormTexts> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== FORM_TYPE) {
    throw new Problem(
      'unsupported-media-type',
      `A page sends its forms as ${FORM_TYPE}: use the form of the page.`,
    );
  }
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request) {
    const bytes = piece as Buffer; // no encoding is set on it
    size += bytes.length;
    if (size > FORM_BYTES_MAX) {
      throw new Problem(
        'body-too-large',
        `A form may have ${String(FORM_BYTES_MAX / 1024)} KiB: shorten what was typed.`,
      );
    }
    pieces.push(bytes);
  }
  return formTextsOf(Buffer.concat(pieces).toString('utf8'));
}
