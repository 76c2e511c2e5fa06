import { describeActs } from './printed-acts.js';

describeActs(80);
describeActs(120);
