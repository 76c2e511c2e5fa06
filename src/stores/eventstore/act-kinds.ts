/** A kind of acts that every county has a stream of, or that has one stream for all. */
export interface ActStreamKind {
  /** The stream of county CC is `name-CC`, that of all is `name`. */
  readonly name:
    | 'submissions'
    | 'retention'
    | 'access'
    | 'intake'
    | 'samples'
    | 'checkpoints'
    | 'checkpoints-access'
    | 'checkpoints-intake';
  /** The type of every event; which act it is stands in its data. Storage: never change it. */
  readonly type: string;
  /** What the acts are, in messages. */
  readonly what: string;
  /** The command that lists them. */
  readonly listedBy: string;
}

export const SUBMISSION_ACTS: ActStreamKind = {
  name: 'submissions',
  type: 'ReportAct',
  what: 'submissions',
  listedBy: 'plumbline versions',
};

export const RETENTION_ACTS: ActStreamKind = {
  name: 'retention',
  type: 'RetentionAct',
  what: 'holds and orders',
  listedBy: 'plumbline retention list',
};

export const INTAKE_ACTS: ActStreamKind = {
  name: 'intake',
  type: 'IntakeAct',
  what: 'intake keys',
  listedBy: 'plumbline intake key list',
};

export const SAMPLE_ACTS: ActStreamKind = {
  name: 'samples',
  type: 'SampleAct',
  what: 'samples',
  listedBy: 'plumbline sample list',
};

/** Signed notes: not acts, but kept as they are, one event each. */
export const NOTES: ActStreamKind = {
  name: 'checkpoints',
  type: 'SignedNote',
  what: 'signed notes',
  listedBy: 'plumbline check',
};

/** Signed notes of acts of access: one stream for all. */
export const ACCESS_NOTES: ActStreamKind = { ...NOTES, name: 'checkpoints-access' };

/** Signed notes of counties' public keys. */
export const INTAKE_NOTES: ActStreamKind = { ...NOTES, name: 'checkpoints-intake' };

export const ACCESS_ACT_KIND: ActStreamKind = {
  name: 'access',
  type: 'AccessAct',
  what: 'acts of access',
  listedBy: 'plumbline access show',
};
