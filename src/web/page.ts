import type { VNode } from 'preact';
import type { LineNumber } from '../../events/line-numbers.js';
import type { County } from '../../events/values/county.js';
import type { Instant } from '../../events/values/instant.js';
import type { Month } from '../../events/values/month.js';
import type { Column } from '../../projections/form/line.js';
import type { Action } from '../application/actions.js';
import type { Actor } from '../application/actor.js';
import type { Reply } from '../application/application.js';
import type { EntryName, InputOf, ValueOf } from '../application/list.js';
import type { FormTexts } from './forms/form-texts.js';

/** What the parts of an address that begin with a colon are, once parsed. */
export interface ParameterValues {
  readonly county: County;
  readonly month: Month;
  readonly line: LineNumber;
  readonly column: Column;
  /** Ids of a case, a child or a participant. */
  readonly case: string;
  readonly child: string;
  readonly participant: string;
  /** The id of a record, in lower case. */
  readonly record: string;
  readonly version: number;
  /** `T-1`. */
  readonly application: string;
  /** A number from 1: of a hold, an order, a package. */
  readonly number: number;
  /** `S-3`. */
  readonly sample: string;
  /** An account's number, `A-7`. */
  readonly account: string;
  /** A name of a closed list that the page looks up itself. */
  readonly name: string;
  /** The hashed name of a file of the design system, or of ours. */
  readonly asset: string;
}

/** The names in an address, as `county` and `month` in `/counties/:county/months/:month`. */
export type NamesIn<Address extends string> = Address extends `${string}:${infer Rest}`
  ? Rest extends `${infer Name}/${infer More}`
    ? Name | NamesIn<`/${More}`>
    : Rest
  : never;

export type ParametersOf<Address extends string> = {
  readonly [Name in NamesIn<Address> & keyof ParameterValues]: ParameterValues[Name];
};

/** Who has signed in; null where nobody has to, or has. */
export interface ShownPerson {
  readonly account: string;
  readonly name: string;
  /** When his session ends if nothing more is asked in it. */
  readonly endsAt: Instant;
  /** When he was last here before he signed in; null where that is not known. */
  readonly lastVisitAt: Instant | null;
}

/** How the service is, as its own page shows it. */
export interface ServiceFindings {
  readonly status: 'ready' | 'notReady';
  readonly checks: readonly {
    readonly name: string;
    readonly isReady: boolean;
    /** A sentence. */
    readonly finding: string;
  }[];
  /** What runs: versions, and until when the certificate is good where TLS is spoken. */
  readonly program: readonly { readonly name: string; readonly text: string }[];
}

/** A request for a page, everything said that a page may look at. */
export interface PageRequest<Parameters = unknown> {
  readonly parameters: Parameters;
  /** What stands behind the question mark, each name once. */
  readonly query: FormTexts;
  /** The path as it was asked for, without what is behind the question mark. */
  readonly path: string;
  readonly actor: Actor;
  readonly signedIn: ShownPerson | null;
  /** The clock, read once for the request. */
  readonly now: Instant;
  /** The program's version, which a submitted version names. */
  readonly program: string;
  /** Whom people tell what keeps them from their work: what the operator says, else where the form is sent. */
  readonly contact: string;
  /** Whether the service asks nobody who he is: every page then says so. */
  readonly isWithoutAccounts: boolean;
  /** What a form must send back to be believed: the session's token. Empty where there is no session. */
  readonly token: string;
  /** A value that no other form has, so that a form sent twice is done once. */
  readonly once: () => string;
  /** Whether a control that needs the action may be shown; the gate is asked again when it is used. */
  readonly may: (action: Action, county?: County) => boolean;
  /** Looks how the service is; the entry that takes it asks the gate first. */
  readonly inspect: () => Promise<ServiceFindings>;
}

/** How a page asks: of the entries that it names, and of no others. */
export interface Ask<Names extends EntryName> {
  /** The answer. What is not answered becomes the page of the problem. */
  <Name extends Names>(name: Name, input: InputOf<Name>): Promise<ValueOf<Name>>;
  /** The answer or why there is none, where the page says it in its own words. */
  readonly reply: <Name extends Names>(
    name: Name,
    input: InputOf<Name>,
  ) => Promise<Reply<ValueOf<Name>>>;
}

