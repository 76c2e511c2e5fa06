/** Where what the service is made of finds the house that it stands on. */
export const HOUSE = Symbol('House');
