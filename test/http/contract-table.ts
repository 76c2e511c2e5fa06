/** One way to ask the service for something, as contract/http.md has it. */
export interface ContractRow {
  readonly method: 'get' | 'post' | 'put';
  /** As the OpenAPI document spells it. */
  readonly path: string;
  /** A name of the access table; of an act whose body decides, `acts`. */
  readonly action: string;
  /** Formats that take another right. */
  readonly byFormat?: Readonly<Record<string, string>>;
}

const COUNTY = '/v1/counties/{county}';
const MONTH = `${COUNTY}/months/{month}`;
const RETENTION = `${COUNTY}/retention`;

const ROWS = `
get  /v1/counties                                     report.read
post ${COUNTY}/records                                records.append
get  ${COUNTY}/ledger                                 ledger.read
get  ${COUNTY}/reports/{month}                        report.read
get  /v1/reports/{month}                              state.read
get  ${COUNTY}/trails/{month}/{line}                  trail.read      csv,xlsx,parquet=trail.download
get  ${COUNTY}/cases/{case}/history                   case.read
get  ${COUNTY}/children/{child}/history               case.read
get  ${COUNTY}/explanations/{month}                   case.read
get  ${COUNTY}/records/{record}                       case.read
post ${MONTH}/versions                                version.submit
get  ${COUNTY}/versions                               report.read
get  ${MONTH}/versions/{version}                      report.read
post ${MONTH}/versions/{version}/approval             version.approve
post ${MONTH}/versions/{version}/return               version.return
get  ${MONTH}/diff                                    trail.read
get  ${MONTH}/differences                             report.read
get  ${COUNTY}/outdated                               report.read
get  ${COUNTY}/measures/{month}                       report.read
get  /v1/rollup/{month}                               state.read
get  /v1/measures/{month}                             measures.read
post ${MONTH}/versions/{version}/packages             package.make
get  ${COUNTY}/packages/{package}                     package.read
get  ${COUNTY}/packages/{package}/file                package.read
get  ${RETENTION}/plan                                retention.read
get  ${RETENTION}/orders                              retention.read
get  ${RETENTION}/holds                               retention.read
post ${RETENTION}/orders                              retention.order
post ${RETENTION}/orders/{order}/apply                retention.apply
post ${RETENTION}/holds                               hold.place
post ${RETENTION}/holds/{hold}/release                hold.release
post ${COUNTY}/figures                                figures.append
post ${COUNTY}/carry-forward                          figures.append
get  ${COUNTY}/proofs/records/{record}                ledger.read
get  ${COUNTY}/proofs/consistency                     ledger.read
post ${COUNTY}/checkpoint                             ledger.read
get  /v1/access/accounts                              account.read
get  /v1/access/accounts/{account}                    account.read
post /v1/access/acts                                  acts
post /v1/access/cbud-requests                         cbud.request
get  /v1/access/applications                          application.read
get  /v1/access/applications/{application}            application.read
get  /v1/access/applications/{application}/letters/{letter} application.read
get  /v1/access/log                                   log.read
get  /v1/access/log/checkpoint                        log.read
get  ${COUNTY}/files                                  intake.read
get  ${COUNTY}/files/{file}                           intake.read
get  ${COUNTY}/files/{file}/receipt                   intake.read
put  ${COUNTY}/intake/mapping                         intake.settings
post ${COUNTY}/files                                  records.append
post ${COUNTY}/intake/outbox                          intake.send
post ${COUNTY}/samples                                sample.draw
get  ${COUNTY}/samples                                sample.read
get  ${COUNTY}/samples/{sample}                       sample.read
post ${COUNTY}/samples/{sample}/rows/{row}            sample.record
get  ${COUNTY}/samples/{sample}/worksheet             sample.read
get  ${COUNTY}/sample-checks                          sample.read
get  /v1/access/allocation                            application.read
get  /v1/matrix                                       matrix.read
get  /healthz/live                                    service.describe
get  /healthz/ready                                   service.describe
get  /healthz/detail                                  service.inspect
get  /openapi.json                                    service.describe
get  /docs                                            service.describe
`;

/** The rows that the service must have. */
export const CONTRACT_ROWS: readonly ContractRow[] = rowsOf(ROWS);

function rowsOf(text: string): readonly ContractRow[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [method, path = '', action = '', formats] = line.split(/\s+/u);
      const [names = '', other = ''] = (formats ?? '').split('=');
      const byFormat = Object.fromEntries(names.split(',').map((name) => [name, other]));
      return {
        // The table above has no others.
        method: method as ContractRow['method'],
        path,
        action,
        ...(formats === undefined ? {} : { byFormat }),
      };
    });
}
