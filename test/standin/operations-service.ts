import { setTimeout as pause } from 'node:timers/promises';
import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';
import { status } from '@grpc/grpc-js';
import type { IOperationsServer } from '@eventstore/db-client/generated/operations_grpc_pb.js';
import operations from '@eventstore/db-client/generated/operations_pb.js';
import type {
  ScavengeResp,
  StartScavengeReq,
} from '@eventstore/db-client/generated/operations_pb.js';
import { serviceError } from './faults.js';
import type { NodeFiles } from './node-files.js';
import type { ServiceHost } from './streams-service.js';

/** What the service needs besides what the streams need. */
export interface OperationsHost extends Pick<ServiceHost, 'faults' | 'denied'> {
  readonly files: NodeFiles;
  /** How long a scavenge takes, milliseconds. */
  readonly scavengeMs: number;
}

/** `event_store.client.operations` for one node, as far as it is used: a scavenge is answered when it has begun. */
export const operationsService = (host: OperationsHost): IOperationsServer => {
  let underWay: string | null = null;
  const { STARTED, INPROGRESS } = operations.ScavengeResp.ScavengeResult;
  const run = async (): Promise<void> => {
    await pause(host.scavengeMs, undefined, { ref: false });
    host.files.scavenge();
    underWay = null;
  };
  const refuse = (_call: unknown, callback: sendUnaryData<never>): void => {
    callback(serviceError(status.UNIMPLEMENTED, 'not in the stand-in'));
  };
  return {
    startScavenge: (
      call: ServerUnaryCall<StartScavengeReq, ScavengeResp>,
      callback: sendUnaryData<ScavengeResp>,
    ) => {
      const denied = host.denied(call.metadata);
      const fault = host.faults.take('scavenge');
      if (denied !== null) callback(denied);
      else if (fault?.kind === 'status') callback(serviceError(fault.code, fault.details));
      else if (fault?.kind !== 'silent') {
        const result = underWay === null ? STARTED : INPROGRESS;
        if (underWay === null) {
          underWay = crypto.randomUUID();
          void run();
        }
        callback(
          null,
          new operations.ScavengeResp().setScavengeId(underWay).setScavengeResult(result),
        );
      }
    },
    stopScavenge: refuse,
    shutdown: refuse,
    mergeIndexes: refuse,
    resignNode: refuse,
    setNodePriority: refuse,
    restartPersistentSubscriptions: refuse,
  };
};
