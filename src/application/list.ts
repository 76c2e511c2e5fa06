import type { UseCase } from './entry.js';
import type { InputTaken } from './forms.js';
import { ACCESS_ENTRIES } from './list/access.js';
import { ACCESS_LOG_ENTRIES } from './list/access-log.js';
import { PACKAGE_ENTRIES } from './list/packages.js';
import { PROCESS_ENTRIES } from './list/process.js';
import { INTAKE_ENTRIES } from './list/intake.js';
import { PROOF_ENTRIES } from './list/proofs.js';
import { RECORD_ENTRIES } from './list/records.js';
import { REPORT_ENTRIES } from './list/reports.js';
import { RESCUE_ENTRIES } from './list/rescue.js';
import { RETENTION_ENTRIES } from './list/retention.js';
import { SAMPLE_ENTRIES } from './list/samples.js';
import { SERVICE_ENTRIES } from './list/service.js';
import { VERSION_ENTRIES } from './list/versions.js';

/** Everything that can be asked and done, by name. The command line, HTTP and threads ask for nothing else. */
export const LIST = Object.freeze({
  ...REPORT_ENTRIES,
  ...PROOF_ENTRIES,
  ...VERSION_ENTRIES,
  ...PACKAGE_ENTRIES,
  ...RETENTION_ENTRIES,
  ...RECORD_ENTRIES,
  ...ACCESS_ENTRIES,
  ...SERVICE_ENTRIES,
  ...ACCESS_LOG_ENTRIES,
  ...RESCUE_ENTRIES,
  ...PROCESS_ENTRIES,
  ...INTAKE_ENTRIES,
  ...SAMPLE_ENTRIES,
});

export type EntryName = keyof typeof LIST;

/** What an entry takes. */
export type InputOf<Name extends EntryName> = InputTaken<(typeof LIST)[Name]['input']>;

/** What an entry gives. */
export type ValueOf<Name extends EntryName> =
  Awaited<ReturnType<(typeof LIST)[Name]['load']>> extends UseCase<never, infer Value>
    ? Value
    : never;

/** A question or act as it is asked for: plain data where all of its input is. */
export type Request = { readonly [Name in EntryName]: RequestFor<Name> }[EntryName];

export interface RequestFor<Name extends EntryName> {
  readonly name: Name;
  readonly input: InputOf<Name>;
}

export function isEntryName(name: string): name is EntryName {
  return Object.hasOwn(LIST, name);
}
