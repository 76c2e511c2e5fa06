/** `npm run soak` sets PLUMBLINE_SOAK: the random tests then run as often as a release asks. */
export const IS_SOAK = !['', '0', undefined].includes(process.env['PLUMBLINE_SOAK']);

/** How often a random test runs: in every build, and in a soak. */
export function rounds(everyBuild: number, soak: number): number {
  return IS_SOAK ? soak : everyBuild;
}

/** All of a list in a soak, and in a build `count` of them, from first to last. */
export function some<Each>(all: readonly Each[], count: number): readonly Each[] {
  if (IS_SOAK || count >= all.length) return all;
  const step = (all.length - 1) / Math.max(1, count - 1);
  return Array.from({ length: count }, (_, index) => all[Math.round(index * step)] as Each);
}
