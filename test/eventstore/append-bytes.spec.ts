import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import { proposedMessages } from '../../src/stores/eventstore/append-bytes.js';
import type { RecordEvent } from '../../src/stores/eventstore/record-event.js';
import { Random } from '../support/random.js';

const SEED = 20_061_003;

const eventOf = (
  type: string,
  data: Uint8Array | string,
  metadata: Uint8Array | string,
): RecordEvent => ({
  id: crypto.randomUUID(),
  type,
  data: Buffer.from(data),
  metadata: Buffer.from(metadata),
});

/** As texts, which are compared at once. */
const shown = (events: readonly RecordEvent[]): unknown =>
  events.map(({ id, type, data, metadata }) => {
    const [dataText, metadataText] = [data, metadata].map((bytes) =>
      Buffer.from(bytes).toString('base64'),
    );
    return { id, type, dataText, metadataText };
  });

/** The events as the client's own classes read them from an append. */
function readBack(bytes: Uint8Array): readonly RecordEvent[] {
  const request = streamsPb.BatchAppendReq.deserializeBinary(bytes);
  return request.getProposedMessagesList().map((message) => {
    const metadata = message.getMetadataMap();
    expect(metadata.get('content-type')).toBe('application/json');
    expect(metadata.getLength()).toBe(2);
    return {
      id: message.getId()?.getString() ?? '',
      type: metadata.get('type') ?? '',
      data: Buffer.from(message.getData_asU8()),
      metadata: Buffer.from(message.getCustomMetadata_asU8()),
    };
  });
}

describe('the events of an append as bytes', () => {
  it('are what the client itself reads, at every length that takes another number of bytes', () => {
    const events = [0, 1, 127, 128, 16_383, 16_384, 65_536, 2_097_151, 2_097_152].map((length) =>
      eventOf('ParticipantRegistered', Buffer.alloc(length, 'x'), '{}'),
    );
    expect(shown(readBack(proposedMessages(events)))).toEqual(shown(events));
  });

  it('are what the client itself reads, whatever is in them', () => {
    const random = new Random(SEED);
    const events = Array.from({ length: 200 }, (_, index) =>
      eventOf(
        ['CaseOpened', 'ReportAct', 'Ä𝄞'][index % 3] ?? '',
        Uint8Array.from({ length: random.integer(0, 400) }, () => random.integer(0, 255)),
        random.integer(0, 1) === 0 ? '' : JSON.stringify({ source: 'ñ'.repeat(index) }),
      ),
    );
    expect(shown(readBack(proposedMessages(events)))).toEqual(shown(events));
  });

  it('follow the other fields of the request, and come as its own', () => {
    const head = new streamsPb.BatchAppendReq().setIsFinal(true);
    const events = [eventOf('CaseOpened', '{"a":1}', '{}')];
    const bytes = Buffer.concat([head.serializeBinary(), proposedMessages(events)]);
    expect(shown(readBack(bytes))).toEqual(shown(events));
    expect(streamsPb.BatchAppendReq.deserializeBinary(bytes).getIsFinal()).toBe(true);
  });

  it('are none where there is no event', () => {
    expect(proposedMessages([])).toHaveLength(0);
  });

  it('are refused where an id is no UUID, for the server would end the append', () => {
    const event = { ...eventOf('CaseOpened', '{}', '{}'), id: 'short' };
    expect(() => proposedMessages([event])).toThrow(RangeError);
  });
});
