import type { Day } from '../../events/values/day.js';
import {
  CURRENT,
  FORMER,
  NEVER,
  PROGRAM_FEDERAL_MAX,
  PROGRAM_NONE_GIVEN,
  ROLE_MOTHER,
} from '../columns/codes.js';
import type { Status } from '../columns/codes.js';
import type { StateReader, StateWriter } from './state-numbers.js';

/** What a case keeps from its closing on: its status, its jurisdiction and good cause (rules.md 1, D'). */
interface Kept {
  program: number;
  programPosition: number;
  formerPosition: number;
  lacksJurisdiction: boolean;
  jurisdictionPosition: number;
  goodCauseSince: Day | null;
  goodCausePosition: number;
}

const NO_DAY = -Infinity;

/**
 * Whether a case is open, under which program, with or without jurisdiction (rules.md 1). Fed in
 * business order; every question is about the end of the last day fed.
 */
export class CaseStanding {
  isOpen = false;
  isTransferredOut = false;
  /** The record that opened or closed the case last; 0 if none did. */
  standingPosition = 0;
  /** Days on which the case was open, closing days included: `to` is Infinity while it is open. */
  readonly openSpans: { from: number; to: number }[] = [];
  /** The last day on which it was open, Infinity while it is: the end of the last span. */
  private lastOpenDay: number = NO_DAY;
  /** The earliest opening (transfers by `openedOn`); Infinity while none is known. */
  firstOpening = Infinity;
  firstOpeningPosition = 0;
  /** The NCP of the latest opening is not known to be the mother. */
  isNcpNotMother = true;
  ncpPosition = 0;
  nonCooperationPosition = 0;
  isNonCooperating = false;
  /** The last day on which an ended good cause was in force. */
  private goodCauseLastDay = NO_DAY;
  private goodCauseLastPosition = 0;
  private closedOn: number = NO_DAY;
  private readonly live: Kept = fresh();
  private keptAtClosing: Kept | null = null;

  opened(day: Day, position: number, program: number, isFormer: boolean): void {
    this.begin(day, position);
    this.changeProgram(day, position, program);
    if (isFormer && this.live.formerPosition === 0) this.live.formerPosition = position;
  }

  ncpNamed(position: number, role: number): void {
    this.isNcpNotMother = role !== ROLE_MOTHER;
    this.ncpPosition = position;
  }

  firstOpenedOn(openedOn: number, position: number): void {
    if (openedOn < this.firstOpening) {
      this.firstOpening = openedOn;
      this.firstOpeningPosition = position;
    }
  }

  reopened(day: Day, position: number, program: number): void {
    this.begin(day, position);
    this.changeProgram(day, position, program);
  }

  closed(day: Day, position: number, isTransfer: boolean): void {
    const span = this.openSpans.at(-1);
    if (this.isOpen && span !== undefined) {
      span.to = day;
      this.lastOpenDay = day;
    }
    this.isOpen = false;
    this.isTransferredOut = isTransfer;
    this.standingPosition = position;
    this.closedOn = day;
    this.keptAtClosing = null;
  }

  changeProgram(day: Day, position: number, program: number): void {
    if (program === PROGRAM_NONE_GIVEN) return;
    this.keepIfClosedBefore(day);
    const { live } = this;
    live.program = program;
    live.programPosition = position;
    if (program <= PROGRAM_FEDERAL_MAX && live.formerPosition === 0) live.formerPosition = position;
  }

  determineJurisdiction(day: Day, position: number, hasJurisdiction: boolean): void {
    this.keepIfClosedBefore(day);
    this.live.lacksJurisdiction = !hasJurisdiction;
    this.live.jurisdictionPosition = position;
  }

  nonCooperation(position: number, isInForce: boolean): void {
    if (this.isNonCooperating === isInForce) return;
    this.isNonCooperating = isInForce;
    this.nonCooperationPosition = position;
  }

  goodCause(day: Day, position: number, isInForce: boolean): void {
    this.keepIfClosedBefore(day);
    const { live } = this;
    if (isInForce && live.goodCauseSince === null) {
      live.goodCauseSince = day;
      live.goodCausePosition = position;
    } else if (!isInForce && live.goodCauseSince !== null) {
      if (day > live.goodCauseSince) {
        this.goodCauseLastDay = day - 1;
        this.goodCauseLastPosition = live.goodCausePosition;
      }
      live.goodCauseSince = null;
      live.goodCausePosition = position;
    }
  }

  /** Open on at least one day from `firstDay` to the last day fed. */
  wasOpenSince(firstDay: Day): boolean {
    return this.lastOpenDay >= firstDay;
  }

  /** Open and closed records aside, a federal program makes current, an earlier one former. */
  get status(): Status {
    const { program, formerPosition } = this.kept;
    if (program !== PROGRAM_NONE_GIVEN && program <= PROGRAM_FEDERAL_MAX) return CURRENT;
    return formerPosition === 0 ? NEVER : FORMER;
  }

