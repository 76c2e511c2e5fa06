/** How a county writes days; what it makes of them is the ledger's own form, `YYYY-MM-DD`. */
export const DATE_FORMS = ['YYYY-MM-DD', 'M/D/YYYY', 'YYYYMMDD'] as const;

export type DateForm = (typeof DATE_FORMS)[number];

const DAYS: Readonly<Record<DateForm, RegExp>> = {
  'YYYY-MM-DD': /^(?<y>\d{4})-(?<m>\d{2})-(?<d>\d{2})$/u,
  'M/D/YYYY': /^(?<m>\d{1,2})\/(?<d>\d{1,2})\/(?<y>\d{4})$/u,
  YYYYMMDD: /^(?<y>\d{4})(?<m>\d{2})(?<d>\d{2})$/u,
};

const MONTHS: Readonly<Record<DateForm, RegExp>> = {
  'YYYY-MM-DD': /^(?<y>\d{4})-(?<m>\d{2})$/u,
  'M/D/YYYY': /^(?<m>\d{1,2})\/(?<y>\d{4})$/u,
  YYYYMMDD: /^(?<y>\d{4})(?<m>\d{2})$/u,
};

/** A day as the ledger spells it; a text that has another form stays as it is, and is refused as a day later. */
export function dayFrom(text: string, form: DateForm): string {
  const { y, m, d } = DAYS[form].exec(text)?.groups ?? {};
  return y === undefined ? text : `${y}-${two(m)}-${two(d)}`;
}

/** A month as the ledger spells it; as `dayFrom`. */
export function monthFrom(text: string, form: DateForm): string {
  const { y, m } = MONTHS[form].exec(text)?.groups ?? {};
  return y === undefined ? text : `${y}-${two(m)}`;
}

function two(digits = ''): string {
  return digits.padStart(2, '0');
}
