/** Setting up the authenticator app: QR or typed key, a code to prove it, then the backup codes. */
import { Alert, Button, Code, Modal, PinInput, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { auth, authRefusalText } from '../../app/auth.ts';
import { QrCode } from '../../app/parts/qr-code.tsx';
import { BackupCodes } from './backup-codes.tsx';

export interface TotpSetup {
  uri: string;
  backupCodes: readonly string[];
}

interface TotpSetupDialogProps {
  setup: TotpSetup;
  onDone: () => Promise<void>;
  onClose: () => void;
}

export function TotpSetupDialog({ setup, onDone, onClose }: TotpSetupDialogProps) {
  const { t } = useTranslation('account');
  const [isProven, setProven] = useState(false);
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={false}
      title={t(isProven ? 'codes.title' : 'totp.title')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {isProven ? (
        <BackupCodes codes={setup.backupCodes} onClose={onClose} />
      ) : (
        <ProveCode
          uri={setup.uri}
          onProven={async () => {
            setProven(true);
            await onDone();
          }}
        />
      )}
    </Modal>
  );
}

function ProveCode({ uri, onProven }: { uri: string; onProven: () => Promise<void> }) {
  const { t } = useTranslation('account');
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isRunning, setRunning] = useState(false);
  const key = new URL(uri).searchParams.get('secret') ?? '';

  async function verify(value: string) {
    setRunning(true);
    setProblem(null);
    const { error } = await auth.twoFactor.verifyTotp({ code: value });
    setRunning(false);
    if (!error) return onProven();
    setCode('');
    setProblem(authRefusalText(t, error));
  }

  return (
    <Stack gap="md" align="center">
      <Text size="md">{t('totp.scan')}</Text>
      <QrCode text={uri} size={184} label={t('totp.qr')} />
      <Text size="sm" c="dimmed" ta="center">
        {t('totp.typed')} <Code fz="sm">{key.match(/.{1,4}/g)?.join(' ')}</Code>
      </Text>
      <Text size="md">{t('totp.prove')}</Text>
      <PinInput
        length={6}
        type="number"
        oneTimeCode
        size="md"
        placeholder=""
        value={code}
        onChange={setCode}
        onComplete={(value) => void verify(value)}
        disabled={isRunning}
        getInputProps={(index: number) => ({ 'aria-label': t('totp.digit', { number: index + 1 }) })}
      />
      {problem && (
        <Alert color="red" variant="light" role="alert" w="100%">
          {problem}
        </Alert>
      )}
      <Button fullWidth loading={isRunning} disabled={code.length < 6} onClick={() => void verify(code)}>
        {t('totp.submit')}
      </Button>
    </Stack>
  );
}
