import { useTexts } from '../i18n/language-context.js';

/** Mark and name of the product. */
export function Brand() {
  const { product, productLine } = useTexts();
  return (
    <span className="brand">
      <svg viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="7" /><path d="M8 16.5l5.5 5.5L24.5 10" /></svg>
      <span className="brand__name">{product}</span>
      <span className="brand__line">{productLine}</span>
    </span>
  );
}
