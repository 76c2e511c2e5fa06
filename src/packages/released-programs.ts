/** What a released version of the program puts into every package that it makes. */
export interface ReleasedProgram {
  /** As package.json had it. */
  readonly version: string;
  /** SHA-256 of its verify.mjs, 64 hexadecimal digits. */
  readonly verifier: string;
  /** Whether the text of its report.pdf stands there letter by letter, so that its figures can be read. */
  readonly isFormReadable: boolean;
}

/**
 * The versions that were released, oldest first. Packages outlive the program that made them: whoever verifies one has to
 * know which verify.mjs may lie in it (contract, versions). A version is added when it is released, and never changed.
 */
export const RELEASED_PROGRAMS: readonly ReleasedProgram[] = Object.freeze([
  {
    version: '0.1.0',
    verifier: '2a8a2db7a39a1f11a91d3c0e47ce0f150a32a9cfbebab0372b54a014a0bc5cfe',
    isFormReadable: true,
  },
]);

const SOFTWARE_AGENT = /^Bag-Software-Agent: plumbline (?<version>\S+) \(rules (?<rules>\S+)\)$/mu;

/**
 * The version of the program that made a package, null if it does not say.
 *
 * @param bagInfo - the text of its bag-info.txt
 */
export function makerOf(bagInfo: string): string | null {
  return SOFTWARE_AGENT.exec(bagInfo)?.groups?.['version'] ?? null;
}

/**
 * The edition of the rules that a package's trail was made by, null if it does not say.
 *
 * @param bagInfo - the text of its bag-info.txt
 */
export function rulesOf(bagInfo: string): string | null {
  return SOFTWARE_AGENT.exec(bagInfo)?.groups?.['rules'] ?? null;
}
