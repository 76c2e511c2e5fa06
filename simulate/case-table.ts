import type { CaseState } from './case-state.js';

const WORDS = 24;
const BYTES = 32;
const FLAGS_AT = 15;
const CHILDREN_AT = 5;
const SHARES_CHILDREN_AT = FLAGS_AT + 4;

/**
 * The states of all cases side by side, 128 bytes each: what keeps a simulation's memory small. A case is taken out
 * into one reused object (`load`) and put back (`store`).
 */
export class CaseTable {
  readonly #words: Int32Array;
  readonly #bytes: Uint8Array;

  constructor(cases: number) {
    this.#words = new Int32Array(cases * WORDS);
    this.#bytes = new Uint8Array(cases * BYTES);
  }

  /** Whether the case has been stored before. */
  isStored(index: number): boolean {
    return this.#word(index * WORDS + 1) > 0;
  }

  /** How many children a case may share with the next one: none where it is unopened or shares them itself. */
  sharableChildren(index: number): number {
    const at = index * BYTES;
    return this.#byte(at + SHARES_CHILDREN_AT) === 1 ? 0 : this.#byte(at + CHILDREN_AT);
  }

  load(index: number, state: CaseState): void {
    this.#loadWords(index * WORDS, state);
    this.#loadCounts(index * BYTES, state);
    this.#loadFlags(index * BYTES + FLAGS_AT, state);
  }

  store(index: number, state: CaseState): void {
    this.#storeWords(index * WORDS, state);
    this.#storeCounts(index * BYTES, state);
    this.#storeFlags(index * BYTES + FLAGS_AT, state);
  }

