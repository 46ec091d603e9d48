/** Signing in with two steps: setting it up, new backup codes, switching it off. */
import { Badge, Button, Group, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { meKey } from '../../app/api.ts';
import { auth, authRefusalText } from '../../app/auth.ts';
import { useNotify } from '../../app/parts/refusal.ts';
import { Surface } from '../../app/parts/surface.tsx';
import { useStaff } from '../../app/session.tsx';
import { BackupCodesDialog } from './backup-codes.tsx';
import { PasswordPrompt } from './password-prompt.tsx';
import { type TotpSetup, TotpSetupDialog } from './totp-setup-dialog.tsx';

type Step = 'none' | 'enable' | 'codes' | 'disable';

export function TwoSteps() {
  const { t } = useTranslation('account');
  const { twoFactorEnabled } = useStaff();
  const client = useQueryClient();
  const notify = useNotify();
  const [step, setStep] = useState<Step>('none');
  const [setup, setSetup] = useState<TotpSetup | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const refresh = () => client.invalidateQueries({ queryKey: meKey });

  const acts: Record<Exclude<Step, 'none'>, (password: string) => Promise<string | null>> = {
    enable: async (password) => {
      const { data, error } = await auth.twoFactor.enable({ password });
      if (error) return authRefusalText(t, error);
      if (data.method === 'totp') setSetup({ uri: data.totpURI, backupCodes: data.backupCodes });
      setStep('none');
      return null;
    },
    codes: async (password) => {
      const { data, error } = await auth.twoFactor.generateBackupCodes({ password });
      if (error) return authRefusalText(t, error);
      setCodes(data.backupCodes);
      setStep('none');
      return null;
    },
    disable: async (password) => {
      const { error } = await auth.twoFactor.disable({ password });
      if (error) return authRefusalText(t, error);
      await refresh();
      notify.done(t('twoSteps.disabled'));
      setStep('none');
      return null;
    },
  };

  return (
    <Surface
      title={
        <Group gap="xs">
          {t('twoSteps.title')}
          <Badge variant={twoFactorEnabled ? 'light' : 'default'} tt="none">
            {t(twoFactorEnabled ? 'twoSteps.on' : 'twoSteps.off')}
          </Badge>
        </Group>
      }
    >
      <Text size="md" c="dimmed" mb="md">
        {t('twoSteps.lead')}
      </Text>
      {twoFactorEnabled ? (
        <Group gap="xs">
          <Button variant="default" onClick={() => setStep('codes')}>
            {t('twoSteps.newCodes')}
          </Button>
          <Button variant="default" c="var(--mantine-color-error)" onClick={() => setStep('disable')}>
            {t('twoSteps.disable')}
          </Button>
        </Group>
      ) : (
        <Button onClick={() => setStep('enable')}>{t('twoSteps.enable')}</Button>
      )}
      {step !== 'none' && (
        <PasswordPrompt
          title={t(`twoSteps.ask.${step}.title`)}
          lead={t(`twoSteps.ask.${step}.lead`)}
          submitLabel={t(`twoSteps.ask.${step}.submit`)}
          tone={step === 'disable' ? 'danger' : 'plain'}
          onClose={() => setStep('none')}
          onPassword={acts[step]}
        />
      )}
      {setup && <TotpSetupDialog setup={setup} onDone={refresh} onClose={() => setSetup(null)} />}
      {codes && <BackupCodesDialog codes={codes} onClose={() => setCodes(null)} />}
    </Surface>
  );
}
