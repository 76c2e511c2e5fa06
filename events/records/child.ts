import Type from 'typebox';

import { childRecord } from './envelope.js';
import { day, personName, text } from './forms.js';

/** One schema for each type of contract/records.md, Child records, in the order of its table. */
export const CHILD_RECORDS = {
  ChildRegistered: childRecord('ChildRegistered', {
    birthDate: day,
    bornOutOfWedlock: Type.Boolean(),
    birthState: Type.Optional(text()),
    name: Type.Optional(personName),
  }),
  PaternityEstablished: childRecord('PaternityEstablished', {
    method: Type.Enum(['judicial', 'pop', 'marriage', 'adoption', 'other']),
    by: Type.Enum(['county', 'other']),
  }),
  PaternityVacated: childRecord('PaternityVacated', {}),
  DependentByParentDeath: childRecord('DependentByParentDeath', {}),
  MediCalEligibilityStarted: childRecord('MediCalEligibilityStarted', {}),
  MediCalEligibilityEnded: childRecord('MediCalEligibilityEnded', {}),
} as const;
