import { useQuery } from '@tanstack/react-query';
import type { ForecastView, Outlook, ProjectDetail } from '@yanshou/api-schema';
import { outlookQuery } from '../api/queries.js';
import { expectedText, targetText } from '../format/value-text.js';
import { useLanguage } from '../i18n/language-context.js';
import { nameIn } from '../i18n/names.js';
import { Digest } from '../ui/digest.js';
import { Loaded } from '../ui/loaded.js';
import { RiskChip, RiskReasons } from '../ui/risk-reasons.js';
import { Section } from '../ui/section.js';
import { forecastGeometry } from './forecast-geometry.js';

/** Why the project may not pass, and what the trends of its indicators say of the end, which is no conclusion; nothing without a contract. */
export const OutlookSection = ({ project }: { readonly project: ProjectDetail }) => project.contract !== null && <ProjectOutlook project={project} />;

function ProjectOutlook({ project }: { readonly project: ProjectDetail }) {
  const { risk } = useLanguage().texts;
  const query = useQuery(outlookQuery(project.id));
  return (
    <Section id="outlook" title={risk.title} aside={query.data && <RiskChip risk={query.data.risk} />}>
      <Loaded query={query}>{(outlook) => <OutlookView outlook={outlook} zone={project.zone} />}</Loaded>
    </Section>
  );
}

export function OutlookView({ outlook, zone }: { readonly outlook: Outlook; readonly zone: string }) {
  const { language, texts: { risk, forecast } } = useLanguage();
  return (
    <>
      {outlook.reasons.length === 0 ? <p className="muted">{risk.noReasons}</p> : <RiskReasons reasons={outlook.reasons} zone={zone} />}
      {outlook.forecasts.length > 0 && (
        <>
          <h3>{forecast.label}</h3>
          <p className="muted">{outlook.method[language]}</p>
          <div className="scroll forecasts__scroll"><table className="plain forecasts" aria-label={forecast.label}><tbody>{outlook.forecasts.map((one) => <ForecastRow key={one.indicator} forecast={one} />)}</tbody></table></div>
        </>
      )}
    </>
  );
}

function ForecastRow({ forecast }: { readonly forecast: ForecastView }) {
  const { language, texts: { forecast: texts } } = useLanguage();
  const name = nameIn(forecast, language);
  if (forecast.kind === 'none') return <tr><th scope="row">{name}</th><td colSpan={4} className="muted">{texts.none}: {forecast.reason[language]}</td></tr>;
  const { value, low, high, unit, confidence, n, window, effective, verdict, inputsDigest } = forecast;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td><ForecastPlot forecast={forecast} /></td>
      <td className="number"><b>{expectedText(value, unit, language)}</b><small>{texts.interval(confidence)} {expectedText(low, '', language)} – {expectedText(high, unit, language)}</small></td>
      <td><b>{texts.verdict[verdict]}</b><small>{texts.target} {targetText(forecast, language)}</small></td>
      <td><small>{texts.basis(n, window, effective.toFixed(1))}</small><Digest digest={inputsDigest} name={name} /></td>
    </tr>
  );
}

/** Interval, value and target on one line. */
function ForecastPlot({ forecast }: { readonly forecast: Extract<ForecastView, { kind: 'forecast' }> }) {
  const { language, texts: { forecast: texts } } = useLanguage();
  const { low, high, value, target } = forecastGeometry(forecast);
  const label = texts.plot(expectedText(forecast.value, forecast.unit, language), expectedText(forecast.low, '', language), expectedText(forecast.high, forecast.unit, language));
  return (
    <svg className={`forecast-plot forecast-plot--${forecast.verdict}`} viewBox="0 0 100 16" preserveAspectRatio="none" role="img" aria-label={label}>
      <line className="forecast-plot__axis" x1="0" x2="100" y1="8" y2="8" />
      <rect className="forecast-plot__interval" x={low} width={Math.max(0.8, high - low)} y="4" height="8" />
      <line className="forecast-plot__value" x1={value} x2={value} y1="2" y2="14" />
      <line className="forecast-plot__target" x1={target} x2={target} y1="0" y2="16" />
    </svg>
  );
}
