/*
 * The messages of `proto/` as values, as far as this adapter sends or reads them. Whole numbers of 64 bits are text.
 * Of the fields that a `oneof` holds together at most one is there; a message that is not there is null or missing.
 */

export type EmptyMessage = Readonly<Record<string, never>>;

export interface Uuid {
  readonly string?: string;
  readonly structured?: {
    readonly mostSignificantBits: string;
    readonly leastSignificantBits: string;
  };
}

export interface StreamIdentifier {
  readonly streamName: Uint8Array;
}

export interface ReadRequest {
  readonly options: {
    readonly stream: {
      readonly streamIdentifier: StreamIdentifier;
      readonly revision?: string;
      readonly start?: EmptyMessage;
      readonly end?: EmptyMessage;
    };
    readonly readDirection?: 'Forwards' | 'Backwards';
    readonly resolveLinks: boolean;
    readonly count?: string;
    readonly subscription?: EmptyMessage;
    readonly noFilter: EmptyMessage;
    readonly uuidOption: { readonly string: EmptyMessage };
  };
}

export interface ReadResponse {
  readonly event?: { readonly event: RecordedEvent | null };
  readonly streamNotFound?: { readonly streamIdentifier: StreamIdentifier | null };
}

export interface RecordedEvent {
  readonly id: Uuid | null;
  readonly streamRevision: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly customMetadata: Uint8Array;
  readonly data: Uint8Array;
}

/** An event on its way into a stream. */
export interface ProposedEvent {
  readonly id: Uuid;
  readonly metadata: Readonly<Record<string, string>>;
  readonly customMetadata: Uint8Array;
  readonly data: Uint8Array;
}

export interface BatchAppendRequest {
  readonly correlationId: Uuid;
  readonly options: {
    readonly streamIdentifier: StreamIdentifier;
    readonly streamPosition?: string;
    readonly noStream?: EmptyMessage;
  };
  readonly proposedMessages: readonly ProposedEvent[];
  readonly isFinal: boolean;
}

export interface BatchAppendResponse {
  readonly correlationId: Uuid | null;
  readonly error?: RefusalStatus;
  readonly success?: { readonly currentRevision?: string };
}

/** Why a server refused. */
export interface RefusalStatus {
  readonly message: string;
  readonly details: {
    /** An address whose last part is the full name of the message that `value` holds. */
    readonly type_url: string;
    readonly value: Uint8Array;
  } | null;
}

export interface WrongExpectedVersion {
  readonly currentStreamRevision?: string;
}

export interface MaximumAppendSizeExceeded {
  /** Bytes. */
  readonly maxAppendSize: number;
}

export interface ClusterInfo {
  readonly members: readonly ClusterMember[];
}

export interface ClusterMember {
  readonly state: string;
  readonly httpEndPoint: { readonly address: string; readonly port: number } | null;
}

export interface StartScavengeRequest {
  readonly options: { readonly threadCount: number; readonly startFromChunk: number };
}

export interface ScavengeResponse {
  readonly scavengeId: string;
  readonly scavengeResult: 'Started' | 'InProgress' | 'Stopped';
}
