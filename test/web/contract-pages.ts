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
${COUNTY}/packages                      package.read
/audit                                  sample.draw,sample.read,sample.record
/audit/:sample                          sample.draw,sample.read,sample.record
${COUNTY}/files                         intake.read
${COUNTY}/intake                        intake.read,intake.settings,intake.keys
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
`;

/** Addresses that signing in carries by itself. */
const OF_SIGNING_IN = ['/account', '/sign-in', '/welcome', '/help/sign-in'] as const;

/** The pages that there must be. */
export const CONTRACT_PAGES: readonly ContractPage[] = pagesOf(ROWS);

export const SIGNING_PAGES: readonly string[] = OF_SIGNING_IN;

function pagesOf(text: string): readonly ContractPage[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [address = '', actions = ''] = line.split(/\s+/u);
      return { address, actions: actions.split(',') };
    });
}
