import shared from '@eventstore/db-client/generated/shared_pb.js';
import type { StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb.js';
import statusPb from '@eventstore/db-client/generated/status_pb.js';
import type { Status } from '@eventstore/db-client/generated/status_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type {
  AppendReq,
  AppendResp,
  BatchAppendReq,
  BatchAppendResp,
  ReadResp,
} from '@eventstore/db-client/generated/streams_pb.js';
import anyPb from 'google-protobuf/google/protobuf/any_pb.js';
import emptyPb from 'google-protobuf/google/protobuf/empty_pb.js';
import type { AppendAnswer, Expected, KeptEvent, ProposedEvent } from './stream-store.js';

const UUID_FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const NIL_ID = '00000000-0000-0000-0000-000000000000';
const TICKS_PER_MS = 10_000;

/** A proposed event that the server cannot take: its id is no UUID, or the one of zeros, or it has no type. */
export class BadProposal extends Error {
  override readonly name = 'BadProposal';
}

export const streamName = (identifier: StreamIdentifier | undefined): string =>
  new TextDecoder().decode(identifier?.getStreamName_asU8() ?? new Uint8Array());

export const identifierOf = (name: string): StreamIdentifier =>
  new shared.StreamIdentifier().setStreamName(Buffer.from(name).toString('base64'));

