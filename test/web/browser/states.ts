import { ACT_FORMS } from '../../../src/web/process/act-forms.js';

const COUNTY = '/counties/19';
const MONTH = `${COUNTY}/months/2006-09`;
/** The opening of case RV-2 in the ledger of a report that was revised after its approval. */
const RECORD = '7f1ea0b9-3b77-496a-a88d-5c72d5a91bb7';

const APPLICATION = '/access/applications/T-1';
const ACCOUNT = '/access/accounts/A-1';

/** Forms of the process that stand beside an application, each open. */
const APPLICATION_FORMS = Object.keys(ACT_FORMS)
  .filter((act) => act !== 'AllocationChanged')
  .map(
    (act) => `${act === 'RequestorIdentified' ? '/access/applications' : APPLICATION}?act=${act}`,
  );

/**
 * Every page in its states: full, empty, refused, not there, with a form open. The ledger is
 * test/ledgers/16-revised-after-approval, with version 1 of September 2006 submitted, a sample drawn, files taken and
 * returned, and an application from its identification to its renewal.
 */
export const PAGE_STATES: readonly string[] = [
  '/',
  COUNTY,
  '/counties/58',
  `${COUNTY}/submissions`,
  `${COUNTY}/outdated`,
  MONTH,
  `${MONTH}?compare=v1`,
  `${MONTH}?form=cs157`,
  `${MONTH}/submit`,
  `${MONTH}/checks`,
  `${MONTH}/differences?from=v1`,
  `${MONTH}/versions/1`,
  `${MONTH}/versions/1?decide=approve`,
  `${MONTH}/versions/1?decide=return`,
  `${MONTH}/versions/9`,
  `${MONTH}/lines/24`,
  `${MONTH}/lines/24/columns/d`,
  `${MONTH}/lines/24/columns/a?order=amount&least=1.00`,
  `${MONTH}/lines/24/columns/a?id=NO-SUCH`,
  `${MONTH}/lines/44/columns/a`,
  `${COUNTY}/cases/RV-2?month=2006-09`,
  `${COUNTY}/cases/NO-1`,
  `${COUNTY}/children/RAE`,
  `${COUNTY}/participants/NCP-RV-2`,
  `${COUNTY}/records`,
  `${COUNTY}/records/new`,
  `${COUNTY}/records/new?case=RV-2`,
  `${COUNTY}/records/new?type=CaseOpened`,
  `${COUNTY}/records/new?type=CollectionDistributed`,
  `${COUNTY}/records/new?corrects=${RECORD}`,
  `${COUNTY}/records/new?corrects=${RECORD}&type=RecordVoided`,
  `${COUNTY}/records/${RECORD}`,
  `${COUNTY}/figures?corrects=${RECORD}`,
  `${COUNTY}/records/${RECORD}?effect=yes`,
  `${COUNTY}/files`,
  `${COUNTY}/files/1`,
  `${COUNTY}/files/2`,
  `${COUNTY}/files/99`,
  `${COUNTY}/intake`,
  `${COUNTY}/intake/keys`,
  `${COUNTY}/packages`,
  `${COUNTY}/packages?make=yes`,
  '/audit',
  '/audit?county=19',
  '/audit/checks?county=19&of=2006-09/1',
  '/audit/S-1?county=19',
  '/audit/S-1?county=19&row=1',
  '/audit/S-1?county=19&row=2',
  '/audit/S-9?county=19',
  `${COUNTY}/retention`,
  `${COUNTY}/retention?kind=case&id=RV-2`,
  `${COUNTY}/retention?do=order`,
  `${COUNTY}/retention?do=hold`,
  `${COUNTY}/retention?do=apply&number=9`,
  '/counties/58/retention',
  `${COUNTY}/measures`,
  `${COUNTY}/measures?month=2006-09&compare=yes`,
  '/measures?month=2006-09',
  '/state',
  '/state/months/2006-09',
  '/state/months/2006-09?show=late',
  '/state/months/2006-09?show=outdated',
  '/state/months/2006-09?line=1',
  '/state/figures',
  '/state/figures?do=figure',
  '/state/figures?do=reportable',
  '/state/figures?do=carry',
  '/access/accounts',
  '/access/accounts?county=19',
  ACCOUNT,
  ...['SignInReset', 'AccountChanged', 'AccountSuspended', 'AccountClosed', 'GrantGiven'].map(
    (change) => `${ACCOUNT}?change=${change}`,
  ),
  '/access/accounts/A-99',
  '/access/invitation',
  '/access/cbud',
  '/access/applications',
  APPLICATION,
  '/access/applications/T-2',
  '/access/applications/T-99',
  ...APPLICATION_FORMS,
  '/access/tracking',
  '/access/allocation',
  '/access/allocation?act=AllocationChanged',
  '/matrix',
  '/third-party-access',
  '/log',
  '/log?county=LA',
  '/log/unusual',
  '/log/unusual?from=monday',
  '/service',
  '/search',
  '/help',
  '/help/lines/2e',
  '/help/records/CaseOpened',
  '/help/facts',
  '/help/refusals',
  '/help/components',
  '/accessibility',
  `${MONTH}?asOf=never`,
];

/** The one page on which every component stands. */
export const COMPONENTS_STATE = '/help/components';
