/* eslint-disable @typescript-eslint/explicit-module-boundary-types --
   the type of a schema is what its construction infers; written out it would be the construction once more */
import Type from 'typebox';
import type { TProperties } from 'typebox';

import { CLOSED, county, day, instant, recordId, subjectId, text } from './forms.js';

/** Longest `reason`, in Unicode code points. */
const REASON_LENGTH_MAX = 500;

const corrections = {
  corrects: Type.Optional(recordId),
  reason: Type.Optional(text(REASON_LENGTH_MAX)),
  recorded: Type.Optional(instant),
};

/** The schema of a record about a case: the envelope of contract/records.md around the type's `data`. */
export function caseRecord<const Name extends string, Data extends TProperties>(
  name: Name,
  data: Data,
) {
  return Type.Object(
    {
      id: recordId,
      type: Type.Literal(name),
      county,
      case: subjectId,
      effective: day,
      data: Type.Object(data, CLOSED),
      ...corrections,
    },
    CLOSED,
  );
}

/** The schema of a record about a child. */
export function childRecord<const Name extends string, Data extends TProperties>(
  name: Name,
  data: Data,
) {
  return Type.Object(
    {
      id: recordId,
      type: Type.Literal(name),
      county,
      child: subjectId,
      effective: day,
      data: Type.Object(data, CLOSED),
      ...corrections,
    },
    CLOSED,
  );
}

/** The schema of a record about the county itself, which has no subject field. */
export function countyRecord<const Name extends string, Data extends TProperties>(
  name: Name,
  data: Data,
) {
  return Type.Object(
    {
      id: recordId,
      type: Type.Literal(name),
      county,
      effective: day,
      data: Type.Object(data, CLOSED),
      ...corrections,
    },
    CLOSED,
  );
}

/**
 * The schema of the record that takes its target out without replacement. It has the subject field of its target,
 * `case` or `child` (never both) or neither, and always `corrects`.
 */
export const RecordVoided = Type.Object(
  {
    id: recordId,
    type: Type.Literal('RecordVoided'),
    county,
    case: Type.Optional(subjectId),
    child: Type.Optional(subjectId),
    effective: day,
    data: Type.Object({}, CLOSED),
    corrects: recordId,
    reason: Type.Optional(text(REASON_LENGTH_MAX)),
    recorded: Type.Optional(instant),
  },
  CLOSED,
);
