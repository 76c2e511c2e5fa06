import { connect } from 'node:net';

/** What came back for bytes that were sent as they are: the status, null where the connection was closed without one. */
export interface RawAnswer {
  readonly status: number | null;
  readonly text: string;
}

/** Sends bytes on a connection of their own, ends it, and reads until the other side has ended, too. */
export function sendBytes(port: number, bytes: Uint8Array): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    let text = '';
    const done = (): void => {
      const status = /^HTTP\/1\.1 (\d{3}) /u.exec(text)?.[1];
      resolve({ status: status === undefined ? null : Number(status), text });
    };
    socket.setEncoding('latin1').on('data', (chunk: string) => (text += chunk));
    socket.on('error', () => undefined);
    socket.on('close', done);
    socket.end(bytes);
  });
}

/** A request as its bytes. */
export function requestBytes(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body = '',
): Buffer {
  const all = {
    Host: '127.0.0.1',
    Connection: 'close',
    ...headers,
    ...(body === '' ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }),
  };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${head.join('')}\r\n${body}`);
}
