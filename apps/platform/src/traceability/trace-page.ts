import { createHash } from 'node:crypto';
import { TRACE_STEP_NAMES, withUnit } from '@yanshou/catalogue';
import type { Micros } from '@yanshou/telemetry';
import type { BatchStory, StoryReadings, StoryStep, StoryTerms } from './batch-story.js';
import { storyDigest } from './batch-story.js';
import { PAGE_WORDS } from './trace-page.words.js';
import type { PageLanguage } from './trace-page.words.js';

const STYLE = `
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{margin:0 auto;max-width:40rem;padding:1rem}
h1{font-size:1.4rem;margin:.2rem 0}h2{font-size:1.1rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;margin:0}dt{opacity:.75}dd{margin:0;overflow-wrap:anywhere}
ol{list-style:none;padding:0}li{border-left:3px solid #2a6f4e;margin:0 0 1rem;padding:0 0 0 1rem}
.mark{border:1px solid;border-radius:.3rem;display:inline-block;padding:.1rem .5rem}
.warn{border-color:#b45309;color:#b45309}
small{opacity:.75;overflow-wrap:anywhere}`;

/** No script, no image, nothing from elsewhere: the one style is known by its hash. */
export const TRACE_PAGE_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** The page of a batch: what the story says, in one language. */
export function renderTracePage(story: BatchStory, language: PageLanguage): string {
  const words = PAGE_WORDS[language];
  const clock = localTimes(story.zone);
  const facts: readonly (readonly [string, string | null])[] = [
    [words.product, story.product], [words.variety, story.variety], [words.base, story.base[language]], [words.quantity, withUnit(String(story.quantity), story.unit, language)], [words.producedOn, story.producedOn],
  ];
  const isComplete = story.findings.length === 0;
  return framed(language, story.product, `
${story.demonstration ? `<p class="mark warn">${escapeHtml(words.demonstration)}</p>` : ''}
${list(facts)}
<p><strong class="mark${isComplete ? '' : ' warn'}">${isComplete ? words.complete : story.undecided ? words.undecided : words.incomplete}</strong></p>
${isComplete ? '' : `<ul>${story.findings.map((finding) => `<li>${escapeHtml(finding[language])}</li>`).join('')}</ul>`}
<h2>${words.history}</h2>
${story.steps.length === 0 ? `<p>${words.noSteps}</p>` : `<ol>${story.steps.map((step) => stepItem(step, story.terms, { clock, language })).join('')}</ol>`}
<p><small>${words.rule} ${escapeHtml(story.ruleVersion)}（${words.own}） · ${words.zone} ${escapeHtml(story.zone)} · ${words.digest} ${storyDigest(story)}</small></p>`);
}

/** One page for every id that shows nothing, whatever the reason. */
export const renderMissingPage = (language: PageLanguage): string =>
  framed(language, PAGE_WORDS[language].missing, `<p>${PAGE_WORDS[language].missingHint}</p>`);

export const renderTooOftenPage = (language: PageLanguage): string =>
  framed(language, PAGE_WORDS[language].often, `<p>${PAGE_WORDS[language].oftenHint}</p>`);

export const renderBusyPage = (language: PageLanguage): string =>
  framed(language, PAGE_WORDS[language].busy, `<p>${PAGE_WORDS[language].busyHint}</p>`);

function framed(language: PageLanguage, heading: string, body: string): string {
  const words = PAGE_WORDS[language];
  return `<!doctype html>
<html lang="${words.lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex,nofollow"><title>${words.title}</title><style>${STYLE}</style></head>
<body><p>${words.title} · <a href="?lang=${words.otherLang}">${words.other}</a></p><h1>${escapeHtml(heading)}</h1>${body}
</body></html>
`;
}

interface PageStyle {
  readonly clock: LocalTimes;
  readonly language: PageLanguage;
}

type Facts = readonly (readonly [string, string | null])[];

function stepItem({ step, at, until, place, to, actor, corrected, readings }: StoryStep, terms: StoryTerms, { clock, language }: PageStyle): string {
  const words = PAGE_WORDS[language];
  const when = until === undefined ? clock(at) : `${clock(at)} – ${clock(until)}`;
  const facts: Facts = [
    [words.when, when], [words.where, place[language]], [words.to, to?.[language] ?? null], [words.who, actor], ...(readings === null ? [] : readingFacts(readings, terms, language)),
  ];
  return `<li><h3>${TRACE_STEP_NAMES[step][language]}${corrected ? words.corrected : ''}</h3>${list(facts)}</li>`;
}

/** A temperature never stands without its coverage, a share never without what it is of and has to be. */
function readingFacts({ unit, expected, platformFault, covered, inRange, min, max, limits, origins }: StoryReadings, terms: StoryTerms, language: PageLanguage): Facts {
  const words = PAGE_WORDS[language];
  const range = min === null || max === null ? words.none : `${min} – ${withUnit(String(max), unit, language)}`;
  const isLive = origins.length > 0 && origins.every((origin) => origin === 'live');
  return [
    [`${isLive ? words.automatic : words.temperature} · ${words.range}`, range],
    [words.origin, isLive || origins.length === 0 ? null : origins.map((origin) => words.origins[origin]).join('、')],
    [words.coverage, `${shareText(covered, expected)} · ${leastText(terms, 'coverage', language)}`],
    [words.down, platformFault === 0 ? null : String(platformFault)],
    [words.limits, limits === null ? null : `${limits.low} – ${withUnit(String(limits.high), unit, language)} · ${clauseText(terms, language)}`],
    [words.inRange, inRange === null ? null : `${shareText(inRange, covered)} · ${leastText(terms, 'inRange', language)}`],
  ];
}

const clauseText = ({ clause }: StoryTerms, language: PageLanguage): string => `${PAGE_WORDS[language].clause} ${clause ?? '—'}`;

function leastText(terms: StoryTerms, share: 'coverage' | 'inRange', language: PageLanguage): string {
  const words = PAGE_WORDS[language];
  const { least, own } = terms[share];
  return `${words.least} ${Number((least * 100).toPrecision(12))} % · ${own ? words.own : clauseText(terms, language)}`;
}

/** Rounded down: what is not whole is never shown as 100 %. */
const shareText = (part: number, whole: number): string => (whole === 0 ? '—' : `${Math.floor((part * 1_000) / whole) / 10} % (${part}/${whole})`);

const list = (facts: readonly (readonly [string, string | null])[]): string =>
  `<dl>${facts.flatMap(([name, value]) => (value === null ? [] : [`<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`])).join('')}</dl>`;

type LocalTimes = (at: Micros) => string;

/** `2026-01-31 08:30` in the zone. Making a formatter costs far more than formatting: one a page. */
function localTimes(timeZone: string): LocalTimes {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return (at) => format.format(new Date(Math.floor(at / 1_000)));
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
