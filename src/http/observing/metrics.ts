import type { IncomingMessage, ServerResponse } from 'node:http';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { AppendAnswer } from '../contract/answers.js';
import { routeOf } from './route.js';

const SECONDS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** What the service counts of itself, for Prometheus. Routes are templates; no label names a subject. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests = new Histogram({
    name: 'plumbline_http_request_seconds',
    help: 'Time from the head of a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [this.#registry],
  });
  readonly #records = new Counter({
    name: 'plumbline_records_total',
    help: 'Records that were sent, by what became of them.',
    labelNames: ['outcome'],
    registers: [this.#registry],
  });
  readonly #rejections = new Counter({
    name: 'plumbline_rejections_total',
    help: 'Rejected records, by code.',
    labelNames: ['code'],
    registers: [this.#registry],
  });
  readonly #replays = new Histogram({
    name: 'plumbline_question_seconds',
    help: 'Time that a question kept a replay thread busy, by kind.',
    labelNames: ['kind'],
    buckets: SECONDS,
    registers: [this.#registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** In the text format of Prometheus. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  /** A figure that is looked up when it is asked for. */
  watch(name: string, help: string, value: () => number): void {
    const gauge = new Gauge({
      name,
      help,
      registers: [this.#registry],
      collect: () => {
        gauge.set(value());
      },
    });
  }

  request(request: IncomingMessage, response: ServerResponse, seconds: number): void {
    const method = request.method ?? '';
    this.#requests
      .labels(
        method === 'GET' || method === 'POST' ? method : 'OTHER',
        routeOf(request),
        String(response.statusCode),
      )
      .observe(seconds);
  }

  appended(answer: Omit<AppendAnswer, 'rejected'>): void {
    this.#records.labels('accepted').inc(answer.accepted);
    this.#records.labels('duplicate').inc(answer.duplicates);
    this.#records.labels('rejected').inc(answer.rejectedCount);
  }

  rejected(code: string): void {
    this.#rejections.labels(code).inc();
  }

  replayed(kind: string, seconds: number): void {
    this.#replays.labels(kind).observe(seconds);
  }
}
