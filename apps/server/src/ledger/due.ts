/** Brings a wallet up to the moment: lots whose day has come wake, lots whose time is over go, before anything else. */
import { activate, expire } from './moves.ts';
import { announce, type Draft, type LotState, type Source, type WalletState } from './wallet-state.ts';

/** The jobs do the same for everyone; a posting does not wait for them. */
export function settleDue(draft: Draft, wallet: WalletState): void {
  for (const lot of [...wallet.lots]) {
    if (lot.state === 'pending' && lot.activeFrom <= draft.now) activateLot(draft, wallet, lot);
    if (lot.state === 'active' && lot.expiresAt !== null && lot.expiresAt <= draft.now) {
      expireLot(draft, wallet, lot);
    }
  }
}

function activateLot(draft: Draft, wallet: WalletState, lot: LotState): void {
  const entry = activate(draft, wallet, lot, jobSource(lot, `activation:${lot.id}`, lot.activeFrom));
  announce(draft, 'points.activated', wallet.customerId, {
    entryId: entry.id,
    points: entry.availableDelta,
    availableAfter: entry.availableAfter,
  });
}

function expireLot(draft: Draft, wallet: WalletState, lot: LotState): void {
  const expiresAt = lot.expiresAt ?? draft.now;
  // A lot that came back after its end expires a second time, at another instant.
  const key = `expiry:${lot.id}:${expiresAt.getTime()}:${lot.remaining}`;
  const entry = expire(draft, wallet, lot, jobSource(lot, key, expiresAt));
  announce(draft, 'points.expired', wallet.customerId, {
    entryId: entry.id,
    points: -entry.availableDelta,
    availableAfter: entry.availableAfter,
  });
}

function jobSource(lot: LotState, postingKey: string, occurredAt: Date): Source {
  return {
    kind: 'job',
    id: lot.id,
    purchaseId: lot.purchaseId,
    refundId: null,
    ruleVersionId: lot.ruleVersionId,
    reason: null,
    actor: { kind: 'system', id: null },
    postingKey,
    inputHash: '',
    occurredAt,
  };
}
