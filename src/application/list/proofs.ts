import { done } from '../../ports/outcome.js';
import { act, addressOfCounty, NOTHING, question, ready, unconcerned } from '../entry.js';
import { AS_OF, BOOLEAN, COUNTY, NUMBER, POSITION, RECORD_ID, fields } from '../forms.js';

/** Roots, proofs, checkpoints and the keys that sign them. */
export const PROOF_ENTRIES = {
  root: question({
    action: 'ledger.read',
    input: fields({ county: COUNTY, asOf: AS_OF }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: unconcerned('roots are answered at every size'),
    showsPerson: false,
    load: async () => {
      const { rootOfLedger } = await import('../../reports/ledger-questions.js');
      return ({ ledgers }, asked) => rootOfLedger(ledgers, asked);
    },
  }),

  record: question({
    action: 'case.read',
    input: fields({ county: COUNTY, id: RECORD_ID }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: unconcerned('of an erased record it shows what remains of it'),
    showsPerson: true,
    load: async () => {
      const { bytesOfRecord } = await import('../../reports/ledger-questions.js');
      return ({ ledgers }, asked) => bytesOfRecord(ledgers, asked);
    },
  }),

  /** What took a record's place or voided it; null while it stands. */
  supersessionOf: question({
    action: 'case.read',
    input: fields({ county: COUNTY, id: RECORD_ID }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: unconcerned('of an erased record it knows nothing'),
    showsPerson: false,
    load: async () => {
      const { supersessionOf } = await import('../../reports/subject-questions.js');
      return ({ ledgers }, asked) => done(supersessionOf(ledgers, asked));
    },
  }),

  records: question({
    action: 'case.read',
    input: fields({ county: COUNTY, from: NUMBER }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: unconcerned('erased records are left out'),
    showsPerson: true,
    load: async () => {
      const { recordsOfLedger } = await import('../../reports/records-of-ledger.js');
      return ({ ledgers }, asked) => recordsOfLedger(ledgers, asked);
    },
  }),

  proveRecord: question({
    action: 'ledger.read',
    input: fields({ county: COUNTY, id: RECORD_ID, asOf: AS_OF }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: unconcerned('leaves and their proofs outlive every erasure'),
    showsPerson: false,
    load: async () => {
      const { proofOfRecord } = await import('../../versions/proofs.js');
      return ({ ledgers }, asked) => proofOfRecord(ledgers, asked);
    },
  }),

  proveBeginning: question({
    action: 'ledger.read',
    input: fields({ county: COUNTY, from: POSITION, to: POSITION }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: unconcerned('leaves and their proofs outlive every erasure'),
    showsPerson: false,
    load: async () => {
      const { proofOfBeginning } = await import('../../versions/proofs.js');
      return ({ ledgers }, asked) => proofOfBeginning(ledgers, asked);
    },
  }),

  checkpoint: act({
    action: 'ledger.read',
    input: fields({ county: COUNTY, asOf: AS_OF }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: unconcerned('roots are signed at every size'),
    showsPerson: false,
    load: async () => {
      const { checkpointOfLedger } = await import('../../seals/checkpoint-of-ledger.js');
      return async (house, asked) => checkpointOfLedger(house, await house.keys(), asked);
    },
  }),

  keys: question({
    action: 'operator',
    /** What counties encrypt to may be made for being asked, as whoever shows it asks. */
    input: fields({ isRecipientAsked: BOOLEAN }),
    addresses: () => NOTHING,
    retention: unconcerned('keys are of no month'),
    showsPerson: false,
    load: async () => {
      const { recipientIn } = await import('../../exchange/service-key.js');
      return async ({ keys, notes, keysFolder }, { isRecipientAsked }) =>
        done({
          known: (await keys()).all(),
          isAnythingSigned: notes.counties().length > 0,
          recipient: isRecipientAsked ? await recipientIn(keysFolder) : null,
        });
    },
  }),

  rotateKey: act({
    action: 'operator',
    input: fields({}),
    addresses: () => NOTHING,
    retention: unconcerned('keys are of no month'),
    showsPerson: false,
    load: ready(async ({ keys }) => done((await keys()).rotate())),
  }),
};
