/** What a replay in SQL is asked: the twelve months of one federal fiscal year, as of a position. */
export interface AskedOfSql {
  /** Only records at positions 1 to this one count. */
  readonly asOf: number;
  /** October of the fiscal year, year * 12 + month - 1. */
  readonly firstMonth: number;
}

/** Beyond every day. */
const NEVER = '2147483647';

/** Temporary tables with the facts of every case at the end of every month. */
export function factTables({ asOf, firstMonth }: AskedOfSql): readonly string[] {
  const active = `position <= ${String(asOf)} AND gone > ${String(asOf)}`;
  const seen = `${active} AND m <= ${String(firstMonth + 11)}`;
  return [
    months(firstMonth),
    standing(seen, firstMonth),
    referralSpans(seen),
    REFERRED,
    orders(seen),
    happened(seen, firstMonth),
  ];
}

function months(firstMonth: number): string {
  const first = String(firstMonth);
  return `CREATE OR REPLACE TEMP TABLE months AS
    SELECT (${first} + i)::INTEGER AS m,
      (last_day(make_date((${first} + i) // 12, (${first} + i) % 12 + 1, 1)) - DATE '1970-01-01')::INTEGER AS m_end
    FROM range(12) AS r(i)`;
}

/**
 * From which day to before which a value stands: from its record to the next one of the case. Hash
 * joins on the case with such spans beat ASOF joins here, which sort the cases' months each time.
 */
function spansOf(table: string, columns: string, where: string): string {
  return `SELECT c, day AS since, lead(day, 1, ${NEVER}) OVER (PARTITION BY c ORDER BY key) AS until, ${columns}
    FROM ${table} WHERE ${where}`;
}

/** Open or not, the column, jurisdiction, in the fiscal year or not (rules 1 and 3). */
function standing(seen: string, firstMonth: number): string {
  const before = `m < ${String(firstMonth)}`;
  const stands = (span: string, day: string): string =>
    `${span}.c = s.c AND ${span}.since <= ${day} AND ${span}.until > ${day}`;
  return `CREATE OR REPLACE TEMP TABLE standing AS
    WITH opened AS (${spansOf('openings', 'is_open, is_out', seen)}),
    ffy AS (
      SELECT c, arg_max(is_open, key) FILTER (${before}) AS was_open,
        min(day) FILTER (is_open AND NOT ${before}) AS opened_on
      FROM openings WHERE ${seen} GROUP BY c),
    program AS (${spansOf('programs', 'program', `${seen} AND program IS NOT NULL`)}),
    federal AS (
      SELECT c, min(day) AS since FROM programs
      WHERE ${seen} AND (is_federal OR was_former) GROUP BY c),
    jurisdiction AS (${spansOf('jurisdictions', 'has', seen)}),
    outside AS (SELECT c, since, until FROM jurisdiction WHERE NOT has),
    cooperation AS (${spansOf('non_cooperations', 'has', seen)}),
    uncooperative AS (SELECT c, since, until FROM cooperation WHERE has),
    availability AS (${spansOf('unavailabilities', 'has', seen)}),
    unavailable AS (SELECT c, since, until FROM availability WHERE has),
    at_end AS (
      SELECT s.c, s.m, s.m_end, coalesce(is_open, false) AS is_open, coalesce(is_out, false) AS is_out,
        CASE WHEN coalesce(is_open, true) THEN s.m_end ELSE opened.since END AS status_day
      FROM (SELECT c, m, m_end FROM cases CROSS JOIN months) AS s
      LEFT JOIN opened ON ${stands('opened', 's.m_end')})
    SELECT s.c, s.m, s.is_open, s.is_out, outside.c IS NOT NULL AS is_outside,
      coalesce(was_open, false) OR coalesce(opened_on <= s.m_end, false) AS is_in_ffy, program,
      CASE WHEN program IN ('calworks', 'kingap', 'foster-care-iv-e') THEN 0
        WHEN federal.since <= s.status_day THEN 1 ELSE 2 END AS status,
      uncooperative.c IS NOT NULL AS is_uncooperative, unavailable.c IS NOT NULL AS is_unavailable
    FROM at_end AS s
    LEFT JOIN program ON ${stands('program', 's.status_day')}
    LEFT JOIN outside ON ${stands('outside', 's.status_day')}
    LEFT JOIN uncooperative ON ${stands('uncooperative', 's.m_end')}
    LEFT JOIN unavailable ON ${stands('unavailable', 's.m_end')}
    LEFT JOIN federal ON federal.c = s.c
    LEFT JOIN ffy ON ffy.c = s.c`;
}

