import type { Endpoint } from '../call-failure.js';
import { failureOf } from '../call-failure.js';
import { clusterOf } from '../cluster.js';
import type { ServerLink } from '../link.js';
import { EventStoreRefused } from '../../../ports/server-failures.js';
import type { StoreCalls } from '../store-calls.js';
import type { ScavengeResponse } from '../wire-messages.js';

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
  linkOf: () => Promise<ServerLink>,
  isOwn: boolean,
): Promise<NodeScavenge> => {
  let link: ServerLink | null = null;
  try {
    link = await linkOf();
    const { scavengeId, scavengeResult } = await startOn(link, callTimeoutMs);
    const outcome = scavengeResult === 'InProgress' ? 'inProgress' : 'started';
    return { node, outcome, detail: `scavenge ${scavengeId}` };
  } catch (error) {
    return { node, outcome: 'failed', detail: failureOf(error).detail };
  } finally {
    if (isOwn) link?.close();
  }
};

const startOn = (link: ServerLink, timeoutMs: number): Promise<ScavengeResponse> =>
  link.node.startScavenge(
    { options: { threadCount: 1, startFromChunk: 0 } },
    link.nodeArguments(new Date(Date.now() + timeoutMs)),
  );

const membersOf = async (link: ServerLink, timeoutMs: number): Promise<readonly Endpoint[]> => {
  const { members } = await clusterOf(link, timeoutMs);
  return members.flatMap(({ state, httpEndPoint }) => {
    if (state === 'Manager' || httpEndPoint === null) return [];
    return [{ host: httpEndPoint.address, port: httpEndPoint.port }];
  });
};
