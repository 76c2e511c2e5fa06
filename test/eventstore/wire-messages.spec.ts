import anyPb from 'google-protobuf/google/protobuf/any_pb.js';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import operations from '@eventstore/db-client/generated/operations_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import statusPb from '@eventstore/db-client/generated/status_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { proposedMessages } from '../../src/stores/eventstore/append-bytes.js';
import { wire } from '../../src/stores/eventstore/wire.js';

const ID = '6f9619ff-8b86-4011-b42d-00c04fc964ff';
const STREAM = 'ledger-19';
/** More than a number holds: 2 to the 64th less 1, and the greatest revision of a stream. */
const REVISION_MAX = '9223372036854775807';
const UNSIGNED_MAX = '18446744073709551615';

const identifier = () =>
  new shared.StreamIdentifier().setStreamName(Buffer.from(STREAM).toString('base64'));

/** The vendor's own generated classes, as a second reader and writer of the same bytes. */
describe('messages of the wire', () => {
  it('are those of the vendor for a page of a stream', () => {
    const bytes = wire().read.asked.write({
      options: {
        stream: { streamIdentifier: { streamName: Buffer.from(STREAM) }, revision: REVISION_MAX },
        readDirection: 'Backwards',
        resolveLinks: false,
        count: '4096',
        noFilter: {},
        uuidOption: { string: {} },
      },
    });

    const options = streams.ReadReq.deserializeBinary(bytes).getOptions();
    const stream = options?.getStream();
    expect(stream?.getStreamIdentifier()?.getStreamName_asU8()).toEqual(
      new Uint8Array(Buffer.from(STREAM)),
    );
    expect(stream?.getRevision()).toBe(REVISION_MAX);
    expect(stream?.hasStart()).toBe(false);
    expect(options?.getReadDirection()).toBe(streams.ReadReq.Options.ReadDirection.BACKWARDS);
    expect(options?.getCount()).toBe('4096');
    expect(options?.hasSubscription()).toBe(false);
    expect(options?.hasNoFilter()).toBe(true);
    expect(options?.getUuidOption()?.hasString()).toBe(true);
  });

  it.each([
    ['start', { start: {} }],
    ['end', { end: {} }],
  ] as const)('begin at the %s of a stream, and go on as it grows', (where, revision) => {
    const streamIdentifier = { streamName: Buffer.from(STREAM) };
    const bytes = wire().read.asked.write({
      options: {
        stream: { streamIdentifier, ...revision },
        resolveLinks: false,
        subscription: {},
        noFilter: {},
        uuidOption: { string: {} },
      },
    });

    const options = streams.ReadReq.deserializeBinary(bytes).getOptions();
    expect([options?.getStream()?.hasStart(), options?.getStream()?.hasEnd()]).toEqual(
      where === 'start' ? [true, false] : [false, true],
    );
    expect(options?.hasSubscription()).toBe(true);
    expect(options?.getReadDirection()).toBe(streams.ReadReq.Options.ReadDirection.FORWARDS);
  });

  it('are those of the vendor for an append', () => {
    const data = Buffer.from('{"case":"é"}');
    const metadata = Buffer.from('{"source":"w/1"}');
    const head = wire().batchAppend.asked.write({
      correlationId: { string: ID },
      options: { streamIdentifier: { streamName: Buffer.from(STREAM) }, streamPosition: '0' },
      proposedMessages: [],
      isFinal: true,
    });
    const messages = proposedMessages([
      { id: ID, type: 'CaseOpened', data, metadata },
      { id: ID, type: 'CaseClosed', data: new Uint8Array(), metadata },
    ]);

    const request = streams.BatchAppendReq.deserializeBinary(Buffer.concat([head, messages]));
    expect(request.getCorrelationId()?.getString()).toBe(ID);
    expect(request.getIsFinal()).toBe(true);
    const options = request.getOptions();
    expect(options?.hasStreamPosition()).toBe(true);
    expect(options?.getStreamPosition()).toBe('0');
    expect(options?.hasNoStream()).toBe(false);
    expect(options?.hasDeadline()).toBe(false);
    const [opened, closed] = request.getProposedMessagesList();
    expect(opened?.getId()?.getString()).toBe(ID);
    expect(opened?.getMetadataMap().get('type')).toBe('CaseOpened');
    expect(opened?.getMetadataMap().get('content-type')).toBe('application/json');
    expect(Buffer.from(opened?.getData_asU8() ?? [])).toEqual(data);
    expect(Buffer.from(opened?.getCustomMetadata_asU8() ?? [])).toEqual(metadata);
    expect(closed?.getMetadataMap().get('type')).toBe('CaseClosed');
    expect(closed?.getData_asU8()).toHaveLength(0);
  });

  it('say of an empty stream that it must not be there', () => {
    const streamIdentifier = { streamName: Buffer.from(STREAM) };
    const bytes = wire().batchAppend.asked.write({
      correlationId: { string: ID },
      options: { streamIdentifier, noStream: {} },
      proposedMessages: [],
      isFinal: true,
    });

    const options = streams.BatchAppendReq.deserializeBinary(bytes).getOptions();
    expect(options?.hasNoStream()).toBe(true);
    expect(options?.hasStreamPosition()).toBe(false);
  });

  it('read an event to the byte, with nothing in it and with numbers past 53 bits', () => {
    const event = new streams.ReadResp.ReadEvent.RecordedEvent()
      .setId(
        new shared.UUID().setStructured(
          new shared.UUID.Structured()
            .setMostSignificantBits('-9223372036854775808')
            .setLeastSignificantBits('9007199254740993'),
        ),
      )
      .setStreamRevision(UNSIGNED_MAX);
    const response = new streams.ReadResp().setEvent(
      new streams.ReadResp.ReadEvent().setEvent(event),
    );

    const read = wire().read.answered.read(response.serializeBinary());
    expect(read.streamNotFound).toBeUndefined();
    expect(read.event?.event).toMatchObject({
      id: {
        structured: {
          mostSignificantBits: '-9223372036854775808',
          leastSignificantBits: '9007199254740993',
        },
      },
      streamRevision: UNSIGNED_MAX,
      metadata: {},
    });
    expect(read.event?.event?.data).toHaveLength(0);
    expect(read.event?.event?.customMetadata).toHaveLength(0);

    const missing = new streams.ReadResp().setStreamNotFound(
      new streams.ReadResp.StreamNotFound().setStreamIdentifier(identifier()),
    );
    const { streamNotFound, event: none } = wire().read.answered.read(missing.serializeBinary());
    expect(Buffer.from(streamNotFound?.streamIdentifier?.streamName ?? []).toString()).toBe(STREAM);
    expect(none).toBeUndefined();
  });

  it('tell a success at revision 0 from an answer without one', () => {
    const { answered } = wire().batchAppend;
    const success = new streams.BatchAppendResp()
      .setCorrelationId(new shared.UUID().setString(ID))
      .setSuccess(new streams.BatchAppendResp.Success().setCurrentRevision('0'));
    expect(answered.read(success.serializeBinary())).toMatchObject({
      correlationId: { string: ID },
      success: { currentRevision: '0' },
    });
    const neither = answered.read(new streams.BatchAppendResp().serializeBinary());
    expect([neither.success, neither.error]).toEqual([undefined, undefined]);
  });

  it('read a refusal and what it says of sizes', () => {
    const packed = (bytes: Uint8Array, name: string) => {
      const any = new anyPb.Any();
      any.pack(bytes, `event_store.client.${name}`);
      return new streams.BatchAppendResp().setError(
        new statusPb.Status().setMessage(name).setDetails(any),
      );
    };
    const detailsOf = (response: InstanceType<typeof streams.BatchAppendResp>) => {
      const { error } = wire().batchAppend.answered.read(response.serializeBinary());
      return error?.details;
    };

    const wrong = new shared.WrongExpectedVersion().setCurrentStreamRevision('41');
    const version = detailsOf(packed(wrong.serializeBinary(), 'WrongExpectedVersion'));
    expect(version?.type_url).toMatch(/\/event_store\.client\.WrongExpectedVersion$/u);
    expect(wire().wrongExpectedVersion.read(version?.value ?? new Uint8Array())).toMatchObject({
      currentStreamRevision: '41',
    });
    const absent = new shared.WrongExpectedVersion().serializeBinary();
    expect(wire().wrongExpectedVersion.read(absent).currentStreamRevision).toBeUndefined();

    const tooBig = new shared.MaximumAppendSizeExceeded().setMaxappendsize(1_048_576);
    const size = detailsOf(packed(tooBig.serializeBinary(), 'MaximumAppendSizeExceeded'));
    expect(wire().maximumAppendSizeExceeded.read(size?.value ?? new Uint8Array())).toEqual({
      maxAppendSize: 1_048_576,
    });
  });

  it('read the nodes of a cluster and the answer to a scavenge', () => {
    const { LEADER, MANAGER } = gossip.MemberInfo.VNodeState;
    const info = new gossip.ClusterInfo().setMembersList([
      new gossip.MemberInfo()
        .setState(LEADER)
        .setHttpEndPoint(new gossip.EndPoint().setAddress('node1').setPort(2113)),
      new gossip.MemberInfo().setState(MANAGER),
    ]);
    expect(wire().gossip.answered.read(info.serializeBinary()).members).toMatchObject([
      { state: 'Leader', httpEndPoint: { address: 'node1', port: 2113 } },
      { state: 'Manager', httpEndPoint: null },
    ]);

    const { INPROGRESS } = operations.ScavengeResp.ScavengeResult;
    const scavenge = new operations.ScavengeResp().setScavengeId('s').setScavengeResult(INPROGRESS);
    expect(wire().startScavenge.answered.read(scavenge.serializeBinary())).toEqual({
      scavengeId: 's',
      scavengeResult: 'InProgress',
    });
    const asked = wire().startScavenge.asked.write({
      options: { threadCount: 1, startFromChunk: 0 },
    });
    const options = operations.StartScavengeReq.deserializeBinary(asked).getOptions();
    expect([options?.getThreadCount(), options?.getStartFromChunk()]).toEqual([1, 0]);
  });

  it('go by the names of the vendor', () => {
    const { read, batchAppend, gossip: asked, startScavenge } = wire();
    expect([read, batchAppend, asked, startScavenge].map(({ path }) => path)).toEqual([
      '/event_store.client.streams.Streams/Read',
      '/event_store.client.streams.Streams/BatchAppend',
      '/event_store.client.gossip.Gossip/Read',
      '/event_store.client.operations.Operations/StartScavenge',
    ]);
  });

  it('are not read from bytes that are none', () => {
    expect(() => wire().read.answered.read(Buffer.from([0x0a, 0xff]))).toThrow();
  });
});
