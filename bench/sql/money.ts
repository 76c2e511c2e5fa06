import type { AskedOfSql } from './facts.js';

/** Temporary tables with the money of every case in every month (rules 2 and 5). */
export function moneyTables({ asOf, firstMonth }: AskedOfSql): readonly string[] {
  const seen = `position <= ${String(asOf)} AND gone > ${String(asOf)} AND m <= ${String(firstMonth + 11)}`;
  return [
    voluntary(seen),
    reversed(seen),
    responding(seen, firstMonth),
    usedCredit(seen),
    flows(seen, firstMonth),
    BALANCES,
    MONEY,
  ];
}

/** Reversed distributions: few. `back_m` is null where the reversal is of their own month or an earlier one. */
function reversed(seen: string): string {
  return `CREATE OR REPLACE TEMP TABLE reversed AS
    SELECT d.position, d.c, CASE WHEN r.m > d.m THEN r.m END AS back_m, r.key AS back_key,
      ${PAID}
    FROM distributions AS d
    JOIN (SELECT distribution, m, key FROM reversals WHERE ${seen}) AS r USING (distribution)
    LEFT JOIN voluntary ON voluntary.position = d.position
    WHERE ${of('d', seen)}`;
}

/** Distributions of voluntary collections: few. */
function voluntary(seen: string): string {
  return `CREATE OR REPLACE TEMP TABLE voluntary AS
    SELECT d.position FROM distributions AS d
    WHERE ${of('d', seen)}
      AND collection IN (SELECT collection FROM collections WHERE ${seen} AND is_voluntary)`;
}

/** Distributions made while the case responded to another jurisdiction: few. */
function responding(seen: string, firstMonth: number): string {
  return `CREATE OR REPLACE TEMP TABLE responding AS
    SELECT DISTINCT d.position FROM distributions AS d
    JOIN referral_spans AS r
      ON r.c = d.c AND NOT r.is_sent AND r.day <= d.day AND r.end_day > d.day
    WHERE ${of('d', seen)} AND d.m >= ${String(firstMonth)}`;
}

/** What a distribution takes off the balances; current support of a voluntary collection pays no debt. */
const PAID = ['family', 'state']
  .map(
    (payee) =>
      `arrears_${payee} + CASE WHEN voluntary.position IS NULL THEN current_${payee} ELSE 0 END AS paid_${payee}`,
  )
  .join(', ');

/** Distributions that count, with what was found out about the few. */
const KEPT = (seen: string): string => `SELECT d.*, back_m, back_key,
    voluntary.position IS NOT NULL AS is_voluntary, responding.position IS NOT NULL AS is_responding,
    ${PAID}
  FROM distributions AS d
  LEFT JOIN reversed ON reversed.position = d.position
  LEFT JOIN voluntary ON voluntary.position = d.position
  LEFT JOIN responding ON responding.position = d.position
  WHERE ${of('d', seen)} AND (reversed.position IS NULL OR back_m IS NOT NULL)`;

/**
 * Future credit that charges used. Credit falls with a charge or a reversal, never below zero, so it
 * is the running sum less the lowest that the sum has been, where that is below zero.
 */
function usedCredit(seen: string): string {
  return `CREATE OR REPLACE TEMP TABLE used AS
    WITH ahead AS (SELECT c, m, key, future, back_m, back_key FROM (${KEPT(`${seen} AND future > 0`)})),
    steps AS (
      SELECT c, m, key, to_state, -cents AS step, true AS is_charge FROM charges
      WHERE ${seen} AND c IN (SELECT c FROM ahead)
      UNION ALL SELECT c, m, key, false, future, false FROM ahead
      UNION ALL SELECT c, back_m, back_key, false, -future, false FROM ahead
        WHERE back_m IS NOT NULL),
    sums AS (
      SELECT *, sum(step) OVER (PARTITION BY c ORDER BY key ROWS UNBOUNDED PRECEDING) AS total
      FROM steps),
    credits AS (
      SELECT *, total - least(0, min(total) OVER (
        PARTITION BY c ORDER BY key ROWS UNBOUNDED PRECEDING)) AS credit
      FROM sums),
    changes AS (
      SELECT *, lag(credit, 1, 0) OVER (PARTITION BY c ORDER BY key) - credit AS used FROM credits)
    SELECT c, m, to_state, sum(used)::BIGINT AS cents FROM changes
    WHERE is_charge AND used > 0 GROUP BY c, m, to_state`;
}

const FLOWS = [
  'due',
  'current',
  'arrears',
  'family',
  'state',
  'period_family',
  'period_state',
  'year_family',
  'year_state',
  'added',
] as const;

