import type { County } from '../../../events/values/county.js';

/** Nothing is known of a county whose server is away: this machine never had all of it. */
export class NeverLevel extends Error {
  override readonly name = 'NeverLevel';

  constructor(county: County, address: string) {
    super(
      `County ${county} cannot be answered from this machine: its copy was never level with ${address}. Ask again when the server is there, or on a machine that has asked about this county before.`,
    );
  }
}
