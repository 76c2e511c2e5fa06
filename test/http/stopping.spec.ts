import { connect } from 'node:net';
import { request } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { join } from 'node:path';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { logLines, runService } from './running-service.js';
import type { RunningService } from './running-service.js';
import { participants } from './sent-records.js';

const folder = temporaryFolder();
afterAll(folder.remove);

function beginAppend(service: RunningService): ClientRequest {
  const append = request(`${service.url}/v1/counties/19/records`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-ndjson' },
  });
  append.flushHeaders();
  return append;
}

async function textOf(answer: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of answer.setEncoding('utf8')) text += String(chunk);
  return text;
}

async function untilLogged(service: RunningService, message: string): Promise<void> {
  while (!logLines(service).some(({ msg }) => msg === message)) await pause(10);
}

const linesOf = (from: number, count: number): string =>
  participants(from, count)
    .map((record) => `${JSON.stringify(record)}\n`)
    .join('');

async function ledgersIn(data: string): Promise<readonly unknown[]> {
  const { stdout } = await plumbline(['ledgers', '--json', '--data', data]);
  return JSON.parse(stdout) as readonly unknown[];
}

describe('a service that is asked to stop', () => {
  it('finishes the append under way, takes no new request, and ends with 0', async () => {
    const data = join(folder.path, 'graceful');
    const service = await runService(data);
    const idle = connect({ port: service.port, host: '127.0.0.1' });
    await once(idle, 'connect');
    const idleClosed = once(idle.resume(), 'close');
    const append = beginAppend(service);
    append.write(linesOf(1, 100));
    await pause(100);
    service.process.kill('SIGTERM');
    await untilLogged(service, 'stopping');
    // A connection without a request ends at once, and nobody new is let in.
    await idleClosed;
    await expect(fetch(`${service.url}/healthz/live`)).rejects.toThrow();
    append.end(linesOf(101, 100));
    const [answer] = (await once(append, 'response')) as [IncomingMessage];
    expect(answer.statusCode).toBe(200);
    expect(answer.headers.connection).toBe('close');
    expect(JSON.parse(await textOf(answer))).toMatchObject({ accepted: 200, size: 200 });
    expect(await service.ended).toBe(0);
    const ledgers = await plumbline(['ledgers', '--json', '--data', data]);
    expect(JSON.parse(ledgers.stdout)).toMatchObject([{ county: '19', size: 200 }]);
  });

  it('ends at once when it is asked a second time, and keeps what was accepted', async () => {
    const data = join(folder.path, 'at-once');
    const service = await runService(data);
    const append = beginAppend(service);
    append.on('error', () => undefined);
    append.write(linesOf(1, 50));
    // What waits for more input for a while is appended.
    while ((await ledgersIn(data)).length === 0) await pause(100);
    service.process.kill('SIGTERM');
    await untilLogged(service, 'stopping');
    service.process.kill('SIGTERM');
    expect(await service.ended).toBe(1);
    expect(await ledgersIn(data)).toMatchObject([{ county: '19', size: 50 }]);
  });

  it('that is killed keeps every append that it answered', async () => {
    const data = join(folder.path, 'killed');
    const service = await runService(data);
    const append = beginAppend(service);
    append.end(linesOf(1, 500));
    const [answer] = (await once(append, 'response')) as [IncomingMessage];
    expect(JSON.parse(await textOf(answer))).toMatchObject({ accepted: 500 });
    service.process.kill('SIGKILL');
    await service.ended;
    expect(await ledgersIn(data)).toMatchObject([{ county: '19', size: 500 }]);
  });
});
