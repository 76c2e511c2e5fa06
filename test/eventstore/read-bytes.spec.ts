import shared from '@eventstore/db-client/generated/shared_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import { readAnswer } from '../../src/stores/eventstore/read-bytes.js';
import type { StreamEvent } from '../../src/stores/eventstore/read-bytes.js';
import { Random } from '../support/random.js';

const SEED = 20_061_004;

const { ReadEvent } = streamsPb.ReadResp;

/** A message of a read as the client's own classes write it, with all that a server puts into it. */
function messageOf(event: StreamEvent, id: 'text' | 'numbers' = 'text'): ReadResp {
  const uuid = new shared.UUID();
  if (id === 'text') uuid.setString(event.id);
  else {
    const hex = event.id.replaceAll('-', '');
    const half = (from: number): string =>
      BigInt.asIntN(64, BigInt(`0x${hex.slice(from, from + 16)}`)).toString();
    const numbers = new shared.UUID.Structured();
    uuid.setStructured(numbers.setMostSignificantBits(half(0)).setLeastSignificantBits(half(16)));
  }
  const recorded = new ReadEvent.RecordedEvent()
    .setId(uuid)
    .setStreamIdentifier(new shared.StreamIdentifier().setStreamName('bGVkZ2VyLTE5'))
    .setStreamRevision(String(event.revision))
    .setPreparePosition('18446744073709551615')
    .setCommitPosition('4294967296')
    .setData(event.data)
    .setCustomMetadata(event.metadata);
  recorded.getMetadataMap().set('type', event.type);
  recorded.getMetadataMap().set('created', '17000000000000000');
  recorded.getMetadataMap().set('content-type', event.contentType);
  const read = new ReadEvent().setEvent(recorded).setCommitPosition('4294967296');
  return new streamsPb.ReadResp().setEvent(read);
}

const bytesOf = (message: ReadResp): Buffer => Buffer.from(message.serializeBinary());

const eventOf = (change: Partial<StreamEvent> = {}): StreamEvent => ({
  revision: 0,
  id: crypto.randomUUID(),
  type: 'CaseOpened',
  contentType: 'application/json',
  data: Buffer.from('{"a":1}'),
  metadata: Buffer.from('{"recorded":""}'),
  ...change,
});

/** Bytes as bytes, whatever class they come in. */
const plain = (event: StreamEvent | null): unknown =>
  event === null
    ? null
    : { ...event, data: Buffer.from(event.data), metadata: Buffer.from(event.metadata) };

describe('a message of a read, from its bytes', () => {
  it.each([0, 1, 127, 128, 2 ** 31, 2 ** 32, 2 ** 52])('has revision %s', (revision) => {
    const event = eventOf({ revision });
    expect(plain(readAnswer(bytesOf(messageOf(event))).event)).toEqual(plain(event));
  });

  it('is what the client itself reads, whatever is in it', () => {
    const random = new Random(SEED);
    for (let round = 0; round < 300; round += 1) {
      const bytes = (): Buffer =>
        Buffer.from(Array.from({ length: random.integer(0, 300) }, () => random.integer(0, 255)));
      const event = eventOf({
        revision: random.integer(0, 1e9),
        type: ['CaseOpened', '', 'Ä𝄞'][round % 3] ?? '',
        data: bytes(),
        metadata: bytes(),
      });
      const message = messageOf(event, round % 5 === 0 ? 'numbers' : 'text');
      expect(plain(readAnswer(bytesOf(message)).event)).toEqual(plain(event));
    }
  });

  it('is no event where it says something else', () => {
    const missing = new streamsPb.ReadResp.StreamNotFound();
    const said = new streamsPb.ReadResp().setStreamNotFound(missing);
    expect(readAnswer(bytesOf(said))).toEqual({ event: null, isStreamMissing: true });
    const caughtUp = new streamsPb.ReadResp().setCaughtUp(new streamsPb.ReadResp.CaughtUp());
    expect(readAnswer(bytesOf(caughtUp))).toEqual({ event: null, isStreamMissing: false });
    expect(readAnswer(Buffer.alloc(0))).toEqual({ event: null, isStreamMissing: false });
  });

  // Of what is no UTF-8 each makes something else; it is in no type or id of ours.
  it('is never another event where it is cut or altered: it is refused, or the client reads the same', () => {
    const random = new Random(SEED);
    const id = '5f0c0a52-6a0e-4d0a-9f1d-000000000001';
    const whole = bytesOf(messageOf(eventOf({ id, data: Buffer.alloc(40, 'x') })));
    for (let round = 0; round < 500; round += 1) {
      const bytes = Buffer.from(
        whole.subarray(0, whole.length - (round % 2 === 0 ? 0 : 1 + (round % 60))),
      );
      if (round % 2 === 0) bytes[random.integer(0, bytes.length - 1)] = random.integer(0, 127);
      const own = ours(bytes);
      const theirs = clients(bytes);
      if (own !== REFUSED && theirs !== REFUSED) expect(own).toEqual(theirs);
    }
  });
});

const REFUSED = 'refused';

const texts = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

function ours(bytes: Buffer): unknown {
  try {
    const { event } = readAnswer(bytes);
    return event === null ? null : [event.id, event.revision, event.type, texts(event.data)];
  } catch {
    return REFUSED;
  }
}

function clients(bytes: Buffer): unknown {
  try {
    const event = streamsPb.ReadResp.deserializeBinary(bytes).getEvent()?.getEvent();
    if (event === undefined) return null;
    const id = event.getId()?.getString() ?? '';
    const type = event.getMetadataMap().get('type') ?? '';
    return [id, Number(event.getStreamRevision()), type, texts(event.getData_asU8())];
  } catch {
    return REFUSED;
  }
}
