import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { temporaryFolder } from '../cli/in-process.js';
import { requestBytes, sendBytes } from './raw-http.js';
import { ask, logLines, runService, send } from './running-service.js';
import type { RunningService } from './running-service.js';
import { caseOpened, childAdded, childRegistered, participant } from './sent-records.js';

const folder = temporaryFolder();
let service: RunningService;

const CASE = 'SECRET-CASE-4711';
const CHILD = 'SECRET-CHILD-42';

beforeAll(async () => {
  service = await runService(join(folder.path, 'data'), '--metrics', '127.0.0.1:0');
});
afterAll(async () => {
  await service.stop();
  folder.remove();
});

describe('the log', () => {
  it('has a line for every request, by route, and never a subject’s id or a name', async () => {
    const { url } = service;
    const records = [
      participant(1),
      caseOpened(2, CASE),
      childRegistered(3, CHILD),
      childAdded(4, CASE, CHILD),
    ];
    await send(service, '19', records);
    // Rejections name what they reject.
    await send(service, '19', [{ ...childAdded(5, CASE, `${CHILD}-2`) }, caseOpened(6, CASE)]);
    await ask(`${url}/v1/counties/19/cases/${CASE}/history`);
    await ask(`${url}/v1/counties/19/cases/${CASE}-NOT-THERE/history`);
    await ask(`${url}/v1/counties/19/children/${CHILD}/history`, {
      headers: { 'X-Request-Id': CASE },
    });
    await ask(`${url}/v1/counties/19/explanations/2006-09?case=${CASE}`);
    await ask(`${url}/v1/counties/19/explanations/2006-09?${CASE}=1`);
    await ask(`${url}/v1/counties/19/trails/2006-09/1`);
    await ask(`${url}/${CASE}/${CHILD}`);
    await ask(`${url}/v1/counties/${CASE}/ledger`);
    await sendBytes(service.port, requestBytes('GET', `/v1/cases/%ff${CASE}`));
    await sendBytes(
      service.port,
      requestBytes('GET', '/healthz/live', { Host: `${CASE}.example` }),
    );
    await sendBytes(service.port, Buffer.from(`${CASE} ${CASE}\r\n\r\n`));
    const id = '5f0c0a52-6a0e-4d0a-9f1d-1d2f6f0b7a11';
    const mine = await ask(`${url}/healthz/live`, { headers: { 'X-Request-Id': id } });
    expect(mine.headers.get('x-request-id')).toBe(id);
    expect(mine.headers.get('content-type')).toMatch(/json/u);
    await ask(service.metricsUrl);

    const requests = () => logLines(service).filter(({ msg }) => msg === 'request');
    // A line is written when its answer is over, which the sender may see before.
    while (requests().length < 13) await pause(10);
    const lines = requests();
    const routes = lines.map(
      ({ method, route, status }) => `${String(method)} ${String(route)} ${String(status)}`,
    );
    expect(routes).toEqual([
      'POST /v1/counties/:county/records 200',
      'POST /v1/counties/:county/records 422',
      'GET /v1/counties/:county/cases/:case/history 200',
      'GET /v1/counties/:county/cases/:case/history 404',
      'GET /v1/counties/:county/children/:child/history 200',
      'GET /v1/counties/:county/explanations/:month 200',
      'GET /v1/counties/:county/explanations/:month 422',
      'GET /v1/counties/:county/trails/:month/:line 200',
      'GET (none) 404',
      'GET /v1/counties/:county/ledger 422',
      'GET (none) 404',
      'GET (none) 421',
      'GET /healthz/live 200',
    ]);
    for (const line of lines) {
      expect(line['requestId']).toMatch(/^[0-9a-f-]{36}$/u);
      expect(line).toMatchObject({ isWhole: true, ms: expect.any(Number) as number });
    }
    expect(lines.filter(({ county }) => county === '19')).toHaveLength(8);
    expect(lines.some(({ requestId }) => requestId === id)).toBe(true);
    expect(service.logText()).not.toMatch(/SECRET|Quillon|Vandermeer|P-1\b/u);
  });

  it('and the metrics have no address either', async () => {
    const { text } = await ask(service.metricsUrl);
    expect(text).not.toMatch(/SECRET|Quillon/u);
    expect(text).toMatch(
      /plumbline_http_request_seconds_count\{method="GET",route="\/v1\/counties\/:county\/cases\/:case\/history",status="404"\} 1/u,
    );
    expect(text).toMatch(/plumbline_records_total\{outcome="accepted"\} 4/u);
    expect(text).toMatch(/plumbline_rejections_total\{code="ALREADY_OPENED"\} 1/u);
    expect(text).toMatch(/plumbline_replica_lag_records /u);
  });
});
