/**
 * The records of a file as typed tables, as a careful author of SQL would keep them: one table for
 * each kind of question, in order of case and business order, every amount an integer of cents,
 * every correction looked up. `gone` is the position that superseded a record, or beyond all;
 * `key` orders a case's records (effective day, then chain root); `m` is year * 12 + month - 1.
 *
 * @param ndjson - path of the records
 */
export function loading(ndjson: string): readonly string[] {
  return [
    `CREATE TEMP TABLE sent AS
      SELECT row_number() OVER () AS position, *
      FROM read_json('${ndjson.replaceAll("'", "''")}', format = 'newline_delimited', columns = {
        id: 'VARCHAR', type: 'VARCHAR', "case": 'VARCHAR', effective: 'DATE', data: 'JSON',
        corrects: 'VARCHAR'})`,
    `CREATE TEMP TABLE corrections AS
      SELECT later.position, earlier.position AS target
      FROM sent AS later JOIN sent AS earlier ON earlier.id = later.corrects`,
    `CREATE TEMP TABLE roots AS
      WITH RECURSIVE chain(position, first) AS (
        SELECT position, target FROM corrections
        UNION ALL
        SELECT chain.position, corrections.target
        FROM chain JOIN corrections ON corrections.position = chain.first)
      SELECT position, min(first) AS root FROM chain GROUP BY position`,
    `CREATE TABLE cases AS
      SELECT "case" AS id, (row_number() OVER (ORDER BY "case"))::INTEGER AS c
      FROM (SELECT DISTINCT "case" FROM sent WHERE "case" IS NOT NULL)`,
    PLACED,
    NAMES,
    ...TABLES.map(
      ({ name, columns, types }) =>
        `CREATE TABLE ${name} AS SELECT c, position, gone, day, m, key, ${columns}
         FROM placed LEFT JOIN names USING (position)
         WHERE type IN (${types.map((type) => `'${type}'`).join(', ')}) ORDER BY c, key`,
    ),
    DISTRIBUTIONS,
    'DROP TABLE placed',
    'DROP TABLE names',
    'CHECKPOINT',
  ];
}

const PLACED = `CREATE TABLE placed AS
  SELECT cases.c, sent.position::INTEGER AS position,
    coalesce(superseding.position, 2147483647)::INTEGER AS gone,
    (effective - DATE '1970-01-01')::INTEGER AS day,
    (year(effective) * 12 + month(effective) - 1)::INTEGER AS m,
    (effective - DATE '1970-01-01')::BIGINT * 4294967296 + coalesce(root, sent.position) AS key,
    type, data
  FROM sent
  JOIN cases ON cases.id = sent."case"
  LEFT JOIN corrections AS superseding ON superseding.target = sent.position
  LEFT JOIN roots ON roots.position = sent.position
  WHERE type <> 'RecordVoided'`;

/** The ids that a case's records name, as numbers: no query compares text. */
const NAMES = `CREATE TABLE names AS
  WITH spelt AS (
    SELECT position, c, CASE
      WHEN type LIKE 'SupportOrder%' THEN 'O ' || (data->>'order')
      WHEN type LIKE 'ReferralSent%' THEN 'S ' || (data->>'referral')
      WHEN type LIKE 'ReferralReceived%' THEN 'R ' || (data->>'referral')
      WHEN type = 'CollectionReceived' THEN 'C ' || (data->>'collection')
      WHEN type = 'CollectionDistributed' THEN 'C ' || (data->>'collection')
      WHEN type = 'DistributionReversed' THEN 'D ' || (data->>'distribution') END AS name,
      CASE WHEN type = 'CollectionDistributed' THEN 'D ' || (data->>'distribution') END AS second
    FROM placed),
  numbered AS (
    SELECT c, name, min(position) AS number FROM (
      SELECT c, name, position FROM spelt WHERE name IS NOT NULL
      UNION ALL SELECT c, second, position FROM spelt WHERE second IS NOT NULL)
    GROUP BY c, name)
  SELECT position, one.number AS named, two.number AS named_too
  FROM spelt
  LEFT JOIN numbered AS one ON one.c = spelt.c AND one.name = spelt.name
  LEFT JOIN numbered AS two ON two.c = spelt.c AND two.name = spelt.second
  WHERE spelt.name IS NOT NULL`;

interface TableOfTypes {
  readonly name: string;
  readonly columns: string;
  readonly types: readonly string[];
}

const CENTS = `replace((data->>'amount'), '.', '')::BIGINT AS cents, (data->>'owedTo') = 'state' AS to_state`;
const OPENING = ['CaseOpened', 'CaseTransferredIn', 'CaseReopened'];

