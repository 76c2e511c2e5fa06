import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Actor } from '../../application/actor.js';
import type { TrailFile } from '../../web/page.js';
import type { Exchange } from '../answering/exchange.js';
import { sendFile } from '../answering/send-file.js';
import type { Reading } from '../reading/reading.js';
import { sendingFolder } from '../sending-folder.js';

/** Has a thread write a whole trail, and sends it from disk. */
export async function sendTrailFile(
  reading: Reading,
  dataFolder: string,
  actor: Actor,
  { name, format, input }: TrailFile,
  exchange: Exchange,
): Promise<void> {
  const path = join(await sendingFolder(dataFolder), randomUUID());
  reading.askGate(actor, 'trail', input);
  await reading.writeTrail(actor, { kind: 'trailFile', input, format, path });
  await sendFile(exchange, { path, name, format, isKept: false });
}
