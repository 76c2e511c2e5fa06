import type { ChildProcess } from 'node:child_process';

/** Where a service that was started listens. */
export interface Addresses {
  readonly url: string;
  readonly metricsUrl: string;
}

/** Waits until a service says where it listens. Throws where it ends before. */
export async function untilListening(service: ChildProcess): Promise<Addresses> {
  let text = '';
  for await (const chunk of service.stdout ?? []) {
    text += String(chunk);
    const url = /http:\S+:\d+/u.exec(text)?.[0];
    const metricsUrl = /http:\S+\/metrics/u.exec(text)?.[0];
    if (url !== undefined && metricsUrl !== undefined) return { url, metricsUrl };
  }
  throw new Error('The service did not start: run the benchmark again after a build.');
}
