import { useSectionTexts } from '../i18n/section-texts.js';
import { CopyButton } from './copy-button.js';
import { FORM_TEXTS } from './form-texts.js';

interface SecretOnceProps {
  readonly secret: string;
  /** What it is, where it is no device's secret. */
  readonly title?: string;
  readonly onDone: () => void;
}

/** A secret that the platform tells once: shown until it is put away. */
export function SecretOnce({ secret, title, onDone }: SecretOnceProps) {
  const texts = useSectionTexts(FORM_TEXTS);
  return (
    <div className="secret" role="status">
      <b>{title ?? texts.secret}</b>
      <span className="secret__line"><code>{secret}</code><CopyButton text={secret} label={texts.secretCopy} /></span>
      <span className="buttons"><button type="button" className="button" onClick={onDone}>{texts.done}</button></span>
    </div>
  );
}
