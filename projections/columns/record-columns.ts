/**
 * Scalars of records. Nearly always all of them are integers of 32 bits, which the processor adds and
 * compares faster and of which twice as many lie in its cache; where one is not, all are doubles.
 */
export type Scalars = Int32Array | Float64Array;

/** Whether a scalar fits among integers of 32 bits. */
export function isNarrow(scalar: number): boolean {
  return (scalar | 0) === scalar;
}

/**
 * Records as scalars in typed arrays, as they were recorded. Row i of every array is one record; the
 * rows of one subject stand in order of position.
 */
export interface RecordedColumns {
  readonly count: number;
  readonly position: Uint32Array;
  /** Position of the record that this one replaces or voids; 0 if none. */
  readonly corrects: Uint32Array;
  /** Position of the first record of the correction chain. */
  readonly root: Uint32Array;
  /** Civil day, days since 1970-01-01. */
  readonly effective: Int32Array;
  readonly type: Uint8Array;
  /** Subject number; 0 is the county. */
  readonly subject: Uint32Array;
  /** Scalars of row i: `args[argsStart[i]] .. args[argsStart[i + 1] - 1]`. */
  readonly argsStart: Uint32Array;
  readonly args: Scalars;
}

/** The same in memory of their own, of no more than their length. */
export function copyOf(columns: RecordedColumns): RecordedColumns {
  const { count, position, corrects, root, effective, type, subject, argsStart, args } = columns;
  return {
    count,
    position: position.slice(),
    corrects: corrects.slice(),
    root: root.slice(),
    effective: effective.slice(),
    type: type.slice(),
    subject: subject.slice(),
    argsStart: argsStart.slice(),
    args: args.slice(),
  };
}

/**
 * The same with every correction looked up: what a replay folds. A record counts as of n when
 * position <= n and it is not superseded at a position <= n (records.md, Corrections).
 */
export interface RecordColumns extends Omit<RecordedColumns, 'corrects'> {
  /** Position of the record that replaced or voided this one; 0 while it stands. */
  readonly supersededAt: Uint32Array;
}

/**
 * The records of a run of subjects, in order of subject and then of position: what is folded
 * together lies together. Subject s has the rows `start[s - firstSubject]` up to
 * `start[s - firstSubject + 1] - 1`.
 */
export interface SubjectBlock {
  readonly columns: RecordColumns;
  readonly firstSubject: number;
  readonly subjectCount: number;
  readonly start: Uint32Array;
}
