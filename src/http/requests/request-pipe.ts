import { ValidationPipe } from '@nestjs/common';
import type { ArgumentMetadata, ValidationError } from '@nestjs/common';
import { Problem } from '../problems/problem.js';

/** One parameter that breaks its form. */
interface ParameterFault {
  readonly name: string;
  readonly message: string;
}

/** Checks every address and every option of a request; what it does not know it refuses. */
export class RequestPipe extends ValidationPipe {
  constructor() {
    super({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      stopAtFirstError: true,
      validationError: { target: false, value: false },
      exceptionFactory: (errors) => invalidRequest(errors.map(faultOf)),
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    refuseInherited(value);
    return (await super.transform(value, metadata)) as unknown;
  }
}

/** The problem of a request with parameters that break their form. */
export function invalidRequest(errors: readonly ParameterFault[]): Problem {
  return new Problem('invalid-request', errors.map(({ message }) => message).join(' '), {
    members: { errors },
  });
}

function faultOf({ property, constraints }: ValidationError): ParameterFault {
  const name = shown(property);
  const isUnknown = constraints !== undefined && 'whitelistValidation' in constraints;
  const message = isUnknown
    ? `${name} is not known here: leave it out, or see /openapi.json for how it is spelled.`
    : Object.values(constraints ?? {}).join(' ');
  return { name, message };
}

/** Names such as `constructor` would change what the checks themselves are made of. */
function refuseInherited(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const names = Object.getOwnPropertyNames(value).filter((name) => name in Object.prototype);
  if (names.length === 0) return;
  throw invalidRequest(
    names.map((name) => ({
      name,
      message: `${name} is not known here: leave it out, or see /openapi.json for how it is spelled.`,
    })),
  );
}

/** A name as the sender wrote it, not longer than an answer bears. */
function shown(name: string): string {
  return name.length > 60 ? `${name.slice(0, 60).toWellFormed()}...` : name.toWellFormed();
}
