/** The thread that parses the lines of a long input; see parsed-aside.ts. */
import { parentPort } from 'node:worker_threads';
import { LineSplitter } from '../../../events/wire/lines.js';
import { packedLines } from './line-packer.js';

/** The next bytes of a stream, or its end. */
export type ParseQuestion =
  | { readonly kind: 'chunk'; readonly bytes: Uint8Array }
  | { readonly kind: 'end' }
  /** What comes next is another stream. */
  | { readonly kind: 'anew' };

const port = parentPort;
if (port === null)
  throw new Error('This module is the code of a thread: it is not to be imported.');

let splitter = new LineSplitter();

port.on('message', (question: ParseQuestion) => {
  if (question.kind === 'anew') {
    splitter = new LineSplitter();
    return;
  }
  const lines = question.kind === 'chunk' ? splitter.push(question.bytes) : splitter.end();
  const packed = packedLines(lines, question.kind === 'chunk' ? question.bytes.length : 0);
  const { numbers, bodies, scalars } = packed;
  port.postMessage(packed, [numbers.buffer, bodies.buffer, scalars.buffer]);
});