/** A link of a breadcrumb, a side navigation or a list. */
export interface Link {
  readonly href: string;
  readonly text: string;
}

/** The pages beside each other, of which one is shown. */
export interface SideNavigation {
  readonly label: string;
  readonly links: readonly Link[];
}

/** A page as it is shown. */
export interface Shown {
  readonly kind: 'shown';
  /** 200 unless a form was refused: then 409, or 422 for its fields. */
  readonly status?: 200 | 403 | 404 | 409 | 422;
  /** What the browser's tab says: no id and no name of a person. */
  readonly title: string;
  /** The one heading of the first level; the title where it is not said. */
  readonly heading?: string;
  /** What leads here, without the page itself. */
  readonly crumbs?: readonly Link[];
  readonly side?: SideNavigation | null;
  /** The county in view, where a search begins. */
  readonly county?: County | null;
  readonly body: VNode;
  /** Seconds after which the page asks for itself again: while something is being made. */
  readonly refreshSeconds?: number;
}

/** After so many seconds a page of something under way asks for itself again, where there is no script. */
export const REFRESH_SECONDS = 2;

/** The way on after something was done: the browser asks for it, so that a reload does nothing twice. */
export interface Redirect {
  readonly kind: 'redirect';
  readonly to: string;
}

/** A file, in pieces as they are made. */
export interface Download {
  readonly kind: 'download';
  readonly name: string;
  readonly type: string;
  readonly pieces: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>;
}

/** A whole trail as a file: made by a thread on disk and sent from there, so that it is never in memory. */
export interface TrailFile {
  readonly kind: 'trailFile';
  readonly name: string;
  readonly format: 'csv' | 'xlsx' | 'parquet';
  readonly input: InputOf<'trail'>;
}

export type PageAnswer = Shown | Redirect | Download | TrailFile;

/** What a form of a page does. */
export type ActOfPage<Parameters, Names extends EntryName> = (
  request: PageRequest<Parameters>,
  form: FormTexts,
  ask: Ask<Names>,
) => Promise<PageAnswer>;

/** A file that somebody sends, as it comes. Its name is empty where none was chosen. */
export interface UploadedFile {
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** What a form with a file does. The file is read once, as it comes. */
export type UploadOfPage<Parameters, Names extends EntryName> = (
  request: PageRequest<Parameters>,
  file: UploadedFile,
  form: FormTexts,
  ask: Ask<Names>,
) => Promise<PageAnswer>;

/** One page: an address, what it asks, and how it is shown. */
export interface Page<Address extends string = string, Names extends EntryName = EntryName> {
  readonly address: Address;
  /** What whoever asks must be permitted to do: an action of the access table. */
  readonly action: Action;
  /** Entries of the list that the page and its forms ask. */
  readonly asks: readonly Names[];
  /** Whether it shows data of a person: then nothing of it is kept by a browser. */
  readonly showsPerson: boolean;
  /** Whether who may see it of some county may see it of every one: figures in which no person can be seen. */
  readonly isOfAnyCounty?: boolean;
  readonly show: (
    request: PageRequest<ParametersOf<Address>>,
    ask: Ask<Names>,
  ) => Promise<PageAnswer> | PageAnswer;
  /** Its forms by the name in `data-act`; they post to the page's own address. */
  readonly acts?: Readonly<Record<string, ActOfPage<ParametersOf<Address>, Names>>>;
  /** Its forms that send a file. */
  readonly uploads?: Readonly<Record<string, UploadOfPage<ParametersOf<Address>, Names>>>;
}

/** A page with its types left out, for the table of all. */
export interface AnyPage {
  readonly address: string;
  readonly action: Action;
  readonly asks: readonly EntryName[];
  readonly showsPerson: boolean;
  readonly isOfAnyCounty?: boolean;
  readonly show: (request: PageRequest<never>, ask: Ask<never>) => Promise<PageAnswer> | PageAnswer;
  readonly acts?: Readonly<Record<string, ActOfPage<never, never>>>;
  readonly uploads?: Readonly<Record<string, UploadOfPage<never, never>>>;
}

/** A page, checked: what it asks must be among the entries that it names. */
export function page<const Address extends string, const Names extends EntryName = never>(
  said: Page<Address, Names>,
): AnyPage {
  return said;
}

export function redirectTo(to: string): Redirect {
  return { kind: 'redirect', to };
}
