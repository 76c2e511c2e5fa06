/** `npm run soak` sets PLUMBLINE_SOAK: the random tests then run as often as a release asks. */
export const IS_SOAK = !['', '0', undefined].includes(process.env['PLUMBLINE_SOAK']);

/** How often a random test runs: in every build, and in a soak. */
export function rounds(everyBuild: number, soak: number): number {
  return IS_SOAK ? soak : everyBuild;
}
