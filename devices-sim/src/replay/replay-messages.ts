import type { MessageSource, SimulatedElement, SimulatedMessage } from '../message.js';
import { batchElements } from '../batch-elements.js';
import type { DemonstrationProject } from '../demonstration-project.js';
import { travelsAlone } from './recorded-value.js';

/** A recorded project and its messages. */
export interface Replay {
  readonly project: DemonstrationProject;
  readonly source: MessageSource;
}

/** Messages of recorded elements, in the order given. A recording has no send times: everything is due at once. */
export function* replayMessages(project: string, device: string, elements: Iterable<SimulatedElement>): Generator<SimulatedMessage> {
  for (const run of splitAlone(elements)) {
    for (const batch of batchElements(run)) {
      yield { project, principal: device, topicKind: 'device', dueAt: 0, payload: [{ device, elements: batch }] };
    }
  }
}

const RUN_ELEMENTS = 4_096;

function* splitAlone(elements: Iterable<SimulatedElement>): Generator<readonly SimulatedElement[]> {
  let run: SimulatedElement[] = [];
  for (const element of elements) {
    const alone = travelsAlone(element);
    if (run.length > 0 && (alone || run.length >= RUN_ELEMENTS)) {
      yield run;
      run = [];
    }
    if (alone) yield [element];
    else run.push(element);
  }
  if (run.length > 0) yield run;
}
