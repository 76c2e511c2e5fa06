import operationsPb from '@eventstore/db-client/generated/operations_pb.js';
import type { ScavengeResp } from '@eventstore/db-client/generated/operations_pb.js';
import gossipPb from '@eventstore/db-client/generated/gossip_pb.js';
import type { Endpoint } from '../call-failure.js';
import { failureOf } from '../call-failure.js';
import { clusterOf } from '../cluster.js';
import type { Link } from '../link.js';
import { EventStoreRefused } from '../../../ports/server-failures.js';
import type { StoreCalls } from '../store-calls.js';

/** What became of asking one node to rewrite its files. That it has begun does not say what it will remove. */
export interface NodeScavenge {
  /** `host:port`, or the server's address where it is the only node. */
  readonly node: string;
  /** `inProgress`: one was under way already, and may have begun before what is to go was cut off. */
  readonly outcome: 'started' | 'inProgress' | 'failed';
  readonly detail: string;
}

/**
 * Starts a scavenge on every node: each has files of its own. A node that cannot be reached, or refuses, is
 * told of and keeps none of the others from it.
 * @throws EventStoreUnavailable where it cannot be found out which nodes there are
 */
export const startScavenges = async (calls: StoreCalls): Promise<readonly NodeScavenge[]> => {
  const { connection } = calls;
  const nodes = await nodesOf(calls);
  // Where it is alone, what it calls itself may not be where it is reached.
  if (connection.namesOneNode && nodes.length <= 1) {
    return [await scavengeOf(connection.address, calls, () => connection.link(), false)];
  }
  const found: NodeScavenge[] = [];
  for (const node of nodes) {
    const name = `${node.host}:${String(node.port)}`;
    found.push(await scavengeOf(name, calls, () => connection.linkTo(node), true));
  }
  return found;
};

/** The setting may name one node of a cluster, so it is asked whatever it names. */
const nodesOf = async (calls: StoreCalls): Promise<readonly Endpoint[]> => {
  try {
    return await calls.patiently('say which nodes the cluster has', () =>
      calls.once((link) => membersOf(link, calls.callTimeoutMs)),
    );
  } catch (error) {
    if (calls.connection.namesOneNode && error instanceof EventStoreRefused) return [];
    throw error;
  }
};

const scavengeOf = async (
  node: string,
  { callTimeoutMs }: StoreCalls,
  linkOf: () => Promise<Link>,
  isOwn: boolean,
): Promise<NodeScavenge> => {
  let link: Link | null = null;
  try {
    link = await linkOf();
    const answer = await startOn(link, callTimeoutMs);
    const { INPROGRESS } = operationsPb.ScavengeResp.ScavengeResult;
    const outcome = answer.getScavengeResult() === INPROGRESS ? 'inProgress' : 'started';
    return { node, outcome, detail: `scavenge ${answer.getScavengeId()}` };
  } catch (error) {
    return { node, outcome: 'failed', detail: failureOf(error).detail };
  } finally {
    if (isOwn) link?.close();
  }
};

const startOn = (link: Link, timeoutMs: number): Promise<ScavengeResp> => {
  const options = new operationsPb.StartScavengeReq.Options()
    .setThreadCount(1)
    .setStartFromChunk(0);
  const request = new operationsPb.StartScavengeReq().setOptions(options);
  return new Promise((resolve, reject) => {
    const deadline = new Date(Date.now() + timeoutMs);
    link.operations.startScavenge(request, ...link.nodeArguments(deadline), (error, answer) => {
      if (error === null) resolve(answer);
      else reject(error);
    });
  });
};

const membersOf = async (link: Link, timeoutMs: number): Promise<readonly Endpoint[]> => {
  const cluster = await clusterOf(link, timeoutMs);
  const { MANAGER } = gossipPb.MemberInfo.VNodeState;
  return cluster.getMembersList().flatMap((member) => {
    if (member.getState() === MANAGER) return [];
    const endpoint = member.getHttpEndPoint();
    if (endpoint === undefined) return [];
    return [{ host: endpoint.getAddress(), port: endpoint.getPort() }];
  });
};
