import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** What a command of a page came to. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What `curl` of a page asks, as its words say it. */
interface Asked {
  readonly url: string;
  readonly init: RequestInit & { readonly headers: Readonly<Record<string, string>> };
  /** Whether the answer goes to a file that is named as the answer says. */
  readonly isKept: boolean;
}

/** How often an answer that is not there yet is asked for again, and for how long, milliseconds. */
const AGAIN_MS = 200;
const PATIENCE_MS = 60_000;

/** A file that an answer names and brings. */
export type Keep = (name: string, bytes: Uint8Array) => void;

/**
 * `curl` as far as pages use it, so that no machine needs one. An answer that is refused is a failure (22, as with
 * `--fail`); one that is not there yet, the file of a package or a receipt, is waited for as its reader would.
 */
export async function curled(words: readonly string[], folder: string, keep: Keep): Promise<Ended> {
  const { url, init, isKept } = askedBy(words, folder);
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const response = await fetch(url, init);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const text = Buffer.from(bytes).toString();
    const isLater = [404, 409].includes(response.status) && init.method === 'GET';
    if (isLater && performance.now() < until && /\/(?:file|receipt)$/u.test(url)) {
      await new Promise((done) => setTimeout(done, AGAIN_MS));
      continue;
    }
    if (!response.ok) {
      return { code: 22, stdout: '', stderr: `${String(response.status)} ${url}: ${text}` };
    }
    if (!isKept) return { code: 0, stdout: text, stderr: '' };
    const named = /filename="?(?<name>[^";]+)/u.exec(
      response.headers.get('content-disposition') ?? '',
    )?.groups?.['name'];
    if (named === undefined) return { code: 23, stdout: '', stderr: `${url} names no file.` };
    keep(named, bytes);
    return { code: 0, stdout: '', stderr: '' };
  }
}

function askedBy([, ...words]: readonly string[], folder: string): Asked {
  // As curl, each on a connection of its own.
  const headers: Record<string, string> = { Connection: 'close' };
  let [url, method, isKept] = ['', 'GET', false];
  let body: string | Uint8Array<ArrayBuffer> | null = null;
  const rest = words.values();
  for (const word of rest) {
    if (!word.startsWith('-')) url = word;
    else if (word === '-OJ') isKept = true;
    else {
      const value = rest.next().value ?? '';
      if (word === '-X') method = value;
      else if (word === '-d') [body, method] = [value, 'POST'];
      else if (word === '--data-binary' && value.startsWith('@')) {
        [body, method] = [new Uint8Array(readFileSync(resolve(folder, value.slice(1)))), 'POST'];
      } else if (word === '-H') {
        const [, name = '', text = ''] = /^(.*?): (.*)$/u.exec(value) ?? [];
        headers[name] = text;
      } else throw new Error(`curl ${word} is not known here: see test/docs/curl.ts.`);
    }
  }
  return { url, isKept, init: { method, headers, ...(body === null ? {} : { body }) } };
}
