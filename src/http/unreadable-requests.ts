import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { problemEntry, problemType } from './contract/problems.js';
import type { ProblemDocument, ProblemKind } from './contract/problems.js';

/** Answers what never becomes a request: bytes that are no HTTP, a head that is too large or too slow. */
export function answerUnreadable(server: Server, log: Logger): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    const { kind, detail } = refusalOf(error.code);
    const requestId = randomUUID();
    log.info({ requestId, problem: kind, code: error.code ?? '' }, 'no request');
    if (!socket.writable) {
      socket.destroy();
      return;
    }
    socket.end(answer(kind, detail, requestId), () => {
      socket.destroy();
    });
  });
}

function refusalOf(code: string | undefined): {
  readonly kind: ProblemKind;
  readonly detail: string;
} {
  switch (code ?? '') {
    case 'HPE_HEADER_OVERFLOW':
      return {
        kind: 'head-too-large',
        detail: 'The head of the request is too large: shorten it.',
      };
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return {
        kind: 'body-too-slow',
        detail: 'The request did not come in time: send it again when the connection is better.',
      };
    default:
      return {
        kind: 'unreadable-request',
        detail: 'What was sent is no HTTP request: mend the client.',
      };
  }
}

function answer(kind: ProblemKind, detail: string, requestId: string): string {
  const { status, title } = problemEntry(kind);
  const document: ProblemDocument = {
    type: problemType(kind),
    title,
    status,
    detail,
    instance: `urn:uuid:${requestId}`,
  };
  const body = `${JSON.stringify(document)}\n`;
  return [
    `HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? ''}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${String(Buffer.byteLength(body))}`,
    `X-Request-Id: ${requestId}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
