import { AsyncLocalStorage } from 'node:async_hooks';
import busboy from 'busboy';
import type { Request } from 'express';
import type { FormTexts } from '../../web/forms/form-texts.js';
import type { UploadedFile } from '../../web/page.js';
import { FILE_BYTES_MAX } from '../bounds.js';
import { Problem } from '../problems/problem.js';

/** Fields beside the file: its form has a few short ones. */
const FIELDS_MAX = 16;
const FIELD_BYTES_MAX = 4 * 1024;

export function isMultipart({ headers }: Request): boolean {
  return (headers['content-type'] ?? '').toLowerCase().startsWith('multipart/form-data');
}

/**
 * Reads a form with one file, which is handed on as it comes, with the fields that stand before it. Throws a `Problem`
 * where it is no such form; what was taken of a file that breaks off stays taken.
 */
export function readUpload<Answer>(
  request: Request,
  take: (file: UploadedFile, form: FormTexts) => Promise<Answer>,
): Promise<Answer> {
  const form = new Map<string, string>();
  // Bytes come in the context of their connection: what is done with them is done in that of the request, by which the
  // access log has its line.
  const inRequest = AsyncLocalStorage.snapshot();
  return new Promise((resolve, reject) => {
    let parser: busboy.Busboy;
    try {
      parser = busboy({
        headers: request.headers,
        defParamCharset: 'utf8',
        limits: {
          files: 1,
          fileSize: FILE_BYTES_MAX,
          fields: FIELDS_MAX,
          fieldSize: FIELD_BYTES_MAX,
        },
      });
    } catch {
      reject(notAForm());
      return;
    }
    let hasFile = false;
    parser.on('field', (name, value) => {
      if (!form.has(name)) form.set(name, value);
    });
    parser.on('file', (_field, stream, { filename }) => {
      hasFile = true;
      const bytes: AsyncIterable<Uint8Array> = stream;
      const name = typeof filename === 'string' ? filename : '';
      Promise.resolve()
        .then(() => inRequest(() => take({ name, bytes }, form)))
        .then(
          (answer) => {
            stream.resume();
            resolve(answer);
          },
          (error: unknown) => {
            stream.resume();
            reject(error instanceof Error ? error : new Error(String(error)));
          },
        );
    });
    parser.on('close', () => {
      if (!hasFile) reject(notAForm());
    });
    parser.on('error', () => {
      reject(notAForm());
    });
    request.on('aborted', () => {
      parser.destroy(new Error('The file broke off.'));
    });
    request.pipe(parser);
  });
}

function notAForm(): Problem {
  return new Problem(
    'malformed-body',
    'No file came with the form, or it broke off: send it again.',
  );
}
