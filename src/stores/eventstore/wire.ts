import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import protobuf from 'protobufjs';
import type { Root, Type } from 'protobufjs';
import type {
  BatchAppendRequest,
  BatchAppendResponse,
  ClusterInfo,
  EmptyMessage,
  MaximumAppendSizeExceeded,
  ReadRequest,
  ReadResponse,
  ScavengeResponse,
  StartScavengeRequest,
  WrongExpectedVersion,
} from './wire-messages.js';

/** A kind of message: how its values become bytes, and bytes its values. */
export interface MessageKind<Message> {
  readonly write: (message: Message) => Buffer;
  /** @throws Error where the bytes are none of it */
  readonly read: (bytes: Uint8Array) => Message;
}

/** A method of the server: where it is called, with what, and what it answers. */
export interface WireMethod<Asked, Answered> {
  readonly path: string;
  readonly asked: MessageKind<Asked>;
  readonly answered: MessageKind<Answered>;
}

/** What this adapter calls of a server, and the details of refusals that it reads. */
export interface Wire {
  readonly read: WireMethod<ReadRequest, ReadResponse>;
  readonly batchAppend: WireMethod<BatchAppendRequest, BatchAppendResponse>;
  readonly gossip: WireMethod<EmptyMessage, ClusterInfo>;
  readonly startScavenge: WireMethod<StartScavengeRequest, ScavengeResponse>;
  readonly wrongExpectedVersion: MessageKind<WrongExpectedVersion>;
  readonly maximumAppendSizeExceeded: MessageKind<MaximumAppendSizeExceeded>;
}

const FILES = ['code', 'status', 'shared', 'streams', 'gossip', 'operations'] as const;

/** Google's own, which the others are made with; the library brings them. */
const KNOWN = ['any', 'empty', 'timestamp'] as const;

/** 64 bits as text, since they may be more than a number holds; what is not sent has its empty value, unless it is one of several. */
const AS_VALUES = { longs: String, enums: String, defaults: true } as const;

let made: Wire | null = null;

/** Read from the descriptions when it is first needed, and kept as long as the process. */
export function wire(): Wire {
  made ??= make(readDescriptions());
  return made;
}

function make(root: Root): Wire {
  const method = <Asked, Answered>(service: string, name: string): WireMethod<Asked, Answered> => {
    const { requestType, responseType, parent } = root.lookupService(service).methods[name] ?? {};
    if (requestType === undefined || responseType === undefined || !parent) {
      throw new Error(`The description of the wire has no method ${service}/${name}.`);
    }
    return {
      path: `/${service}/${name}`,
      asked: kind<Asked>(parent.lookupType(requestType)),
      answered: kind<Answered>(parent.lookupType(responseType)),
    };
  };
  return {
    read: method('event_store.client.streams.Streams', 'Read'),
    batchAppend: method('event_store.client.streams.Streams', 'BatchAppend'),
    gossip: method('event_store.client.gossip.Gossip', 'Read'),
    startScavenge: method('event_store.client.operations.Operations', 'StartScavenge'),
    wrongExpectedVersion: kind(root.lookupType('event_store.client.WrongExpectedVersion')),
    maximumAppendSizeExceeded: kind(
      root.lookupType('event_store.client.MaximumAppendSizeExceeded'),
    ),
  };
}

const kind = <Message>(type: Type): MessageKind<Message> => ({
  write: (message) => {
    const bytes = type.encode(type.fromObject(message as object)).finish(); // what it has is the type's
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  },
  read: (bytes) => type.toObject(type.decode(bytes), AS_VALUES) as Message, // as the description says
});

function readDescriptions(): Root {
  const folder = descriptionsFolder();
  const root = new protobuf.Root();
  for (const name of KNOWN) {
    const { nested } = protobuf.common.get(`google/protobuf/${name}.proto`) ?? {};
    if (nested !== undefined) root.addJSON(nested);
  }
  for (const name of FILES) {
    protobuf.parse(readFileSync(join(folder, `${name}.proto`), 'utf8'), root);
  }
  root.resolveAll();
  return root;
}

/** Beside this file in the sources; a build, which has no files but compiled ones, reads the sources'. */
function descriptionsFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  const beside = join(folder, 'proto');
  if (existsSync(beside)) return beside;
  for (;;) {
    const inSources = join(folder, 'src', 'stores', 'eventstore', 'proto');
    if (existsSync(inSources)) return inSources;
    const parent = dirname(folder);
    if (parent === folder) {
      throw new Error(
        "The descriptions of the server's wire are missing: install the program whole.",
      );
    }
    folder = parent;
  }
}
