/** The person's own name, e-mail and language of the admin. */
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { updateStaffMe } from '@regulars/contracts/staff';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call, meKey } from '../../app/api.ts';
import { useLeaveGuard } from '../../app/leave-guard.ts';
import { contractProblems } from '../../app/parts/contract-problems.ts';
import { fieldErrors, useNotify } from '../../app/parts/refusal.ts';
import { Surface } from '../../app/parts/surface.tsx';
import { useStaff } from '../../app/session.tsx';
import { LanguageSwitch } from '../../app/shell/language-switch.tsx';

export function Profile() {
  const { t } = useTranslation('account');
  const { email } = useStaff();
  return (
    <Surface title={t('profile.title')}>
      <Stack gap="md" maw={440}>
        <OwnName />
        <div>
          <Text size="sm" fw={500}>
            {t('profile.email')}
          </Text>
          <Text size="md">{email}</Text>
        </div>
        <div>
          <Text size="sm" fw={500} mb={4}>
            {t('profile.language')}
          </Text>
          <LanguageSwitch saved />
        </div>
      </Stack>
    </Surface>
  );
}

function OwnName() {
  const { t } = useTranslation('account');
  const { name } = useStaff();
  const client = useQueryClient();
  const notify = useNotify();
  const form = useForm({
    initialValues: { name },
    validate: (values) => contractProblems(t, updateStaffMe.body, values),
    validateInputOnBlur: true,
  });
  useLeaveGuard(form.isDirty());

  async function submit(values: { name: string }) {
    try {
      const me = await call('updateStaffMe', { body: values });
      client.setQueryData(meKey, me);
      form.setInitialValues({ name: me.name });
      form.reset();
      // One's own name stands in lists of staff and versions too.
      await client.invalidateQueries();
      notify.done(t('profile.saved'));
    } catch (error) {
      form.setErrors(fieldErrors(error));
      notify.problem(error);
    }
  }

  return (
    <form onSubmit={form.onSubmit(submit)} noValidate>
      <Group align="flex-start" gap="xs" wrap="nowrap">
        <TextInput
          flex={1}
          label={t('profile.name')}
          description={t('profile.nameHelp')}
          autoComplete="name"
          maxLength={100}
          {...form.getInputProps('name')}
        />
        {form.isDirty() && (
          <Button type="submit" variant="default" mt={22} loading={form.submitting}>
            {t('app:save')}
          </Button>
        )}
      </Group>
    </form>
  );
}
