/** Joining with a new account: name, e-mail and password. */
import { Alert, Button, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { completeSetup } from '@regulars/contracts/staff';
import { useTranslation } from 'react-i18next';
import { AccountFields } from '../../app/parts/account-fields.tsx';
import { contractProblems } from '../../app/parts/contract-problems.ts';
import { fieldErrors, useRefusalText } from '../../app/parts/refusal.ts';
import { currentLanguage } from '../../app/words.ts';
import { useAccept } from './use-accept.ts';

/** The same person as the owner of a setup; an invitation's own body is a union, which blurs the field. */
const account = completeSetup.body.shape.owner;

export function NewAccount({ token, email }: { token: string; email: string | null }) {
  const { t } = useTranslation('invitation');
  const textOf = useRefusalText();
  const accept = useAccept(token);
  const withLanguage = (values: { name: string; email: string; password: string }) => ({
    ...values,
    language: currentLanguage(),
  });
  const form = useForm({
    initialValues: { name: '', email: email ?? '', password: '' },
    validate: (values) => contractProblems(t, account, withLanguage(values)),
    validateInputOnBlur: true,
  });

  return (
    <form
      onSubmit={form.onSubmit((values) =>
        accept.mutate(withLanguage(values), { onError: (error) => form.setErrors(fieldErrors(error)) }),
      )}
      noValidate
    >
      <Stack gap="md">
        <AccountFields getInputProps={form.getInputProps} isEmailFixed={email !== null} />
        {accept.error && (
          <Alert color="red" variant="light" role="alert">
            {textOf(accept.error)}
          </Alert>
        )}
        <Button type="submit" size="md" loading={accept.isPending}>
          {t('submit')}
        </Button>
      </Stack>
    </form>
  );
}
