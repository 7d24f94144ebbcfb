import { MAX_TOPIC_BYTES, MAX_TOPIC_LEVELS } from './topics.js';

/** C0, DEL and C1 controls: MQTT-1.5.3-2 forbids NUL, the others are discouraged there and never needed here. */
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
const LONE_SURROGATE = /\p{Cs}/u;

export type TopicFault = 'malformed-packet' | 'topic-too-deep';

/** What is wrong with the text of a topic or filter, whoever sent it; undefined when nothing is. */
export function topicFault(text: string): TopicFault | undefined {
  if (text === '' || text.length > MAX_TOPIC_BYTES || Buffer.byteLength(text) > MAX_TOPIC_BYTES) return 'malformed-packet';
  if (CONTROL.test(text) || LONE_SURROGATE.test(text)) return 'malformed-packet';
  return levelCount(text) > MAX_TOPIC_LEVELS ? 'topic-too-deep' : undefined;
}

export const hasWildcard = (text: string): boolean => text.includes('+') || text.includes('#');

/** Whether wildcards stand only where MQTT-4.7.1-2 and -3 allow them: `+` as a whole level, `#` as the whole last one. */
export function isWellFormedFilter(filter: string): boolean {
  const levels = filter.split('/');
  return levels.every((level, index) => {
    if (level === '+') return true;
    if (level === '#') return index === levels.length - 1;
    return !hasWildcard(level);
  });
}

/** MQTT 4.7: whether `topic` matches `filter`, both well formed. A leading wildcard never matches a `$` topic. */
export function matchesFilter(filter: string, topic: string): boolean {
  if (topic.startsWith('$') && (filter.startsWith('+') || filter.startsWith('#'))) return false;
  const wanted = filter.split('/');
  const levels = topic.split('/');
  for (let index = 0; index < wanted.length; index += 1) {
    if (wanted[index] === '#') return true;
    if (index >= levels.length) return false;
    if (wanted[index] !== '+' && wanted[index] !== levels[index]) return false;
  }
  return wanted.length === levels.length;
}

function levelCount(text: string): number {
  let levels = 1;
  for (let at = text.indexOf('/'); at >= 0; at = text.indexOf('/', at + 1)) levels += 1;
  return levels;
}