/** What moved in each month of each case; the balance before the fiscal year stands in the month before it. */
function flows(seen: string, firstMonth: number): string {
  const first = String(firstMonth);
  const month = (m: string): string => `greatest(${m}, ${String(firstMonth - 1)})`;
  const balance = (isState: boolean, cents: string): string =>
    `sum(${cents}) FILTER (${isState ? 'to_state' : 'NOT to_state'})`;
  const adjusted = (isState: boolean, before: string): string =>
    `sum(cents) FILTER (sign = 0 AND m >= ${first} AND for_m < ${before} AND ${isState ? 'to_state' : 'NOT to_state'})`;
  const signed = 'CASE WHEN sign < 0 THEN -cents ELSE cents END';
  const none = '0, 0, 0, 0, 0';
  return `CREATE OR REPLACE TEMP TABLE flows AS
    WITH parts(c, m, ${FLOWS.join(', ')}) AS (
      SELECT c, ${month('m')}, sum(cents), 0, 0, ${balance(false, 'cents')}, ${balance(true, 'cents')},
        ${none} FROM charges WHERE ${seen} GROUP BY c, ${month('m')}
      UNION ALL
      SELECT c, ${month('m')}, -sum(cents), 0, 0, -${balance(false, 'cents')}, -${balance(true, 'cents')},
        ${none} FROM used GROUP BY c, ${month('m')}
      UNION ALL
      SELECT c, ${month('m')}, 0, 0, 0, ${balance(false, signed)}, ${balance(true, signed)},
        ${adjusted(false, 'm')}, ${adjusted(true, 'm')}, ${adjusted(false, first)}, ${adjusted(true, first)},
        count(*) FILTER (sign > 0) FROM arrears WHERE ${seen} GROUP BY c, ${month('m')}
      UNION ALL
      SELECT c, ${month('m')},
        sum(future + CASE WHEN is_voluntary THEN current_family + current_state ELSE 0 END),
        sum(current_family + current_state + future),
        sum(CASE WHEN is_responding THEN 0 ELSE arrears_family + arrears_state END),
        -sum(paid_family), -sum(paid_state), ${none} FROM (${KEPT(seen)}) GROUP BY c, ${month('m')}
      UNION ALL
      SELECT c, ${month('back_m')}, 0, 0, 0, sum(paid_family), sum(paid_state), ${none}
        FROM reversed WHERE back_m IS NOT NULL GROUP BY c, ${month('back_m')})
    SELECT c, m, ${FLOWS.map((flow) => `coalesce(sum(${flow}), 0)::BIGINT AS ${flow}`).join(', ')}
    FROM parts GROUP BY c, m`;
}

/** Balances at the end of each month: sums over the months up to it, by a join rather than a window. */
const BALANCES = `CREATE OR REPLACE TEMP TABLE balances AS
  SELECT c, months.m, ${[
    'family',
    'state',
    'period_family',
    'period_state',
    'year_family',
    'year_state',
  ]
    .map((flow) => `sum(flows.${flow})::BIGINT AS ${flow}`)
    .join(', ')}
  FROM flows JOIN months ON flows.m <= months.m
  GROUP BY c, months.m`;

/** What the lines ask of the money of a case at the end of a month. */
const MONEY = `CREATE OR REPLACE TEMP TABLE money AS
  WITH firsts AS (
    SELECT c, min(m) FILTER (due > 0) AS due_m, min(m) FILTER (current > 0) AS current_m,
      min(m) FILTER (added > 0) AS added_m,
      bool_or(family > 0 OR state > 0) FILTER (m < (SELECT min(m) FROM months)) AS began_in_arrears
    FROM (SELECT * REPLACE (
      CASE WHEN m < (SELECT min(m) FROM months) THEN 0 ELSE due END AS due,
      CASE WHEN m < (SELECT min(m) FROM months) THEN 0 ELSE current END AS current,
      CASE WHEN m < (SELECT min(m) FROM months) THEN 0 ELSE added END AS added) FROM flows)
    GROUP BY c),
  owing AS (
    SELECT c, min(m) AS m FROM balances
    WHERE family - year_family > 0 OR state - year_state > 0 GROUP BY c)
  SELECT b.c, b.m, coalesce(f.due, 0) AS due, coalesce(f.current, 0) AS current,
    coalesce(f.arrears, 0) AS arrears,
    coalesce(began_in_arrears, false) OR coalesce(added_m <= b.m, false)
      OR coalesce(owing.m <= b.m, false) AS had_arrears,
    coalesce(due_m <= b.m, false) AS had_due, coalesce(current_m <= b.m, false) AS had_current,
    greatest(b.family, 0) + greatest(b.state, 0) > 0 AS owes_arrears,
    greatest(b.family - b.period_family, 0) + greatest(b.state - b.period_state, 0) AS arrears_due
  FROM (SELECT c, m, family, state, period_family, period_state FROM balances) AS b
  LEFT JOIN flows AS f ON f.c = b.c AND f.m = b.m
  LEFT JOIN firsts ON firsts.c = b.c
  LEFT JOIN owing ON owing.c = b.c`;

/** The same condition on a table's columns by its alias. */
function of(alias: string, seen: string): string {
  return seen.replaceAll(/\b(position|gone|m) (<=|>)/gu, `${alias}.$1 $2`);
}
