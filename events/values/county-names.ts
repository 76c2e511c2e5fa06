import { COUNTIES } from './county.js';
import type { County } from './county.js';

/** California's counties in alphabetical order, which gives them their numbers. */
const NAMES = [
  ...['Alameda', 'Alpine', 'Amador', 'Butte', 'Calaveras', 'Colusa', 'Contra Costa'],
  ...['Del Norte', 'El Dorado', 'Fresno', 'Glenn', 'Humboldt', 'Imperial', 'Inyo', 'Kern'],
  ...['Kings', 'Lake', 'Lassen', 'Los Angeles', 'Madera', 'Marin', 'Mariposa', 'Mendocino'],
  ...['Merced', 'Modoc', 'Mono', 'Monterey', 'Napa', 'Nevada', 'Orange', 'Placer', 'Plumas'],
  ...['Riverside', 'Sacramento', 'San Benito', 'San Bernardino', 'San Diego', 'San Francisco'],
  ...['San Joaquin', 'San Luis Obispo', 'San Mateo', 'Santa Barbara', 'Santa Clara'],
  ...['Santa Cruz', 'Shasta', 'Sierra', 'Siskiyou', 'Solano', 'Sonoma', 'Stanislaus', 'Sutter'],
  ...['Tehama', 'Trinity', 'Tulare', 'Tuolumne', 'Ventura', 'Yolo', 'Yuba'],
] as const;

/** The name of a county. */
export function countyName(county: County): string {
  return NAMES[COUNTIES.indexOf(county)] ?? '';
}
