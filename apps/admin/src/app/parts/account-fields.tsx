/** Name, e-mail and password of a new account; for setup and invitations. */
import { PasswordInput, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface AccountFieldsProps {
  getInputProps: (path: string) => object;
  prefix?: string;
  /** An invitation for one address keeps it. */
  isEmailFixed?: boolean;
}

export function AccountFields({ getInputProps, prefix = '', isEmailFixed = false }: AccountFieldsProps) {
  const { t } = useTranslation('app');
  return (
    <Stack gap="md">
      <TextInput label={t('accountForm.name')} autoComplete="name" {...getInputProps(`${prefix}name`)} />
      <TextInput
        label={t('accountForm.email')}
        type="email"
        autoComplete="username"
        readOnly={isEmailFixed}
        {...getInputProps(`${prefix}email`)}
      />
      <PasswordInput
        label={t('accountForm.password')}
        description={t('accountForm.passwordHelp')}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': t('accountForm.show') }}
        {...getInputProps(`${prefix}password`)}
      />
    </Stack>
  );
}
