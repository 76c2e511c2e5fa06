import type { County } from '../../../events/values/county.js';
import { formatInstantMillis } from '../../../events/values/instant.js';
import type { Instant } from '../../../events/values/instant.js';

/** As of when the copy of a county is, for whoever reads it. */
export function levelText(county: County, at: Instant): string {
  return `County ${county} is as it was at ${formatInstantMillis(at)}, when this copy was last level.`;
}
