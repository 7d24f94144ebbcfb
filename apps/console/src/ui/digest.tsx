import { shortDigest } from '../format/digest-text.js';
import { useTexts } from '../i18n/language-context.js';
import { CopyButton } from './copy-button.js';

interface DigestProps {
  readonly digest: string;
  /** Of which indicator. */
  readonly name: string;
}

/** The first digits of an inputs' digest; the whole is copied. */
export function Digest({ digest, name }: DigestProps) {
  return (
    <span className="digest">
      <code title={digest}>{shortDigest(digest)}</code>
      <CopyButton text={digest} label={useTexts().indicator.digestCopy(name)} />
    </span>
  );
}
