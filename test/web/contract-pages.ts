/** One address of contract/web.md, Pages, and what it is for. */
export interface ContractPage {
  /** As `src/web/pages.ts` spells it. */
  readonly address: string;
  /** Actions of which whoever sees it has one. */
  readonly actions: readonly string[];
}

const COUNTY = '/counties/:county';
const MONTH = `${COUNTY}/months/:month`;

const ROWS = `
/                                       self
${COUNTY}                               report.read
${MONTH}                                report.read
${MONTH}/lines/:line/columns/:column    trail.read
${COUNTY}/cases/:case                   case.read
${COUNTY}/children/:child               case.read
${COUNTY}/participants/:participant     case.read
${COUNTY}/records/:record               case.read
${COUNTY}/submissions                   report.read
${MONTH}/versions/:version              report.read
${COUNTY}/records                       records.append,intake.read
${COUNTY}/retention                     retention.read
/measures                               measures.read
${COUNTY}/measures                      measures.read
/state/figures                          figures.append
/state/months/:month                    state.read
/access/accounts                        account.read
/access/accounts/:account               account.read
/access/cbud                            cbud.request
/access/applications                    application.read
/access/applications/:application       application.read
/access/tracking                        application.read
/access/allocation                      application.read
/log                                    log.read
/log/unusual                            log.read
/service                                service.inspect
/help                                   self
/help/lines/:line                       self
/help/records/:name                     self
/help/refusals                          self
/matrix                                 matrix.read
/third-party-access                     matrix.read,self,sign-in
/accessibility                          sign-in,matrix.read
${COUNTY}/packages                      package.read
/audit                                  sample.draw,sample.read,sample.record
/audit/:sample                          sample.draw,sample.read,sample.record
${COUNTY}/files                         intake.read
${COUNTY}/intake                        intake.read,intake.settings,intake.keys
`;

/** Pages that stand under one of the contract's, and ask for no less: their files, forms and parts. */
const ROWS_BESIDE = `
/access/allocation/letters/:name application.read
/access/applications/:application/letters/:name application.read
/access/invitation account.change
/audit/checks sample.read
${COUNTY}/figures figures.append
${COUNTY}/files/:number intake.read
${COUNTY}/files/:number/receipt intake.read
${COUNTY}/files/:number/rejects intake.read
${COUNTY}/intake/keys intake.keys
${MONTH}/checks trail.read
${MONTH}/differences trail.read
${MONTH}/lines/:line report.read
${MONTH}/lines/:line/columns/:column/trail.:name trail.download
${MONTH}/report.:name report.read
${MONTH}/submit version.submit
${COUNTY}/outdated report.read
${COUNTY}/packages/:number/file package.read
${COUNTY}/records/new records.append
/help/components self
/help/facts self
/search self
/state state.read
`;

/** The pages that there must be. */
export const CONTRACT_PAGES: readonly ContractPage[] = pagesOf(ROWS);

/** What else there is. A new page has to be written down here, with the action that it needs. */
export const PAGES_BESIDE: readonly ContractPage[] = pagesOf(ROWS_BESIDE);

/** Addresses that signing in carries by itself, and what a stranger is answered there. */
export const SIGNING_PAGES: readonly (readonly [address: string, status: number])[] = [
  ['/account', 303],
  ['/sign-in', 200],
  ['/welcome', 200],
  ['/help/sign-in', 200],
];

function pagesOf(text: string): readonly ContractPage[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [address = '', actions = ''] = line.split(/\s+/u);
      return { address, actions: actions.split(',') };
    });
}
