import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { KeysHandler, RotateKeyHandler, SignCheckpointHandler } from './checkpoint-handlers.js';
import { SigningKeys } from './signing-keys.js';

/** Signed checkpoints and the keys that sign them. */
@Module({})
export class SealsModule {
  /** Over a data folder, which has the keys. */
  static over(dataFolder: string): DynamicModule {
    return {
      module: SealsModule,
      imports: [CqrsModule],
      providers: [
        { provide: SigningKeys, useValue: new SigningKeys(dataFolder) },
        SignCheckpointHandler,
        RotateKeyHandler,
        KeysHandler,
      ],
      exports: [SigningKeys],
    };
  }
}