  get statusPosition(): number {
    const { programPosition, formerPosition } = this.kept;
    return this.status === FORMER ? formerPosition : programPosition;
  }

  get program(): number {
    return this.kept.program;
  }

  get programPosition(): number {
    return this.kept.programPosition;
  }

  get lacksJurisdiction(): boolean {
    return this.kept.lacksJurisdiction;
  }

  get jurisdictionPosition(): number {
    return this.kept.jurisdictionPosition;
  }

  /** Good cause in force at the end of the last day fed, or at the closing of a closed case. */
  get hasGoodCause(): boolean {
    return this.kept.goodCauseSince !== null;
  }

  get goodCausePosition(): number {
    return this.kept.goodCausePosition;
  }

  /** Good cause in force on any day from `firstDay` to the last day fed, closed or not. */
  hadGoodCauseSince(firstDay: Day): boolean {
    return this.live.goodCauseSince !== null || this.goodCauseLastDay >= firstDay;
  }

  get goodCauseInFfyPosition(): number {
    return this.live.goodCauseSince === null
      ? this.goodCauseLastPosition
      : this.live.goodCausePosition;
  }

  /**
   * At the end of a fiscal year: spans that ended in it are left out, because who resumes asks only about days after
   * it (`wasOpenSince` knows the last day by itself).
   */
  save(to: StateWriter): void {
    to.flag(this.isOpen);
    if (this.isOpen) to.put(this.openSpans.at(-1)?.from ?? NO_DAY);
    to.flag(this.isTransferredOut);
    to.put(this.standingPosition, this.lastOpenDay, this.firstOpening, this.firstOpeningPosition);
    to.flag(this.isNcpNotMother);
    to.put(this.ncpPosition, this.nonCooperationPosition);
    to.flag(this.isNonCooperating);
    to.put(this.goodCauseLastDay, this.goodCauseLastPosition, this.closedOn);
    saveKept(to, this.live);
    to.flag(this.keptAtClosing !== null);
    if (this.keptAtClosing !== null) saveKept(to, this.keptAtClosing);
  }

  restore(from: StateReader): void {
    this.isOpen = from.flag();
    if (this.isOpen) this.openSpans.push({ from: from.next(), to: Infinity });
    this.isTransferredOut = from.flag();
    this.standingPosition = from.next();
    this.lastOpenDay = from.next();
    this.firstOpening = from.next();
    this.firstOpeningPosition = from.next();
    this.isNcpNotMother = from.flag();
    this.ncpPosition = from.next();
    this.nonCooperationPosition = from.next();
    this.isNonCooperating = from.flag();
    this.goodCauseLastDay = from.next();
    this.goodCauseLastPosition = from.next();
    this.closedOn = from.next();
    Object.assign(this.live, restoredKept(from));
    this.keptAtClosing = from.flag() ? restoredKept(from) : null;
  }

  private get kept(): Kept {
    return this.keptAtClosing ?? this.live;
  }

  private begin(day: Day, position: number): void {
    if (!this.isOpen) this.openSpans.push({ from: day, to: Infinity });
    this.lastOpenDay = Infinity;
    this.isOpen = true;
    this.isTransferredOut = false;
    this.standingPosition = position;
    this.keptAtClosing = null;
  }

  /** "A closed case keeps the status that it closed with": what comes after the closing day waits. */
  private keepIfClosedBefore(day: Day): void {
    if (!this.isOpen && this.keptAtClosing === null && day > this.closedOn && this.wasClosed) {
      this.keptAtClosing = { ...this.live };
    }
  }

  private get wasClosed(): boolean {
    return this.closedOn !== NO_DAY;
  }
}

function saveKept(to: StateWriter, kept: Kept): void {
  to.put(kept.program, kept.programPosition, kept.formerPosition);
  to.flag(kept.lacksJurisdiction);
  to.put(kept.jurisdictionPosition, kept.goodCauseSince ?? NO_DAY, kept.goodCausePosition);
}

function restoredKept(from: StateReader): Kept {
  const program = from.next();
  const programPosition = from.next();
  const formerPosition = from.next();
  const lacksJurisdiction = from.flag();
  const jurisdictionPosition = from.next();
  const since = from.next();
  return {
    program,
    programPosition,
    formerPosition,
    lacksJurisdiction,
    jurisdictionPosition,
    goodCauseSince: since === NO_DAY ? null : (since as Day), // saved from a Day
    goodCausePosition: from.next(),
  };
}

function fresh(): Kept {
  return {
    program: PROGRAM_NONE_GIVEN,
    programPosition: 0,
    formerPosition: 0,
    lacksJurisdiction: false,
    jurisdictionPosition: 0,
    goodCauseSince: null,
    goodCausePosition: 0,
  };
}
