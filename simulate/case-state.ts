/** No visit, no payment, no charge: later than every day of a simulation. */
export const NEVER = 0x7fff_ffff;

/**
 * What the simulation remembers of a case between two visits. Days are day numbers (days since 1970-01-01), money is
 * in cents.
 */
export interface CaseState {
  /** Next counter of the case's random numbers. */
  random: number;
  /** How many records the case has had; the next one's serial number. */
  serials: number;
  /** The day the case first opened. */
  openedDay: number;
  /** The day of its last life record: none is backdated before it. */
  quietUntil: number;
  /** Next monthly visit. */
  monthDay: number;
  /** A charge that is recorded late: on this day. */
  chargeDay: number;
  /** A charge that is recorded late: the day the support fell due. */
  chargeEffective: number;
  /** Next payday, or the next payment that somebody makes. */
  payDay: number;
  /** An intercepted tax refund comes in. */
  offsetDay: number;
  /** The collection in hand is distributed. */
  distributeDay: number;
  /** Next life event. */
  lifeDay: number;
  /** Cents a month of the current order. */
  support: number;
  /** Cents a month of the current order. */
  cashMedical: number;
  /** Cents of the last charge not paid yet. */
  dueSupport: number;
  /** Cents of the last cash medical charge not paid yet. */
  dueMedical: number;
  /** Cents, estimated: it steers what is paid, the ledger's figure is what the records say. */
  arrearsFamily: number;
  /** Cents, estimated. */
  arrearsState: number;
  /** Cents paid ahead. */
  futureCredit: number;
  /** The collection in hand, not distributed yet; 0 where there is none. */
  pendingCents: number;
  /** Its effective day. */
  pendingReceived: number;
  /** The day on which its distribution is effective. */
  pendingEffective: number;
  /** Serial number of its record. */
  pendingSerial: number;
  /** How many collections the case has had. */
  collections: number;
  /** How many distributions the case has had. */
  distributions: number;
  /** Index in PROGRAMS. */
  program: number;
  /** Index in ROLES. */
  role: number;
  /** Index in PAYERS. */
  payer: number;
  /** Days between paydays. */
  payInterval: number;
  /** The day of the month on which support falls due. */
  dueDayOfMonth: number;
  /** How many children the case has had. */
  children: number;
  /** Bit of each child that belongs to the case. */
  members: number;
  /** Bit of each child born out of wedlock. */
  outOfWedlock: number;
  /** Bit of each child whose paternity is established. */
  established: number;
  /** How many orders the case has had. */
  orders: number;
  /** Index in ORDER_STATES. */
  orderState: number;
  /** Index in COLLECTION_SOURCES. */
  pendingSource: number;
  /** How many referrals sent. */
  sent: number;
  /** How many referrals received. */
  received: number;
  /** How many coverages. */
  coverages: number;
  isOpen: boolean;
  isTransferredOut: boolean;
  hasNoJurisdiction: boolean;
  /** Received federal aid at some time. */
  wasAided: boolean;
  /** Its children are those of the case before it. */
  sharesChildren: boolean;
  /** The current order asks for it. */
  healthInsurance: boolean;
  /** The current order reserves support. */
  isReserved: boolean;
  /** The last charge is owed to the state. */
  isDueToState: boolean;
  /** The last cash medical charge is owed to the state. */
  isMedicalDueToState: boolean;
  /** The collection in hand is voluntary. */
  isPendingVoluntary: boolean;
  isInsuranceUnavailable: boolean;
  isNonCooperating: boolean;
  hasGoodCause: boolean;
  /** The case's children are eligible for Medi-Cal. */
  hasMediCal: boolean;
  /** The last referral sent is in force. */
  isSentInForce: boolean;
  /** The last referral received is in force. */
  isReceivedInForce: boolean;
  /** The last coverage is in force. */
  isCoverageInForce: boolean;
}

/** A case that is not in the ledger yet. */
export function unopenedCase(): CaseState {
  return {
    random: 0,
    serials: 0,
    openedDay: 0,
    quietUntil: 0,
    monthDay: NEVER,
    chargeDay: NEVER,
    chargeEffective: 0,
    payDay: NEVER,
    offsetDay: NEVER,
    distributeDay: NEVER,
    lifeDay: NEVER,
    support: 0,
    cashMedical: 0,
    dueSupport: 0,
    dueMedical: 0,
    arrearsFamily: 0,
    arrearsState: 0,
    futureCredit: 0,
    pendingCents: 0,
    pendingReceived: 0,
    pendingEffective: 0,
    pendingSerial: 0,
    collections: 0,
    distributions: 0,
    program: 0,
    role: 0,
    payer: 0,
    payInterval: 0,
    dueDayOfMonth: 0,
    children: 0,
    members: 0,
    outOfWedlock: 0,
    established: 0,
    orders: 0,
    orderState: 0,
    pendingSource: 0,
    sent: 0,
    received: 0,
    coverages: 0,
    isOpen: false,
    isTransferredOut: false,
    hasNoJurisdiction: false,
    wasAided: false,
    sharesChildren: false,
    healthInsurance: false,
    isReserved: false,
    isDueToState: false,
    isMedicalDueToState: false,
    isPendingVoluntary: false,
    isInsuranceUnavailable: false,
    isNonCooperating: false,
    hasGoodCause: false,
    hasMediCal: false,
    isSentInForce: false,
    isReceivedInForce: false,
    isCoverageInForce: false,
  };
}