  #word(at: number): number {
    return this.#words[at] ?? 0;
  }

  #byte(at: number): number {
    return this.#bytes[at] ?? 0;
  }

  #loadWords(at: number, state: CaseState): void {
    state.random = this.#word(at);
    state.serials = this.#word(at + 1);
    state.openedDay = this.#word(at + 2);
    state.quietUntil = this.#word(at + 3);
    state.monthDay = this.#word(at + 4);
    state.chargeDay = this.#word(at + 5);
    state.chargeEffective = this.#word(at + 6);
    state.payDay = this.#word(at + 7);
    state.offsetDay = this.#word(at + 8);
    state.distributeDay = this.#word(at + 9);
    state.lifeDay = this.#word(at + 10);
    state.support = this.#word(at + 11);
    state.cashMedical = this.#word(at + 12);
    state.dueSupport = this.#word(at + 13);
    state.dueMedical = this.#word(at + 14);
    state.arrearsFamily = this.#word(at + 15);
    state.arrearsState = this.#word(at + 16);
    state.futureCredit = this.#word(at + 17);
    state.pendingCents = this.#word(at + 18);
    state.pendingReceived = this.#word(at + 19);
    state.pendingEffective = this.#word(at + 20);
    state.pendingSerial = this.#word(at + 21);
    state.collections = this.#word(at + 22);
    state.distributions = this.#word(at + 23);
  }

  #loadCounts(at: number, state: CaseState): void {
    state.program = this.#byte(at);
    state.role = this.#byte(at + 1);
    state.payer = this.#byte(at + 2);
    state.payInterval = this.#byte(at + 3);
    state.dueDayOfMonth = this.#byte(at + 4);
    state.children = this.#byte(at + 5);
    state.members = this.#byte(at + 6);
    state.outOfWedlock = this.#byte(at + 7);
    state.established = this.#byte(at + 8);
    state.orders = this.#byte(at + 9);
    state.orderState = this.#byte(at + 10);
    state.pendingSource = this.#byte(at + 11);
    state.sent = this.#byte(at + 12);
    state.received = this.#byte(at + 13);
    state.coverages = this.#byte(at + 14);
  }

  #loadFlags(at: number, state: CaseState): void {
    state.isOpen = this.#byte(at) === 1;
    state.isTransferredOut = this.#byte(at + 1) === 1;
    state.hasNoJurisdiction = this.#byte(at + 2) === 1;
    state.wasAided = this.#byte(at + 3) === 1;
    state.sharesChildren = this.#byte(at + 4) === 1;
    state.healthInsurance = this.#byte(at + 5) === 1;
    state.isReserved = this.#byte(at + 6) === 1;
    state.isDueToState = this.#byte(at + 7) === 1;
    state.isMedicalDueToState = this.#byte(at + 8) === 1;
    state.isPendingVoluntary = this.#byte(at + 9) === 1;
    state.isInsuranceUnavailable = this.#byte(at + 10) === 1;
    state.isNonCooperating = this.#byte(at + 11) === 1;
    state.hasGoodCause = this.#byte(at + 12) === 1;
    state.hasMediCal = this.#byte(at + 13) === 1;
    state.isSentInForce = this.#byte(at + 14) === 1;
    state.isReceivedInForce = this.#byte(at + 15) === 1;
    state.isCoverageInForce = this.#byte(at + 16) === 1;
  }

  #storeWords(at: number, state: CaseState): void {
    const words = this.#words;
    words[at] = state.random;
    words[at + 1] = state.serials;
    words[at + 2] = state.openedDay;
    words[at + 3] = state.quietUntil;
    words[at + 4] = state.monthDay;
    words[at + 5] = state.chargeDay;
    words[at + 6] = state.chargeEffective;
    words[at + 7] = state.payDay;
    words[at + 8] = state.offsetDay;
    words[at + 9] = state.distributeDay;
    words[at + 10] = state.lifeDay;
    words[at + 11] = state.support;
    words[at + 12] = state.cashMedical;
    words[at + 13] = state.dueSupport;
    words[at + 14] = state.dueMedical;
    words[at + 15] = state.arrearsFamily;
    words[at + 16] = state.arrearsState;
    words[at + 17] = state.futureCredit;
    words[at + 18] = state.pendingCents;
    words[at + 19] = state.pendingReceived;
    words[at + 20] = state.pendingEffective;
    words[at + 21] = state.pendingSerial;
    words[at + 22] = state.collections;
    words[at + 23] = state.distributions;
  }

  #storeCounts(at: number, state: CaseState): void {
    const bytes = this.#bytes;
    bytes[at] = state.program;
    bytes[at + 1] = state.role;
    bytes[at + 2] = state.payer;
    bytes[at + 3] = state.payInterval;
    bytes[at + 4] = state.dueDayOfMonth;
    bytes[at + 5] = state.children;
    bytes[at + 6] = state.members;
    bytes[at + 7] = state.outOfWedlock;
    bytes[at + 8] = state.established;
    bytes[at + 9] = state.orders;
    bytes[at + 10] = state.orderState;
    bytes[at + 11] = state.pendingSource;
    bytes[at + 12] = state.sent;
    bytes[at + 13] = state.received;
    bytes[at + 14] = state.coverages;
  }

  #storeFlags(at: number, state: CaseState): void {
    const bytes = this.#bytes;
    bytes[at] = bit(state.isOpen);
    bytes[at + 1] = bit(state.isTransferredOut);
    bytes[at + 2] = bit(state.hasNoJurisdiction);
    bytes[at + 3] = bit(state.wasAided);
    bytes[at + 4] = bit(state.sharesChildren);
    bytes[at + 5] = bit(state.healthInsurance);
    bytes[at + 6] = bit(state.isReserved);
    bytes[at + 7] = bit(state.isDueToState);
    bytes[at + 8] = bit(state.isMedicalDueToState);
    bytes[at + 9] = bit(state.isPendingVoluntary);
    bytes[at + 10] = bit(state.isInsuranceUnavailable);
    bytes[at + 11] = bit(state.isNonCooperating);
    bytes[at + 12] = bit(state.hasGoodCause);
    bytes[at + 13] = bit(state.hasMediCal);
    bytes[at + 14] = bit(state.isSentInForce);
    bytes[at + 15] = bit(state.isReceivedInForce);
    bytes[at + 16] = bit(state.isCoverageInForce);
  }
}

function bit(flag: boolean): number {
  return flag ? 1 : 0;
}
