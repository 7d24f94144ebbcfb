// A jest reporter: notes each test file as it ends, so that the counts do not hang on the end of the run.
import { note } from './tally.mjs';

export default class CountingReporter {
  onTestResult(_, { numPassingTests, numFailingTests, testExecError }) {
    note(process.env.YANSHOU_TEST_TALLY, numPassingTests, numFailingTests + (testExecError ? 1 : 0));
  }
}
