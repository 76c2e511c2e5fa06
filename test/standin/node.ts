import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import type { Metadata, sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';
import featuresGrpc from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import featuresPb from '@eventstore/db-client/generated/serverfeatures_pb.js';
import type { SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb.js';
import gossipGrpc from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import gossipPb from '@eventstore/db-client/generated/gossip_pb.js';
import type { ClusterInfo } from '@eventstore/db-client/generated/gossip_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import type { Empty } from '@eventstore/db-client/generated/shared_pb.js';
import operationsGrpc from '@eventstore/db-client/generated/operations_grpc_pb.js';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { FaultPlan, serverErrors } from './faults.js';
import { NodeFiles } from './node-files.js';
import { operationsService } from './operations-service.js';
import type { AppendAnswer, StreamStore } from './stream-store.js';
import { streamsService } from './streams-service.js';
import { Wire } from './wire.js';

const certificateFile = (name: CertificateName): string =>
  fileURLToPath(new URL(`tls/${name}.crt`, import.meta.url));
const KEY = fileURLToPath(new URL('tls/loopback.key', import.meta.url));

const MESSAGE_BYTES_MAX = 17 * 1024 * 1024;
/** Calls under way on one connection: what the real server's web server allows. */
const CALLS_MAX = 100;
const SERVED_METHODS = ['append', 'batchappend', 'delete', 'read', 'tombstone'];

export interface Member {
  readonly instanceId: string;
  readonly port: number;
  readonly alive: boolean;
  readonly leader: boolean;
}

/** What a node asks of the cluster that it is in; a single node is its own. */
export interface Membership {
  readonly store: StreamStore;
  isLeader(node: StandInNode): boolean;
  leader(): StandInNode | null;
  members(): readonly Member[];
  write(apply: () => AppendAnswer): Promise<AppendAnswer | null>;
}

/** The certificates in `tls`, all for one key: for loopback, for loopback until 2020, for another host. */
export type CertificateName = 'loopback' | 'expired' | 'elsewhere';

export interface NodeOptions {
  /** Serves over TLS with the certificate for loopback in this folder. */
  readonly tls?: boolean;
  /** With which certificate; `loopback` where it is left out. */
  readonly certificate?: CertificateName;
  /** `MaxAppendSize`; 1 MiB where it is left out. */
  readonly appendSizeMax?: number;
  /** `user:password` that every call must carry; anybody may call where it is left out. */
  readonly credentials?: string;
  /** 23.10 drops a subscriber that is this many live events behind. */
  readonly subscriberBuffer?: number;
  /** After this long a write without a majority is answered with a timeout, milliseconds. */
  readonly writeTimeoutMs?: number;
  /** How long a scavenge takes, milliseconds. */
  readonly scavengeMs?: number;
  /** Whether it reports success and leaves its files as they are. */
  readonly scavengeRemovesNothing?: boolean;
}

/** One node of the stand-in: a gRPC server on loopback behind a wire of its own. */
export class StandInNode {
  readonly instanceId = crypto.randomUUID();
  readonly faults = new FaultPlan();
  /** What a look into the node's data folder finds. */
  readonly files: NodeFiles;
  readonly #membership: Membership;
  readonly #options: NodeOptions;
  #server: Server | null = null;
  #wire: Wire | null = null;
  #directPort = 0;

  constructor(membership: Membership, options: NodeOptions = {}) {
    this.#membership = membership;
    this.#options = options;
    this.files = new NodeFiles(membership.store, options.scavengeRemovesNothing);
  }

  get alive(): boolean {
    return this.#server !== null;
  }

  /** Where the network's faults are made. */
  get wire(): Wire {
    if (this.#wire === null) throw new Error('the node was never started');
    return this.#wire;
  }

  get port(): number {
    return this.wire.port;
  }

  /** Past the wire: for measuring without it. */
  get directPort(): number {
    return this.#directPort;
  }

  get connectionString(): string {
    const { tls = false, credentials, certificate = 'loopback' } = this.#options;
    const user = credentials === undefined ? '' : `${credentials}@`;
    const file = encodeURIComponent(certificateFile(certificate));
    const options = tls ? `tls=true&tlsCAFile=${file}` : 'tls=false';
    return `esdb://${user}127.0.0.1:${String(this.port)}?${options}`;
  }

  /** Starts, or starts again on the port it had, with what its store holds. */
  async start(): Promise<void> {
    const server = new Server({
      'grpc.max_receive_message_length': MESSAGE_BYTES_MAX,
      'grpc.max_send_message_length': MESSAGE_BYTES_MAX,
      'grpc.max_concurrent_streams': CALLS_MAX,
    });
    server.addService(streamsGrpc.StreamsService, streamsService(this.#host()));
    server.addService(
      operationsGrpc.OperationsService,
      operationsService({
        faults: this.faults,
        files: this.files,
        scavengeMs: this.#options.scavengeMs ?? 0,
        denied: (metadata) => this.#denied(metadata),
      }),
    );
    server.addService(featuresGrpc.ServerFeaturesService, {
      getSupportedMethods: (
        _call: ServerUnaryCall<Empty, SupportedMethods>,
        callback: sendUnaryData<SupportedMethods>,
      ) => {
        callback(null, this.#features());
      },
    });
    server.addService(gossipGrpc.GossipService, {
      read: (_call: ServerUnaryCall<Empty, ClusterInfo>, callback: sendUnaryData<ClusterInfo>) => {
        callback(null, this.#gossip());
      },
    });
    this.#directPort = await new Promise<number>((resolve, reject) => {
      server.bindAsync('127.0.0.1:0', this.#credentials(), (error, port) => {
        if (error === null) resolve(port);
        else reject(error);
      });
    });
    this.#server = server;
    this.#wire ??= new Wire();
    await this.#wire.open(this.#directPort);
  }

  /** Ends at once, as kill -9 does. Its store stays. */
  async kill(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    server?.forceShutdown();
    await this.#wire?.close();
  }

  async restart(): Promise<void> {
    await this.kill();
    await this.start();
  }

  #credentials(): ServerCredentials {
    if (this.#options.tls !== true) return ServerCredentials.createInsecure();
    const certificate = certificateFile(this.#options.certificate ?? 'loopback');
    const pair = { cert_chain: readFileSync(certificate), private_key: readFileSync(KEY) };
    return ServerCredentials.createSsl(null, [pair]);
  }

  #host(): Parameters<typeof streamsService>[0] {
    const membership = this.#membership;
    return {
      store: membership.store,
      faults: this.faults,
      subscriberBuffer: this.#options.subscriberBuffer ?? 1_000,
      writeTimeoutMs: this.#options.writeTimeoutMs ?? 2_000,
      notLeader: () => this.#notLeader(),
      denied: (metadata) => this.#denied(metadata),
      write: (apply) => membership.write(apply),
      drop: () => {
        this.wire.drop();
      },
    };
  }

  #denied(metadata: Metadata): Error | null {
    const { credentials } = this.#options;
    if (credentials === undefined) return null;
    const expected = `Basic ${Buffer.from(credentials).toString('base64')}`;
    const given = metadata.get('authorization');
    // Seen: a stranger is denied access, and only who gives a wrong password is not known.
    if (given.length === 0) return serverErrors.accessDenied();
    return given.includes(expected) ? null : serverErrors.unauthenticated();
  }

  #notLeader(): Error | null {
    if (this.#membership.isLeader(this)) return null;
    const leader = this.#membership.leader();
    return leader === null
      ? serverErrors.noLeaderInfo()
      : serverErrors.notLeader('127.0.0.1', leader.port);
  }

  #features(): SupportedMethods {
    const features = new featuresPb.SupportedMethods().setEventStoreServerVersion(
      this.#membership.store.version,
    );
    for (const method of SERVED_METHODS) {
      features.addMethods(
        new featuresPb.SupportedMethod()
          .setServiceName('event_store.client.streams.streams')
          .setMethodName(method),
      );
    }
    return features;
  }

  #gossip(): ClusterInfo {
    const { VNodeState } = gossipPb.MemberInfo;
    const info = new gossipPb.ClusterInfo();
    for (const { instanceId, port, alive, leader } of this.#membership.members()) {
      info.addMembers(
        new gossipPb.MemberInfo()
          .setInstanceId(new shared.UUID().setString(instanceId))
          .setTimeStamp(String(Date.now()))
          .setState(leader ? VNodeState.LEADER : VNodeState.FOLLOWER)
          .setIsAlive(alive)
          .setHttpEndPoint(new gossipPb.EndPoint().setAddress('127.0.0.1').setPort(port)),
      );
    }
    return info;
  }
}
