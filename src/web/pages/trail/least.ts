/** An amount as people type it, `1,200` or `12.5`, in hundredths; null for what is none. */
export function parseMoneySigned(text: string): number | null {
  const [, whole = '', decimals = ''] =
    /^(-?\d{1,12})(?:\.(\d{1,2}))?$/u.exec(text.replaceAll(/[,$ ]/gu, '')) ?? [];
  if (whole === '') return null;
  const hundredths = Number(`${whole}${decimals.padEnd(2, '0')}`);
  return Number.isSafeInteger(hundredths) ? hundredths : null;
}
