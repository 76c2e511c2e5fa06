import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Wire } from '../standin/wire.js';

/** A peer behind the wire that keeps what reaches it, and a socket to it through the wire. */
const throughAWire = async (): Promise<{
  readonly wire: Wire;
  readonly outer: Socket;
  readonly received: () => string;
  readonly close: () => Promise<void>;
}> => {
  let text = '';
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      text += chunk.toString();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const wire = new Wire();
  await wire.open(address.port);
  const outer = connect(wire.port, '127.0.0.1');
  outer.setNoDelay(true);
  outer.on('error', () => undefined);
  await new Promise((resolve) => outer.once('connect', resolve));
  const close = async (): Promise<void> => {
    outer.destroy();
    await wire.close();
    await new Promise((resolve) => server.close(resolve));
  };
  return { wire, outer, received: () => text, close };
};

describe('the wire in front of a node of the stand-in', () => {
  it('keeps the order of bytes when it gets faster, as TCP does', async () => {
    const { wire, outer, received, close } = await throughAWire();
    let sent = '';
    for (const delayMs of [60, 40, 20, 0, 30, 0]) {
      wire.slow(delayMs);
      sent += `${String(delayMs)};`;
      outer.write(`${String(delayMs)};`);
      // Each its own chunk.
      await pause(8);
    }
    while (received().length < sent.length) await pause(5);
    expect(received()).toBe(sent);
    await close();
  });
});
