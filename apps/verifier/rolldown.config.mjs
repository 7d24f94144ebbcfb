// One file that needs Node and nothing else: an auditor carries it to a computer without a network.
import { packed } from '../../tools/lib/packing.mjs';

export default packed({ input: 'src/main.ts', output: { entryFileNames: 'yanshou-verify.mjs', codeSplitting: false } });
