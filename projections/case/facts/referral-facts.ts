import { TO_COUNTRY, TO_STATE, TO_TRIBE } from '../../columns/codes.js';
import { inWords } from '../../facts/in-words.js';
import { someInForceAt, someInForceDuring, someOfKindInForceAt } from '../spans.js';
import { StandingFacts } from './standing-facts.js';

const SENT = 'referrals sent, and their ends';
const RECEIVED = 'referrals received, and their ends';
const INTERSTATE = '45 CFR 303.7';
const TRIBAL = '45 CFR 302.36';
const INTERNATIONAL = 'section 459A of the Act';

/** What a case has to do with other states, tribes and countries. */
export class ReferralFacts extends StandingFacts {
  @inWords({
    title: 'Sent to another state',
    sentence: 'A referral to another state is in force at the end of the month.',
    otherwise: 'No referral to another state is in force at the end of the month.',
    source: { line: '1a', law: INTERSTATE, records: SENT },
  })
  get isSentToState(): boolean {
    return someOfKindInForceAt(this.fold.lookAhead.sent.all, TO_STATE, this.lastDay);
  }

  @inWords({
    title: 'Sent to a tribe',
    sentence: 'A referral to a tribe is in force at the end of the month.',
    otherwise: 'No referral to a tribe is in force at the end of the month.',
    source: { line: '1d', law: TRIBAL, records: SENT },
  })
  get isSentToTribe(): boolean {
    return someOfKindInForceAt(this.fold.lookAhead.sent.all, TO_TRIBE, this.lastDay);
  }

  @inWords({
    title: 'Sent to another country',
    sentence: 'A referral to another country is in force at the end of the month.',
    otherwise: 'No referral to another country is in force at the end of the month.',
    source: { line: '1f', law: INTERNATIONAL, records: SENT },
  })
  get isSentToCountry(): boolean {
    return someOfKindInForceAt(this.fold.lookAhead.sent.all, TO_COUNTRY, this.lastDay);
  }

  /** A referral sent to any jurisdiction is in force. */
  @inWords({
    title: 'Initiating',
    sentence: 'A referral to another state, tribe or country is in force at the end of the month.',
    otherwise: 'No referral to another jurisdiction is in force at the end of the month.',
    source: { line: '2a', law: INTERSTATE, records: SENT },
  })
  get isInitiating(): boolean {
    return someInForceAt(this.fold.lookAhead.sent.all, this.lastDay);
  }

  @inWords({
    title: 'Received from another state',
    sentence: 'A referral from another state is in force at the end of the month.',
    otherwise: 'No referral from another state is in force at the end of the month.',
    source: { line: '1b', law: INTERSTATE, records: RECEIVED },
  })
  get isReceivedFromState(): boolean {
    return someOfKindInForceAt(this.fold.lookAhead.received.all, TO_STATE, this.lastDay);
  }

  @inWords({
    title: 'Received from a tribe',
    sentence: 'A referral from a tribe is in force at the end of the month.',
    otherwise: 'No referral from a tribe is in force at the end of the month.',
    source: { line: '1e', law: TRIBAL, records: RECEIVED },
  })
  get isReceivedFromTribe(): boolean {
    return someOfKindInForceAt(this.fold.lookAhead.received.all, TO_TRIBE, this.lastDay);
  }

  @inWords({
    title: 'Received from another country',
    sentence: 'A referral from another country is in force at the end of the month.',
    otherwise: 'No referral from another country is in force at the end of the month.',
    source: { line: '1g', law: INTERNATIONAL, records: RECEIVED },
  })
  get isReceivedFromCountry(): boolean {
    return someOfKindInForceAt(this.fold.lookAhead.received.all, TO_COUNTRY, this.lastDay);
  }

  /** A referral received from any jurisdiction is in force. */
  @inWords({
    title: 'Responding',
    sentence:
      'A referral from another state, tribe or country is in force at the end of the month.',
    otherwise: 'The case answers no referral of another jurisdiction at the end of the month.',
    source: { line: '2b', law: INTERSTATE, records: RECEIVED },
  })
  get isResponding(): boolean {
    return this.fold.isRespondingAt(this.lastDay);
  }

  @inWords({
    title: 'Responding during the fiscal year',
    sentence: 'A referral received was in force on a day of the federal fiscal year so far.',
    otherwise: 'No referral received was in force in the federal fiscal year so far.',
    source: { line: '18a', law: INTERSTATE, records: RECEIVED },
  })
  get wasRespondingInFfy(): boolean {
    return someInForceDuring(this.fold.lookAhead.received.all, this.ffyStart, this.lastDay);
  }

  /** Some referral was ever sent or received; spares the questions about each where none was. */
  get hasReferrals(): boolean {
    const { sent, received } = this.fold.lookAhead;
    return sent.all.length > 0 || received.all.length > 0;
  }
}
