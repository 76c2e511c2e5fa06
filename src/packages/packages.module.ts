import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { SigningKeys } from '../seals/signing-keys.js';
import { MakePackageHandler } from './make-package.js';

/** Evidence packages of versions. */
@Module({})
export class PackagesModule {
  /** Over a data folder, which has the keys. */
  static over(dataFolder: string): DynamicModule {
    return {
      module: PackagesModule,
      imports: [CqrsModule],
      providers: [
        { provide: SigningKeys, useValue: new SigningKeys(dataFolder) },
        MakePackageHandler,
      ],
    };
  }
}
