import type { ToldTypes } from './told-type.js';

/** People and children: who they are, and what was established about a child. */
export const TOLD_PEOPLE: ToldTypes<
  | 'ParticipantRegistered'
  | 'ChildRegistered'
  | 'PaternityEstablished'
  | 'PaternityVacated'
  | 'DependentByParentDeath'
  | 'MediCalEligibilityStarted'
  | 'MediCalEligibilityEnded'
> = {
  ParticipantRegistered: {
    meaning:
      'A person that case records refer to: a parent who owes support, or who receives it. No case record has to wait for it.',
    fields: {
      participant: 'the id by which case records name the person',
      name: 'the name, where it is to stand in tables of the federal audit',
      'name.first': 'first name',
      'name.last': 'last name',
    },
    example: { participant: 'P-100', name: { first: 'Maria', last: 'Lopez' } },
    corrected: 'A second registration of the same person is taken; the latest one counts.',
  },
  ChildRegistered: {
    meaning:
      'A child is known to the county. It has to come before any record that names the child.',
    fields: {
      birthDate: 'the day of birth; it is not compared with `effective`',
      bornOutOfWedlock: 'whether the parents were not married to each other at birth',
      birthState: 'the state or country of birth, as the county spells it',
      name: 'the name, where it is to stand in tables of the federal audit',
      'name.first': 'first name',
      'name.last': 'last name',
    },
    example: {
      birthDate: '2001-03-14',
      bornOutOfWedlock: true,
      birthState: 'CA',
      name: { first: 'Ana', last: 'Lopez' },
    },
    corrected: 'A second registration of the same child is taken; the latest one counts.',
  },
  PaternityEstablished: {
    meaning:
      'Paternity was established or acknowledged. `effective` is the day on which the judicial officer signed, the declaration was filed with DCSS, or the marriage or adoption took place.',
    fields: {
      method: 'how: by a court, by a declaration (`pop`), by marriage, by adoption, or otherwise',
      by: 'whether this county established it',
    },
    example: { method: 'pop', by: 'county' },
  },
  PaternityVacated: {
    meaning: 'What had established paternity was set aside.',
    fields: {},
    example: {},
  },
  DependentByParentDeath: {
    meaning: 'The child is a dependent because a parent died.',
    fields: {},
    example: {},
  },
  MediCalEligibilityStarted: {
    meaning: 'The child was determined to be eligible for Medicaid/Medi-Cal.',
    fields: {},
    example: {},
  },
  MediCalEligibilityEnded: {
    meaning: 'The child is not eligible for Medicaid/Medi-Cal any more.',
    fields: {},
    example: {},
  },
};
