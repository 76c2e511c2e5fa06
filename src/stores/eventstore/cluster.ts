import type { ServerLink } from './link.js';
import type { ClusterInfo } from './wire-messages.js';

/** What the node at the other end of a link knows of its cluster. Rejects with the gRPC error. */
export const clusterOf = (link: ServerLink, timeoutMs: number): Promise<ClusterInfo> =>
  link.node.gossip(link.nodeArguments(new Date(Date.now() + timeoutMs)));
