/** What the operator says of the department's office for the process: `process` of his settings. */
export interface ProcessSettings {
  readonly department: string;
  /** The post office box or street, and the place, line by line. */
  readonly address: readonly string[];
  readonly mailstop: string;
  /** Null: questions go by e-mail. */
  readonly telephone: string | null;
  readonly fax: string;
  readonly email: string;
  /** The Process Manager's name, as letters are signed. */
  readonly manager: string;
  /** The Process Owner's name. */
  readonly owner: string;
  /** The Contract Manager's name. */
  readonly contractManager: string;
  /** The department's Information Security Officer. */
  readonly iso: string;
}

/** The addresses of the process as published in 2008 (section 6.2); no names of persons, no telephone. */
export const PROCESS_SETTINGS: ProcessSettings = Object.freeze({
  department: 'Department of Child Support Services',
  address: ['P.O. Box 419064', 'Rancho Cordova, California 95741-9064'],
  mailstop: '40',
  telephone: null,
  fax: '(916) 464-5335',
  email: 'CCSASACCESS@DCSS.CA.GOV',
  manager: 'Process Manager',
  owner: 'Process Owner',
  contractManager: 'Contract Manager',
  iso: 'DCSS Information Security Officer',
});

/** The department's postal address, line by line, to somebody's attention. */
export function postalAddress(settings: ProcessSettings, attention: string): readonly string[] {
  const [first = '', ...others] = settings.address;
  return [attention, settings.department, first, `Mailstop ${settings.mailstop}`, ...others];
}

/** How to ask, in a sentence's end: by telephone where the operator names one. */
export function whereToAsk({ telephone, email }: ProcessSettings): string {
  return telephone === null ? `by e-mail at ${email}` : `at ${telephone} or by e-mail at ${email}`;
}
