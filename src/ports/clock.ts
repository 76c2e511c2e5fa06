import { instantOfMs } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';

/** What this machine's clock says now. Whoever can be given a clock takes that one instead. */
export function clockNow(): Instant {
  return instantOfMs(Date.now());
}
