/** Of a line that is phased in. */
export const NOT_YET = 'It has nobody before DCSS has made it reportable.';
