import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { temporaryFolder } from '../cli/in-process.js';
import { ask, runService, send } from './running-service.js';
import type { RunningService } from './running-service.js';
import { participant } from './sent-records.js';
import { rounds } from '../support/soak.js';

const SOCKETS = rounds(25, 500);

const folder = temporaryFolder();
let service: RunningService;
const sockets: Socket[] = [];

beforeAll(async () => {
  service = await runService(join(folder.path, 'data'));
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await service.stop();
  folder.remove();
});

const LINE = JSON.stringify(participant(1));

/** The ways to keep a service waiting, by what is sent of a request. */
const BEGINNINGS: readonly string[] = [
  '',
  'GET /v1/counties/19/led',
  'GET /v1/counties/19/ledger HTTP/1.1\r\nHost: 127.0.0.1\r\nX-',
  'POST /v1/counties/19/records HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-ndjson\r\nContent-Length: 5000\r\n\r\n',
  `POST /v1/counties/19/records HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-ndjson\r\nContent-Length: 5000\r\n\r\n${LINE}`,
  'POST /v1/counties/19/records HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n[\r\n',
];

function openSlow(index: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port: service.port, host: '127.0.0.1' });
    sockets.push(socket);
    socket.on('error', reject);
    socket.on('connect', () => {
      socket.write(BEGINNINGS[index % BEGINNINGS.length] ?? '');
      socket.off('error', reject);
      socket.on('error', () => undefined);
      resolve(socket);
    });
  });
}

describe(`${String(SOCKETS)} slow connections`, () => {
  it('keep nobody else waiting, and are closed', async () => {
    const open = await Promise.all(Array.from({ length: SOCKETS }, (_, index) => openSlow(index)));
    // Read, or the end of the connection is never seen.
    const closed = open.map((socket) => {
      socket.resume();
      return new Promise<void>((resolve) => {
        socket.on('close', () => {
          resolve();
        });
      });
    });
    // One byte now and then does not make them fast.
    const drip = setInterval(() => {
      for (const socket of open) if (socket.writable) socket.write(' ');
    }, 3_000);
    try {
      for (let request = 0; request < 20; request += 1) {
        const report = await ask(`${service.url}/v1/counties/19/reports/2006-09`);
        expect(report.status).toBe(200);
        const append = await send(service, '20', [participant(request + 1, '20')]);
        expect(append.json()).toMatchObject({ accepted: 1, size: request + 1 });
      }
      await Promise.all(closed);
    } finally {
      clearInterval(drip);
    }
    expect((await ask(`${service.url}/healthz/ready`)).status).toBe(200);
  });
});
