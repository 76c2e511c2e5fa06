import type { SideNavigation } from '../../page.js';

/** The pages of the access log. */
export const LOG_SIDE: SideNavigation = {
  label: 'Access log',
  links: [
    { href: '/log', text: 'All lines' },
    { href: '/log/unusual', text: 'Unusual use' },
  ],
};
