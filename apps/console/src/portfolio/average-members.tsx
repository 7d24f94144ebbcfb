import type { PortfolioIndicator } from '@yanshou/api-schema';
import { roundedText, shareText } from '../format/value-text.js';
import { useLanguage } from '../i18n/language-context.js';
import { Digest } from '../ui/digest.js';

interface AverageMembersProps {
  readonly item: PortfolioIndicator;
  readonly shown: (value: number) => string;
  readonly nameOf: (project: string) => string;
}

/** Who is in an average and with what weight, who is left out and why; both closed until somebody asks. */
export function AverageMembers({ item, shown, nameOf }: AverageMembersProps) {
  const { language, texts: { averages } } = useLanguage();
  return (
    <>
      {item.reasons.map((reason) => <p key={reason.zh} className="muted">{reason[language]}</p>)}
      {item.leftOut.length > 0 && (
        <details>
          <summary>{averages.leftOut(item.leftOut.length)}</summary>
          <ul>{item.leftOut.map((one) => <li key={one.project}>{nameOf(one.project)}: {one[language]}</li>)}</ul>
        </details>
      )}
      {item.members.length > 0 && (
        <details>
          <summary>{averages.members(item.members.length)}</summary>
          <ul>
            {item.members.map(({ project, value, weight, clause, coverage, inputsDigest }) => (
              <li key={project}>
                {nameOf(project)}: <b>{shown(value)}</b> · {averages.weight} {roundedText(weight, item.weight?.unit ?? '', language, 2)} · {shareText(coverage)} · {clause} <Digest digest={inputsDigest} name={nameOf(project)} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
