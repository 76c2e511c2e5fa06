import { setTimeout as pause } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import type { StandIn } from '../standin/cluster.js';
import type { Fault, Operation } from '../standin/faults.js';
import type { Random } from '../support/random.js';

/** What goes wrong with one call, null for most: as often and with delays as long as a test can bear. */
export const randomFault = (
  random: Random,
  operation: Operation,
  { rate = 0.12, delayMaxMs = 300 } = {},
): Fault | null => {
  if (!random.chance(rate)) return null;
  const common: Fault[] = [
    { kind: 'drop' },
    { kind: 'silent' },
    { kind: 'delay', ms: random.integer(1, delayMaxMs) },
    { kind: 'status', code: status.UNAVAILABLE, details: 'Server Is Not Ready' },
    { kind: 'status', code: status.INTERNAL, details: 'Received RST_STREAM' },
  ];
  const afterWriting: Fault[] = [
    { kind: 'deadlineAfterWrite' },
    { kind: 'dropAfterWrite' },
    { kind: 'silentAfterWrite' },
  ];
  const whileReading: Fault[] = [{ kind: 'dropAfter', events: random.integer(0, 20) }];
  return random.pick([...common, ...(operation === 'append' ? afterWriting : whileReading)]);
};

/** Kills, cuts, freezes, slows down and elects until it is told to stop; every node runs then, `heal` makes the rest good. */
export const disturb = async (
  standIn: StandIn,
  random: Random,
  isOver: () => boolean,
): Promise<void> => {
  let leader = 0;
  while (!isOver()) {
    await pause(random.integer(20, 200));
    const index = random.integer(0, standIn.nodes.length - 1);
    const node = standIn.node(index);
    const deed = random.pick(['kill', 'drop', 'freeze', 'slow', 'cutOff', 'elect'] as const);
    if (deed === 'drop') node.wire.drop();
    if (deed === 'kill') {
      await node.kill();
      await pause(random.integer(0, 150));
      await node.start();
    }
    if (deed === 'freeze') {
      node.wire.freeze();
      await pause(random.integer(50, 400));
      node.wire.thaw();
    }
    if (deed === 'slow') {
      node.wire.slow(random.integer(1, 20));
      await pause(random.integer(10, 100));
      node.wire.slow(0);
    }
    if (deed === 'cutOff') {
      standIn.cutOffLeader();
      await pause(random.integer(10, 300));
      if (random.chance(0.5)) standIn.heal();
      else standIn.elect(leader);
    }
    if (deed === 'elect' && standIn.nodes.length > 1) {
      leader = index;
      standIn.elect(index);
    }
  }
};
