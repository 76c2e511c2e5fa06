import { Inject } from '@nestjs/common';
import { Command, CommandHandler } from '@nestjs/cqrs';
import type { ICommandHandler } from '@nestjs/cqrs';
import type { County } from '../../events/values/county.js';
import type { Instant } from '../../events/values/instant.js';
import type { Order } from '../../projections/retention/holds-and-orders.js';
import { unknownNumber } from './holds.js';
import { done, misaddressed, refusedByRule } from './outcome.js';
import type { RetentionOutcome } from './outcome.js';
import { RETENTION_LOG, act, momentOf } from './retention-log.js';
import type { RetentionLog } from './retention-log.js';

/** Says that the files of every node of the server were looked into, and nothing of the erased is in them. */
export class ConfirmErasure extends Command<RetentionOutcome<ErasureConfirmed>> {
  constructor(
    readonly county: County,
    readonly order: number,
    readonly by: string,
    readonly clock: () => Instant,
  ) {
    super();
  }
}

export interface ErasureConfirmed {
  readonly order: string;
  readonly state: 'done';
}

@CommandHandler(ConfirmErasure)
export class ConfirmErasureHandler implements ICommandHandler<ConfirmErasure> {
  constructor(@Inject(RETENTION_LOG) private readonly log: RetentionLog) {}

  async execute(command: ConfirmErasure): Promise<RetentionOutcome<ErasureConfirmed>> {
    const { county, order, by, clock } = command;
    const acted = await act(this.log, county, (acts) => {
      const found = acts.orders.find((each) => each.order === order);
      if (found === undefined) return misaddressed(unknownNumber(county, 'order', order));
      if (found.state !== 'pending') {
        return refusedByRule('NOT_PENDING', notPending(county, found));
      }
      return done({ kind: 'done', order, by, at: momentOf(acts, clock) });
    });
    return acted.kind === 'done' ? done({ order: String(order), state: 'done' }) : acted;
  }
}

function notPending(county: County, { order, state }: Order & { state: Order['state'] }): string {
  const named = `Order ${String(order)} of county ${county}`;
  switch (state) {
    case 'ordered':
      return `${named} was not applied: there is nothing to confirm yet.`;
    case 'begun':
      return `${named} is being applied: run "plumbline retention apply --county ${county} --order ${String(order)}" to its end first.`;
    case 'pending':
    case 'done':
      return `${named} is done: there is nothing to confirm.`;
  }
}
