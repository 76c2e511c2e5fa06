import type { ToldTypes } from './told-type.js';

const STAFF = {
  fullTime: 'full-time staff',
  partTimeHours: 'hours worked part time in the month, altogether',
} as const;

/** Figures of the county's own, and corrections. */
export const COUNTY_FIGURES: ToldTypes<
  'StaffingReported' | 'StatewideFigureRecorded' | 'LineMadeReportable'
> = {
  StaffingReported: {
    meaning: 'The county’s staff of a month. `effective` lies in the report month.',
    fields: {
      line30: 'staff of the local office',
      'line30.fullTime': STAFF.fullTime,
      'line30.partTimeHours': STAFF.partTimeHours,
      line31: 'staff under contract or cooperative agreement',
      'line31.fullTime': STAFF.fullTime,
      'line31.partTimeHours': STAFF.partTimeHours,
    },
    example: {
      line30: { fullTime: '12', partTimeHours: '86.50' },
      line31: { fullTime: '2', partTimeHours: '0' },
    },
  },
  StatewideFigureRecorded: {
    meaning: 'A figure that DCSS supplies to the county.',
    fields: {
      line: 'the line of the form that it stands on',
      value: 'the figure',
      source: 'where it comes from',
    },
    example: { line: '8', value: 46120, source: 'DCSS statewide births, September 2006' },
  },
  LineMadeReportable: {
    meaning: 'DCSS gave notice that shaded lines of the form are reported from a month on.',
    fields: {
      lines: 'the lines',
      from: 'the first month; it is not compared with `effective`',
    },
    example: { lines: ['33', '34'], from: '2006-10' },
  },
};

/** The record that takes another out. */
export const CORRECTIONS: ToldTypes<'RecordVoided'> = {
  RecordVoided: {
    meaning:
      'Takes a record out without replacement. It has the subject of the record that it names in `corrects`, and any `effective` day.',
    fields: {},
    example: {},
    corrected:
      'It cannot be corrected: what it took out in error is entered anew, with ids of its own.',
  },
};
