/** Signing in: password, then a code where two steps are on; or a passkey; then back to where one was going. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useSearchParams } from 'wouter';
import { meKey } from '../../app/api.ts';
import { Door } from '../../app/parts/door.tsx';
import { CodeStep } from './code-step.tsx';
import { Forgotten } from './forgotten.tsx';
import { nextAddress } from './next-address.ts';
import { PasswordStep } from './password-step.tsx';

export function SignInPage() {
  const { t } = useTranslation('sign-in');
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [params] = useSearchParams();
  const [step, setStep] = useState<'password' | 'code' | 'forgotten'>('password');

  async function enter() {
    await client.resetQueries({ queryKey: meKey });
    navigate(nextAddress(params.get('next')), { replace: true });
  }

  if (step === 'code') {
    return (
      <Door title={t('code.title')}>
        <CodeStep onDone={enter} onBack={() => setStep('password')} />
      </Door>
    );
  }
  if (step === 'forgotten') {
    return (
      <Door title={t('forgotten.title')} lead={t('forgotten.lead')} width={460}>
        <Forgotten onBack={() => setStep('password')} />
      </Door>
    );
  }
  return (
    <Door title={t('title')} lead={params.has('next') ? t('continue') : t('lead')}>
      <PasswordStep
        onDone={enter}
        onCodeNeeded={() => setStep('code')}
        onForgotten={() => setStep('forgotten')}
      />
    </Door>
  );
}