const TABLES: readonly TableOfTypes[] = [
  {
    name: 'openings',
    columns: `type NOT IN ('CaseClosed', 'CaseTransferredOut') AS is_open,
      type = 'CaseTransferredOut' AS is_out, type = 'CaseClosed' AS is_closing,
      type IN ('CaseOpened', 'CaseReopened') AS is_new`,
    types: [...OPENING, 'CaseClosed', 'CaseTransferredOut'],
  },
  {
    name: 'programs',
    columns: `(data->>'program') AS program, coalesce((data->>'formerAssistance')::BOOLEAN, false) AS was_former,
      coalesce((data->>'program') IN ('calworks', 'kingap', 'foster-care-iv-e'), false) AS is_federal`,
    types: [...OPENING, 'AssistanceProgramChanged'],
  },
  {
    name: 'jurisdictions',
    columns: `(data->>'jurisdiction')::BOOLEAN AS has`,
    types: ['JurisdictionDetermined'],
  },
  {
    name: 'non_cooperations',
    columns: `type = 'NonCooperationDetermined' AS has`,
    types: ['NonCooperationDetermined', 'NonCooperationEnded'],
  },
  {
    name: 'unavailabilities',
    columns: `type = 'InsuranceUnavailabilityConfirmed' AS has`,
    types: ['InsuranceUnavailabilityConfirmed', 'InsuranceUnavailabilityEnded'],
  },
  {
    name: 'referrals',
    columns: `type = 'ReferralSent' AS is_sent, named AS referral, (data->>'kind') = 'state' AS is_state`,
    types: ['ReferralSent', 'ReferralReceived'],
  },
  {
    name: 'referral_ends',
    columns: `type = 'ReferralSentEnded' AS is_sent, named AS referral`,
    types: ['ReferralSentEnded', 'ReferralReceivedEnded'],
  },
  {
    name: 'orders',
    columns: `named AS o, (data->>'kind') = 'arrears-judgment' AS is_judgment,
      coalesce((data->>'enforceable')::BOOLEAN, true)
        AND NOT coalesce((data->>'generalObligation')::BOOLEAN, false) AS can_count`,
    types: ['SupportOrderEstablished'],
  },
  {
    name: 'terms',
    columns: `named AS o, (data->'terms'->>'currentSupport') <> '0.00'
        OR (data->'terms'->>'cashMedical') <> '0.00' AS has_cash,
      (data->'terms'->>'cashMedical') <> '0.00' AS has_medical,
      (data->'terms'->>'healthInsurance')::BOOLEAN AS has_insurance`,
    types: ['SupportOrderEstablished', 'SupportOrderModified'],
  },
  {
    name: 'order_ends',
    columns: `named AS o, type = 'SupportOrderSetAside' AS is_set_aside`,
    types: ['SupportOrderTerminated', 'SupportOrderSetAside'],
  },
  { name: 'charges', columns: CENTS, types: ['CurrentSupportCharged'] },
  {
    name: 'arrears',
    columns: `${CENTS}, CASE type WHEN 'ArrearsAdjusted' THEN 0 WHEN 'ArrearsCompromised' THEN -1 ELSE 1 END::TINYINT AS sign,
      CASE WHEN (data->>'forPeriod') IS NULL THEN NULL ELSE
        left((data->>'forPeriod'), 4)::INTEGER * 12 + right((data->>'forPeriod'), 2)::INTEGER - 1 END AS for_m`,
    types: [
      'ArrearsBroughtForward',
      'ArrearsJudgmentEntered',
      'InterestAccrued',
      'ArrearsCompromised',
      'ArrearsAdjusted',
    ],
  },
  {
    name: 'collections',
    columns: `named AS collection, coalesce((data->>'voluntary')::BOOLEAN, false) AS is_voluntary`,
    types: ['CollectionReceived'],
  },
  {
    name: 'reversals',
    columns: 'named AS distribution',
    types: ['DistributionReversed'],
  },
  { name: 'services', columns: 'true AS is_served', types: ['ServiceOfProcessCompleted'] },
];

/** One row a distribution: its allocations summed by bucket and payee; fees are on no line. */
const DISTRIBUTIONS = `CREATE TABLE distributions AS
  WITH each AS (
    SELECT position, unnest(from_json(data->'allocations',
      '[{"bucket":"VARCHAR","amount":"VARCHAR","to":"VARCHAR"}]')) AS allocation
    FROM placed WHERE type = 'CollectionDistributed'),
  paid AS (
    SELECT position, allocation.bucket AS bucket, allocation."to" = 'state' AS to_state,
      replace(allocation.amount, '.', '')::BIGINT AS cents
    FROM each),
  sums AS (
    SELECT position,
      ${[
        ['current_family', `bucket IN ('current', 'medical') AND NOT to_state`],
        ['current_state', `bucket IN ('current', 'medical') AND to_state`],
        ['arrears_family', `bucket IN ('arrears', 'interest') AND NOT to_state`],
        ['arrears_state', `bucket IN ('arrears', 'interest') AND to_state`],
        ['future', `bucket = 'future'`],
      ]
        .map(([name, when]) => `coalesce(sum(cents) FILTER (${when}), 0)::BIGINT AS ${name}`)
        .join(', ')}
    FROM paid GROUP BY position)
  SELECT c, position, gone, day, m, key, named_too AS distribution, named AS collection,
    sums.* EXCLUDE (position)
  FROM placed JOIN sums USING (position) JOIN names USING (position)
  WHERE type = 'CollectionDistributed' ORDER BY c, key`;
