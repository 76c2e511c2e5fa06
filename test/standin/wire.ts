import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

interface Pair {
  readonly outer: Socket;
  readonly inner: Socket;
}

/**
 * A relay in front of one node's port, where the network's own faults are made: connections that
 * are cut, that go dead without being cut, that are slow, and a port that refuses.
 */
export class Wire {
  readonly #pairs = new Set<Pair>();
  readonly #held = new Set<Socket>();
  #server: Server | null = null;
  #port = 0;
  #innerPort = 0;
  #frozen = false;
  #delayMs = 0;

  get port(): number {
    return this.#port;
  }

  /** Listens for what goes on to the inner port; after `close` again on the port it had. */
  async open(innerPort: number): Promise<void> {
    this.#innerPort = innerPort;
    const server = createServer((socket) => {
      this.#accept(socket);
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, '127.0.0.1', resolve);
    });
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the wire has no port');
    this.#port = address.port;
    this.#server = server;
  }

  /** Cuts all connections and refuses new ones. */
  async close(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    this.drop();
    if (server !== null)
      await new Promise<void>((resolve) =>
        server.close(() => {
          resolve();
        }),
      );
  }

  /** Cuts every connection there is; new ones are taken. */
  drop(): void {
    for (const { outer, inner } of this.#pairs) {
      outer.destroy();
      inner.destroy();
    }
    for (const socket of this.#held) socket.destroy();
    this.#pairs.clear();
    this.#held.clear();
  }

  /** From now on connections stay and are taken, but not a byte passes: a stopped process. */
  freeze(): void {
    this.#frozen = true;
    for (const { outer, inner } of this.#pairs) {
      outer.pause();
      inner.pause();
    }
  }

  thaw(): void {
    this.#frozen = false;
    for (const { outer, inner } of this.#pairs) {
      outer.resume();
      inner.resume();
    }
    for (const socket of this.#held) this.#relay(socket);
    this.#held.clear();
  }

  /** Every byte takes this long in each direction, milliseconds. */
  slow(delayMs: number): void {
    this.#delayMs = delayMs;
  }

  #accept(socket: Socket): void {
    socket.on('error', () => undefined);
    if (!this.#frozen) {
      this.#relay(socket);
      return;
    }
    socket.pause();
    this.#held.add(socket);
    socket.once('close', () => this.#held.delete(socket));
  }

  #relay(outer: Socket): void {
    const inner = connect(this.#innerPort, '127.0.0.1');
    inner.on('error', () => undefined);
    outer.setNoDelay(true);
    inner.setNoDelay(true);
    const pair: Pair = { outer, inner };
    this.#pairs.add(pair);
    this.#forward(outer, inner);
    this.#forward(inner, outer);
    const end = (): void => {
      this.#pairs.delete(pair);
      outer.destroy();
      inner.destroy();
    };
    outer.once('close', end);
    inner.once('close', end);
    outer.resume();
  }

  #forward(from: Socket, to: Socket): void {
    // Bytes that wait: no later ones may overtake them when the wire gets faster, TCP keeps the order.
    let waiting = Promise.resolve();
    let waitingCount = 0;
    const pass = (chunk: Buffer): void => {
      if (to.destroyed || to.write(chunk)) return;
      from.pause();
      to.once('drain', () => {
        if (!this.#frozen) from.resume();
      });
    };
    from.on('data', (chunk: Buffer) => {
      if (this.#delayMs === 0 && waitingCount === 0) {
        pass(chunk);
        return;
      }
      const due = pause(this.#delayMs);
      waitingCount += 1;
      waiting = waiting
        .then(() => due)
        .then(() => {
          waitingCount -= 1;
          pass(chunk);
        });
    });
  }
}
