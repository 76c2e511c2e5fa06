import { Inject } from '@nestjs/common';
import { Command, CommandHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { ICommandHandler, IQueryHandler } from '@nestjs/cqrs';
import type { County } from '../../events/values/county.js';
import { EMPTY_ROOT } from '../../projections/seal/merkle.js';
import { answered, asOfWithin } from '../reports/answer.js';
import type { Answer } from '../reports/answer.js';
import { LEDGERS } from '../ports/ledgers.js';
import type { Ledgers } from '../ports/ledgers.js';
import { signCheckpoint } from './checkpoint.js';
import type { SignedCheckpoint } from './checkpoint.js';
import { SigningKeys } from './signing-keys.js';
import type { PublicSigningKey } from './signing-keys.js';

/** Signs a checkpoint of a county's ledger as of a position (null: its size). May make the first key. */
export class SignCheckpoint extends Command<Answer<SignedCheckpoint>> {
  constructor(
    readonly county: County,
    readonly asOf: number | null,
  ) {
    super();
  }
}

/** Makes a new signing key; the old ones go on verifying. */
export class RotateKey extends Command<PublicSigningKey> {}

/** The public halves of all keys, the oldest first. */
export class KeysQuery extends Query<readonly PublicSigningKey[]> {}

@CommandHandler(SignCheckpoint)
export class SignCheckpointHandler implements ICommandHandler<
  SignCheckpoint,
  Answer<SignedCheckpoint>
> {
  constructor(
    @Inject(LEDGERS) private readonly ledgers: Ledgers,
    private readonly keys: SigningKeys,
  ) {}

  execute({ county, asOf }: SignCheckpoint): Promise<Answer<SignedCheckpoint>> {
    const file = this.ledgers.ledger(county);
    const position = asOfWithin(county, file?.size ?? 0, asOf);
    if (position.kind === 'refused') return Promise.resolve(position);
    const size = position.value;
    const root = file === null || size === 0 ? EMPTY_ROOT : file.root(size);
    return Promise.resolve(answered(signCheckpoint(this.keys, county, size, root)));
  }
}

@CommandHandler(RotateKey)
export class RotateKeyHandler implements ICommandHandler<RotateKey, PublicSigningKey> {
  constructor(private readonly keys: SigningKeys) {}

  execute(): Promise<PublicSigningKey> {
    return Promise.resolve(this.keys.rotate());
  }
}

@QueryHandler(KeysQuery)
export class KeysHandler implements IQueryHandler<KeysQuery> {
  constructor(private readonly keys: SigningKeys) {}

  execute(): Promise<readonly PublicSigningKey[]> {
    return Promise.resolve(this.keys.all());
  }
}
