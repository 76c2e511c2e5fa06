import type { County } from '../../events/values/county.js';
import { countyName } from '../../events/values/county-names.js';
import { countyHref, outdatedHref } from './addresses.js';
import type { Link, PageRequest, SideNavigation } from './page.js';

/** A county as people know it: its number and its name. */
export function countyInWords(county: County): string {
  return `${county} ${countyName(county)}`;
}

/** What leads to a page of a county. */
export function countyCrumbs(county: County, ...more: readonly Link[]): readonly Link[] {
  return [
    { href: '/', text: 'Counties' },
    { href: countyHref(county), text: countyInWords(county) },
    ...more,
  ];
}

/** The same for a page of a case: nothing leads to pages that may not be seen. */
export function caseCrumbs(county: County, may: PageRequest['may']): readonly Link[] {
  return may('report.read', county) ? countyCrumbs(county) : [{ href: '/', text: 'Start' }];
}

/** The pages of a county, without those that may not be seen. */
export function countySide(county: County, may: PageRequest['may']): SideNavigation {
  const href = countyHref(county);
  const links: readonly (Link & { readonly isThere: boolean })[] = [
    { href, text: 'Months', isThere: may('report.read', county) },
    { href: `${href}/submissions`, text: 'Submissions', isThere: may('report.read', county) },
    { href: outdatedHref(county), text: 'Outdated months', isThere: may('report.read', county) },
    { href: `${href}/measures`, text: 'Measures', isThere: may('measures.read') },
    {
      href: `${href}/records`,
      text: 'Records',
      isThere: may('intake.read', county),
    },
    { href: `${href}/files`, text: 'Files', isThere: may('intake.read', county) },
    { href: `${href}/packages`, text: 'Packages', isThere: may('package.read', county) },
    { href: `/audit?county=${county}`, text: 'Samples', isThere: may('sample.read', county) },
    {
      href: `${href}/retention`,
      text: 'Retention and holds',
      isThere: may('retention.read', county),
    },
    {
      href: `/access/accounts?county=${county}`,
      text: 'People with access',
      isThere: may('account.read', county),
    },
  ];
  return { label: `County ${county}`, links: links.filter(({ isThere }) => isThere) };
}