export const uuidText = (uuid: UUID | undefined): string => {
  if (uuid === undefined) throw new BadProposal('an event has no id');
  const structured = uuid.getStructured();
  if (structured === undefined) return uuid.getString();
  const bits = (value: string): string =>
    BigInt.asUintN(64, BigInt(value)).toString(16).padStart(16, '0');
  const hex =
    bits(structured.getMostSignificantBits()) + bits(structured.getLeastSignificantBits());
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

export const proposed = (
  message: AppendReq.ProposedMessage | BatchAppendReq.ProposedMessage,
): ProposedEvent => {
  const id = uuidText(message.getId());
  if (!UUID_FORM.test(id)) throw new BadProposal(`the event id "${id}" is no UUID`);
  if (id === NIL_ID) throw new BadProposal('Empty eventId provided.');
  if (!message.getMetadataMap().get('type')) throw new BadProposal('Empty eventType provided.');
  return {
    id: id.toLowerCase(),
    type: message.getMetadataMap().get('type') ?? '',
    contentType: message.getMetadataMap().get('content-type') ?? 'application/octet-stream',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
};

export const batchExpected = (options: BatchAppendReq.Options): Expected => {
  if (options.hasNoStream()) return 'no_stream';
  if (options.hasStreamExists()) return 'stream_exists';
  return options.hasStreamPosition() ? Number(options.getStreamPosition()) : 'any';
};

export const appendExpected = (options: AppendReq.Options | undefined): Expected => {
  if (options?.hasNoStream() === true) return 'no_stream';
  if (options?.hasStreamExists() === true) return 'stream_exists';
  return options?.hasRevision() === true ? Number(options.getRevision()) : 'any';
};

const errorStatus = (message: string, typeName: string, details: Uint8Array): Status => {
  const packed = new anyPb.Any();
  packed.pack(details, typeName);
  return new statusPb.Status().setMessage(message).setDetails(packed);
};

/** The errors that an answer on the BatchAppend stream can carry. */
export const batchErrors = {
  timeout: (): Status =>
    errorStatus('Timeout', 'event_store.client.Timeout', new shared.Timeout().serializeBinary()),
  badRequest: (message: string): Status =>
    errorStatus(message, 'event_store.client.BadRequest', new Uint8Array()),
  notReady: (): Status =>
    errorStatus('Server Is Not Ready', 'google.protobuf.Empty', new Uint8Array()),
  noLeaderInfo: (): Status =>
    errorStatus('No leader info available in response', 'google.protobuf.Empty', new Uint8Array()),
  accessDenied: (): Status =>
    errorStatus(
      'Access Denied',
      'event_store.client.AccessDenied',
      new shared.AccessDenied().serializeBinary(),
    ),
} as const;

const wrongExpectedStatus = (expected: Expected, actual: number | null): Status => {
  const details = new shared.WrongExpectedVersion();
  if (actual === null) details.setCurrentNoStream(new emptyPb.Empty());
  else details.setCurrentStreamRevision(String(actual));
  if (expected === 'any') details.setExpectedAny(new emptyPb.Empty());
  else if (expected === 'no_stream') details.setExpectedNoStream(new emptyPb.Empty());
  else if (expected === 'stream_exists') details.setExpectedStreamExists(new emptyPb.Empty());
  else details.setExpectedStreamPosition(String(expected));
  return errorStatus(
    'WrongExpectedVersion',
    'event_store.client.WrongExpectedVersion',
    details.serializeBinary(),
  );
};

/** The answer on the BatchAppend stream to one append. */
export const batchAnswer = (
  correlation: UUID | undefined,
  name: string,
  expected: Expected,
  answer: AppendAnswer,
): BatchAppendResp => {
  switch (answer.kind) {
    case 'success': {
      const position = new shared.AllStreamPosition()
        .setCommitPosition(String(answer.position))
        .setPreparePosition(String(answer.position));
      const success = new streams.BatchAppendResp.Success()
        .setCurrentRevision(String(answer.revision))
        .setPosition(position);
      return envelope(correlation, name).setSuccess(success);
    }
    case 'wrongExpectedVersion':
      return batchFailure(correlation, name, wrongExpectedStatus(expected, answer.actual));
    case 'tooBig': {
      const details = new shared.MaximumAppendSizeExceeded().setMaxappendsize(answer.max);
      const typeName = 'event_store.client.MaximumAppendSizeExceeded';
      const status = errorStatus('MaximumAppendSizeExceeded', typeName, details.serializeBinary());
      return batchFailure(correlation, name, status);
    }
    case 'deleted': {
      const details = new shared.StreamDeleted().setStreamIdentifier(identifierOf(name));
      const typeName = 'event_store.client.StreamDeleted';
      const status = errorStatus('Stream deleted', typeName, details.serializeBinary());
      return batchFailure(correlation, name, status);
    }
  }
};

const envelope = (correlation: UUID | undefined, name: string): BatchAppendResp => {
  const response = new streams.BatchAppendResp().setStreamIdentifier(identifierOf(name));
  if (correlation !== undefined) response.setCorrelationId(correlation);
  return response;
};

export const batchFailure = (
  correlation: UUID | undefined,
  name: string,
  status: Status,
): BatchAppendResp => envelope(correlation, name).setError(status);

/** The answer of the plain Append call to what is not an error of the call itself. */
export const appendAnswer = (
  expected: Expected,
  answer: Extract<AppendAnswer, { kind: 'success' | 'wrongExpectedVersion' }>,
): AppendResp => {
  if (answer.kind === 'success') {
    const position = new streams.AppendResp.Position()
      .setCommitPosition(String(answer.position))
      .setPreparePosition(String(answer.position));
    const success = new streams.AppendResp.Success()
      .setCurrentRevision(String(answer.revision))
      .setPosition(position);
    return new streams.AppendResp().setSuccess(success);
  }
  const wrong = new streams.AppendResp.WrongExpectedVersion();
  if (answer.actual === null) wrong.setCurrentNoStream(new shared.Empty());
  else wrong.setCurrentRevision(String(answer.actual));
  if (expected === 'any') wrong.setExpectedAny(new shared.Empty());
  else if (expected === 'no_stream') wrong.setExpectedNoStream(new shared.Empty());
  else if (expected === 'stream_exists') wrong.setExpectedStreamExists(new shared.Empty());
  else wrong.setExpectedRevision(String(expected));
  return new streams.AppendResp().setWrongExpectedVersion(wrong);
};

export const readEvent = (name: string, event: KeptEvent): ReadResp => {
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent()
    .setId(new shared.UUID().setString(event.id))
    .setStreamIdentifier(identifierOf(name))
    .setStreamRevision(String(event.revision))
    .setCommitPosition(String(event.position))
    .setPreparePosition(String(event.position))
    .setData(event.data)
    .setCustomMetadata(event.metadata);
  recorded.getMetadataMap().set('type', event.type);
  recorded.getMetadataMap().set('content-type', event.contentType);
  recorded.getMetadataMap().set('created', String(event.created * TICKS_PER_MS));
  const read = new streams.ReadResp.ReadEvent()
    .setEvent(recorded)
    .setCommitPosition(String(event.position));
  return new streams.ReadResp().setEvent(read);
};

export const readNotFound = (name: string): ReadResp =>
  new streams.ReadResp().setStreamNotFound(
    new streams.ReadResp.StreamNotFound().setStreamIdentifier(identifierOf(name)),
  );

export const readConfirmation = (id: string): ReadResp =>
  new streams.ReadResp().setConfirmation(
    new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId(id),
  );

export const readCaughtUp = (): ReadResp =>
  new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp());
