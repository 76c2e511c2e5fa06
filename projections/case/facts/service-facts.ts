import { inWords } from '../../facts/in-words.js';
import type { CountedEstablishment } from '../orders.js';
import { OrderFacts } from './order-facts.js';

const ESTABLISHED = 'orders established, and children added to one';
const SUPPORT = '45 CFR 303.4';

/** What was done for a case in the fiscal year to date, or in the month. */
export class ServiceFacts extends OrderFacts {
  @inWords({
    title: 'Assistance ended with a payment',
    sentence:
      'Cash assistance ended in the federal fiscal year so far, and a payment came in its last month.',
    otherwise:
      'Cash assistance did not end in the federal fiscal year so far with a payment in its last month.',
    source: { line: '14', law: null, records: 'ends of cash assistance and collections' },
  })
  get hasTanfTerminationWithPaymentInFfy(): boolean {
    return this.fold.activity.tanfTerminationWithPayment(this.ffyStart).length > 0;
  }

  @inWords({
    title: 'Order established during the fiscal year',
    isThing: true,
    sentence: 'The county had a support order established in the federal fiscal year so far.',
    otherwise: 'The county had no support order established in the federal fiscal year so far.',
    source: { line: '17', law: SUPPORT, records: ESTABLISHED },
  })
  get hasEstablishedInFfy(): boolean {
    return (
      this.fold.orders.hasCandidateSince(this.ffyStart) && this.countedEstablishments().length > 0
    );
  }

  @inWords({
    title: 'Order by default during the fiscal year',
    isThing: true,
    sentence: 'A support order was established by default in the federal fiscal year so far.',
    otherwise: 'No support order was established by default in the federal fiscal year so far.',
    source: { line: '48', law: SUPPORT, records: ESTABLISHED },
  })
  get hasEstablishedByDefaultInFfy(): boolean {
    return this.countedEstablishments().some((e) => e.isByDefault);
  }

  @inWords({
    title: 'Order on presumed income during the fiscal year',
    isThing: true,
    sentence:
      'A support order was established by default on presumed income in the federal fiscal year so far.',
    otherwise:
      'No support order was established by default on presumed income in the federal fiscal year so far.',
    source: { line: '49', law: SUPPORT, records: ESTABLISHED },
  })
  get hasEstablishedOnPresumedIncomeInFfy(): boolean {
    return this.countedEstablishments().some((e) => e.isByDefault && e.isPresumedIncome);
  }

  @inWords({
    title: 'Collection during the fiscal year',
    isThing: true,
    sentence: 'Money was collected in the federal fiscal year so far.',
    otherwise: 'No money was collected in the federal fiscal year so far.',
    source: { line: '18', law: '45 CFR 302.32', records: 'collections' },
  })
  get hasCollectionInFfy(): boolean {
    return this.fold.activity.collection.isSince(this.ffyStart);
  }

  @inWords({
    title: 'Referral sent during the fiscal year',
    isThing: true,
    sentence: 'A referral was sent in the federal fiscal year so far.',
    otherwise: 'No referral was sent in the federal fiscal year so far.',
    source: { line: '19', law: '45 CFR 303.7', records: 'referrals sent' },
  })
  get hasReferralSentInFfy(): boolean {
    return this.fold.activity.referralSent.isSince(this.ffyStart);
  }

  @inWords({
    title: 'Referral received during the fiscal year',
    isThing: true,
    sentence: 'A referral was received in the federal fiscal year so far.',
    otherwise: 'No referral was received in the federal fiscal year so far.',
    source: { line: '20', law: '45 CFR 303.7', records: 'referrals received' },
  })
  get hasReferralReceivedInFfy(): boolean {
    return this.fold.activity.referralReceived.isSince(this.ffyStart);
  }

  @inWords({
    title: 'Process served during the fiscal year',
    isThing: true,
    sentence: 'A summons and complaint was served in the federal fiscal year so far.',
    otherwise: 'No summons and complaint was served in the federal fiscal year so far.',
    source: { line: '43', law: '45 CFR 303.3', records: 'service of process' },
  })
  get wasServedInFfy(): boolean {
    return this.fold.activity.served.isSince(this.ffyStart);
  }

  @inWords({
    title: 'Opened in the month',
    sentence: 'The case was opened or reopened in the month.',
    otherwise: 'The case was not opened or reopened in the month.',
    source: { line: '46', law: '45 CFR 303.2', records: 'openings and reopenings' },
  })
  get wasOpenedInMonth(): boolean {
    return this.fold.activity.opened.isSince(this.firstDay);
  }

  @inWords({
    title: 'Closed in the month',
    sentence: 'The case was closed in the month.',
    otherwise: 'The case was not closed in the month.',
    source: { line: '47', law: '45 CFR 303.11', records: 'closings' },
  })
  get wasClosedInMonth(): boolean {
    return this.fold.activity.closed.isSince(this.firstDay);
  }

  /** Counted establishments of FFY-to-date (Lines 17, 48, 49). */
  countedEstablishments(): readonly CountedEstablishment[] {
    const { orders, standing } = this.fold;
    if (!orders.hasCandidateSince(this.ffyStart)) return [];
    return orders.countedSince(this.ffyStart, standing.firstOpening);
  }
}