function referralSpans(seen: string): string {
  return `CREATE OR REPLACE TEMP TABLE referral_spans AS
    SELECT r.c, r.is_sent, r.is_state, r.day, coalesce(min(e.day), ${NEVER}) AS end_day
    FROM (SELECT * FROM referrals WHERE ${seen}) AS r
    LEFT JOIN (SELECT * FROM referral_ends WHERE ${seen}) AS e USING (c, is_sent, referral)
    GROUP BY r.c, r.is_sent, r.is_state, r.referral, r.day
    HAVING end_day > r.day`;
}

const REFERRED = `CREATE OR REPLACE TEMP TABLE referred AS
  SELECT c, m, bool_or(is_sent) AS is_initiating, bool_or(NOT is_sent) AS is_responding,
    bool_or(is_sent AND is_state) AS is_sent_to_state,
    bool_or(NOT is_sent AND is_state) AS is_received_from_state
  FROM referral_spans JOIN months ON day <= m_end AND end_day > m_end
  GROUP BY c, m`;

/** Cases with a countable order, and what its orders ask for. */
function orders(seen: string): string {
  return `CREATE OR REPLACE TEMP TABLE ordered AS
    WITH ended AS (
      SELECT o, min(day) FILTER (is_set_aside) AS aside, min(day) FILTER (NOT is_set_aside) AS ended
      FROM order_ends WHERE ${seen} GROUP BY o),
    counting AS (
      SELECT c, o, day, coalesce(aside, ${NEVER}) AS aside, is_judgment,
        CASE WHEN is_judgment THEN 0 ELSE coalesce(ended, ${NEVER}) END AS current_until
      FROM orders LEFT JOIN ended USING (o)
      WHERE ${seen} AND can_count),
    asked AS (
      SELECT o, has_cash, has_medical, has_insurance, day AS since,
        lead(day, 1, ${NEVER}) OVER (PARTITION BY o ORDER BY key) AS until
      FROM terms WHERE ${seen})
    SELECT c, m, bool_or(current_until > m_end) AS has_current,
      CASE WHEN has_current THEN NOT bool_or(current_until > m_end AND has_cash)
        ELSE NOT bool_or(is_judgment OR has_cash) END AS is_zero_cash,
      bool_or(current_until > m_end AND has_insurance) AS has_insurance,
      bool_or(current_until > m_end AND (has_medical OR has_insurance)) AS has_medical
    FROM counting JOIN asked USING (o)
    JOIN months ON day <= m_end AND aside > m_end AND since <= m_end AND until > m_end
    GROUP BY c, m`;
}

/** What happened in the fiscal year to date, and in the month. */
function happened(seen: string, firstMonth: number): string {
  const inFfy = `${seen} AND m >= ${String(firstMonth)}`;
  const first = (table: string, where = 'true'): string =>
    `SELECT c, min(m) AS m FROM ${table} WHERE ${inFfy} AND ${where} GROUP BY c`;
  return `CREATE OR REPLACE TEMP TABLE happened AS
    SELECT s.c, s.m, coalesce(collected.m <= s.m, false) AS has_collection,
      coalesce(sent.m <= s.m, false) AS has_sent, coalesce(received.m <= s.m, false) AS has_received,
      coalesce(served.m <= s.m, false) AS was_served,
      coalesce(was_opened, false) AS was_opened, coalesce(was_closed, false) AS was_closed
    FROM (SELECT c, m FROM cases CROSS JOIN months) AS s
    LEFT JOIN (${first('collections')}) AS collected ON collected.c = s.c
    LEFT JOIN (${first('referrals', 'is_sent')}) AS sent ON sent.c = s.c
    LEFT JOIN (${first('referrals', 'NOT is_sent')}) AS received ON received.c = s.c
    LEFT JOIN (${first('services')}) AS served ON served.c = s.c
    LEFT JOIN (
      SELECT c, m, bool_or(is_new) AS was_opened, bool_or(is_closing) AS was_closed
      FROM openings WHERE ${inFfy} GROUP BY c, m) AS turned ON turned.c = s.c AND turned.m = s.m`;
}
