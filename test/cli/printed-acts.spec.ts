import { describeActs } from './printed-acts.js';

// What fits the narrowest screen fits the others, which have a spec of their own.
describeActs(60);
describeActs(null);
