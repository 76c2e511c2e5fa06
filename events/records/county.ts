import Type from 'typebox';

import { countyRecord } from './envelope.js';
import { CLOSED, month, personName, staffNumber, subjectId, text } from './forms.js';

/** The lines of contract/form.json that are phased in (`phasedIn`), in the form's order. */
export const PHASE_IN_LINES = [
  '1d',
  '1e',
  '1f',
  '1g',
  '2f',
  '2g',
  '2h',
  '2i',
  '33',
  '34',
  '35',
  '36',
] as const;

/** Largest value of a figure that DCSS supplies. */
const STATEWIDE_FIGURE_MAX = 999_999_999;

const SOURCE_LENGTH_MAX = 200;

const staff = Type.Object({ fullTime: staffNumber, partTimeHours: staffNumber }, CLOSED);

/** One schema for each type of contract/records.md, County records, in the order of its table. */
export const COUNTY_RECORDS = {
  StaffingReported: countyRecord('StaffingReported', { line30: staff, line31: staff }),
  StatewideFigureRecorded: countyRecord('StatewideFigureRecorded', {
    line: Type.Enum(['5a', '8', '8a', '10']),
    value: Type.Integer({ minimum: 0, maximum: STATEWIDE_FIGURE_MAX }),
    source: text(SOURCE_LENGTH_MAX),
  }),
  LineMadeReportable: countyRecord('LineMadeReportable', {
    lines: Type.Array(Type.Enum([...PHASE_IN_LINES]), {
      minItems: 1,
      maxItems: PHASE_IN_LINES.length,
      uniqueItems: true,
    }),
    from: month,
  }),
  ParticipantRegistered: countyRecord('ParticipantRegistered', {
    participant: subjectId,
    name: Type.Optional(personName),
  }),
} as const;
