import type { County } from '../values/county.js';

/** What an organisation that asks for access is. */
export const KINDS = ['IV-A', 'IV-E', 'district-attorney', 'child-abduction', 'other'] as const;

/** One of `KINDS`. */
export type Kind = (typeof KINDS)[number];

/** A row of the allocation guide. */
export interface AllocationRow {
  /** From 1, without gaps. */
  readonly row: number;
  readonly lcsa: string;
  /** One sum for all of them. */
  readonly counties: readonly County[];
  /** Null: of every kind that has no row of its own. */
  readonly kind: Kind | null;
  readonly organisation: string | null;
  readonly preConversionUsers: number | null;
  /** User accounts that are reserved for it, before any `AllocationChanged`. */
  readonly reserved: number;
}

type Printed = readonly [
  lcsa: string,
  counties: string,
  kind: Kind | null,
  organisation: string | null,
  preConversionUsers: number | null,
  reserved: number,
];

/**
 * The allocation guide as printed (CCSAS Third Party Access Process 1.1, section 1.6), in order of row; regional LCSAs
 * by their counties.
 */
const PRINTED: readonly Printed[] = [
  ['Alameda', '01', 'IV-A', 'IV-A', 5, 5],
  ['Amador', '03', null, null, null, 1],
  ['Butte', '04', 'district-attorney', 'District Attorney for PC270 cases', 2, 0],
  ['Calaveras', '05', null, null, null, 1],
  ['Colusa', '06', null, null, null, 1],
  ['Contra Costa', '07', null, null, null, 1],
  ['Del Norte', '08', null, null, null, 1],
  ['El Dorado', '09', 'IV-A', 'IV-A', 2, 2],
  ['Fresno', '10', null, null, null, 1],
  ['Glenn', '11', null, null, null, 1],
  ['Humboldt', '12', null, null, null, 1],
  ['Imperial', '13', null, null, null, 1],
  ['Eastern Sierra', '14 26', null, null, null, 1],
  ['Kern', '15', null, null, null, 1],
  ['Kings', '16', null, null, null, 1],
  ['Lake', '17', null, null, null, 1],
  ['Lassen', '18', 'IV-A', 'IV-A', 1, 1],
  ['Los Angeles', '19', 'IV-A', 'IV-A', 22, 22],
  ['Los Angeles', '19', 'IV-E', 'IV-E', 150, 150],
  ['Madera', '20', null, null, null, 1],
  ['Marin', '21', null, null, null, 1],
  ['Mariposa', '22', null, null, null, 1],
  ['Mendocino', '23', null, null, null, 1],
  ['Merced', '24', 'IV-A', 'IV-A', 37, 37],
  ['Merced', '24', 'child-abduction', 'Child Abduction', 1, 0],
  ['Siskiyou/Modoc', '25 47', null, null, null, 1],
  ['Mono', '26', null, null, null, 1],
  ['Monterey', '27', 'IV-A', 'IV-A', 30, 1],
  ['Napa', '28', null, null, null, 1],
  ['Sierra Nevada', '29 46', null, null, null, 1],
  ['Orange', '30', 'IV-A', 'IV-A', 46, 46],
  ['Orange', '30', 'district-attorney', 'DA', 34, 0],
  ['Placer', '31', null, null, null, 1],
  ['Plumas', '32', null, null, null, 1],
  ['Riverside', '33', null, null, null, 1],
  ['Sacramento', '34', 'child-abduction', 'Child Abduction', 2, 0],
  ['Sacramento', '34', 'IV-A', 'IV-A', 71, 71],
  ['Santa Cruz San Benito', '35 44', null, null, null, 1],
  ['San Bernardino', '36', null, null, null, 1],
  ['San Diego', '37', 'IV-A', 'IV-A', 800, 100],
  ['San Francisco', '38', null, null, null, 1],
  ['San Joaquin', '39', null, null, null, 1],
  ['San Luis Obispo', '40', 'IV-A', 'IV-A', 5, 5],
  ['San Mateo', '41', null, null, null, 1],
  ['Santa Barbara', '42', null, null, null, 1],
  ['Santa Clara', '43', 'IV-A', 'IV-A', 49, 49],
  ['Shasta', '45', 'IV-A', 'IV-A', 4, 4],
  ['Siskiyou', '47', null, null, null, 1],
  ['Solano', '48', null, null, null, 1],
  ['Sonoma', '49', 'IV-A', 'IV-A', 5, 5],
  ['Stanislaus', '50', 'IV-A', 'IV-A', 10, 10],
  ['Sutter', '51', null, null, null, 1],
  ['Tehama', '52', null, null, null, 1],
  ['Trinity', '53', null, null, null, 1],
  ['Tulare', '54', null, null, null, 1],
  ['Tuolumne', '55', null, null, null, 1],
  ['Ventura', '56', 'IV-A', 'IV-A', 5, 5],
  ['Yolo', '57', null, null, null, 1],
  ['Yuba', '58', null, null, null, 1],
];

/** The allocation guide, in order of row. */
export const ALLOCATION_GUIDE: readonly AllocationRow[] = Object.freeze(
  PRINTED.map(([lcsa, counties, kind, organisation, preConversionUsers, reserved], index) => ({
    row: index + 1,
    lcsa,
    counties: counties.split(' ') as County[], // as printed above, in two digits
    kind,
    organisation,
    preConversionUsers,
    reserved,
  })),
);
