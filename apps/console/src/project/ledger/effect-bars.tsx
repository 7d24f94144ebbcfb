import type { ReconciliationView } from '@yanshou/api-schema';
import { useSectionTexts } from '../../i18n/section-texts.js';
import { LEDGER_TEXTS } from './ledger-texts.js';
import { balanceBars, effectText } from './reconciliation-view.js';
import type { BalanceBar } from './reconciliation-view.js';

/** From the inventory's count to the ledger's, step by step; the figures stand beside the bars. */
export function EffectBars({ view }: { readonly view: ReconciliationView }) {
  const texts = useSectionTexts(LEDGER_TEXTS);
  return (
    <div className="balance" role="group" aria-label={texts.balance}>
      <h3>{texts.balance}</h3>
      {balanceBars(view).map((bar) => <Bar key={bar.code} bar={bar} />)}
    </div>
  );
}

function Bar({ bar: { code, start, length, figure, side } }: { readonly bar: BalanceBar }) {
  const texts = useSectionTexts(LEDGER_TEXTS);
  const isEnd = code === 'inventory' || code === 'byLedger';
  return (
    <div className="balance__row">
      <span>{isEnd ? texts[code] : texts.code[code]}</span>
      <span className="balance__track" aria-hidden="true"><span className={`balance__fill balance__fill--${side}`} style={{ left: `${start}%`, width: `${length}%` }} /></span>
      <span className="balance__figure">{isEnd ? figure : effectText(figure)}</span>
    </div>
  );
}
