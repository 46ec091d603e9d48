/** The till: find the customer, ring up the amount, see the result; then the next one. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../app/parts/page.tsx';
import type { TillCustomer } from './draft.ts';
import { FindStep } from './find-step.tsx';
import { ResultScreen } from './result-screen.tsx';
import { RingStep } from './ring-step.tsx';
import './till.css';
import { useDraft } from './use-draft.ts';
import { useSale } from './use-sale.ts';

export function TillPage() {
  const { t } = useTranslation('till');
  const till = useDraft();
  const { draft, change, remember } = till;
  const sale = useSale(till);
  const choose = useCallback(
    (customer: TillCustomer) => {
      remember(customer);
      change({ customer, spend: { kind: 'none' } });
    },
    [remember, change],
  );
  return (
    <Page title={t('title')}>
      {draft.customer ? (
        <RingStep
          draft={draft}
          customer={draft.customer}
          onChange={change}
          onSell={sale.sell}
          isSelling={sale.state.phase === 'sending'}
          isCovered={sale.state.phase !== 'idle' && sale.state.phase !== 'sending'}
        />
      ) : (
        <FindStep recent={till.recent} onFound={choose} isCovered={sale.state.phase !== 'idle'} />
      )}
      <ResultScreen
        state={sale.state}
        receipt={draft.receipt}
        onClose={sale.reset}
        onTryAgain={sale.tryAgain}
        onOtherCustomer={() => {
          sale.reset();
          change({ customer: null });
        }}
      />
    </Page>
  );
}
