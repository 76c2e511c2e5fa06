import type { County } from '../../../events/values/county.js';
import type { FormName } from '../../reports/form.js';
import type { PrintedVersion } from '../../versions/version-json.js';

/** A version as paper shows it: September's stands for the CS 157 too. */
type VersionOnPaper = Omit<PrintedVersion, 'form'> & { readonly form: FormName };

/** A report of a month as of a position, which nobody has submitted: it has no number, and nobody is bound to it. */
export interface DraftOnPaper {
  readonly form: FormName;
  /** Of the form, from the second on. */
  readonly edition?: string;
  readonly county: County;
  readonly month: string;
  readonly state: 'draft';
  readonly asOf: number;
  readonly root: string;
  /** When the record at the position was recorded. */
  readonly at: string;
  readonly due: string;
  /** Of the month, by its latest version or without one. */
  readonly daysLate: number;
}

/** What the form is filled with besides figures. */
export type OnPaper = VersionOnPaper | DraftOnPaper;
