import type { ClusterInfo } from '@eventstore/db-client/generated/gossip_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import type { Link } from './link.js';

/** What the node at the other end of a link knows of its cluster. Rejects with the gRPC error. */
export const clusterOf = (link: Link, timeoutMs: number): Promise<ClusterInfo> =>
  new Promise((resolve, reject) => {
    const deadline = new Date(Date.now() + timeoutMs);
    link.gossip.read(new shared.Empty(), ...link.nodeArguments(deadline), (error, answer) => {
      if (error === null) resolve(answer);
      else reject(error);
    });
  });
