/** The brand's cash registers by the numbers of their fiscal drives, each with a name and, if it differs, a zone. */
import { ActionIcon, Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SettingsForm } from './settings-page.tsx';

const zones = Intl.supportedValuesOf('timeZone');

export function RegisterFields({ form }: { form: SettingsForm }) {
  const { t } = useTranslation('receipts');
  return (
    <Stack gap="sm">
      {form.values.registers.map((_register, index) => (
        <Group key={index} gap="xs" align="flex-start">
          <TextInput
            label={t('register.fiscalDrive')}
            placeholder="9282000100072197"
            inputMode="numeric"
            w={200}
            {...form.getInputProps(`registers.${index}.fiscalDrive`)}
          />
          <TextInput
            label={t('register.name')}
            flex="1 1 140px"
            {...form.getInputProps(`registers.${index}.name`)}
          />
          <Select
            label={t('register.zone')}
            placeholder={t('register.brandZone')}
            data={zones}
            searchable
            clearable
            w={200}
            {...form.getInputProps(`registers.${index}.zone`)}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            mt={24}
            aria-label={t('register.remove')}
            onClick={() => form.removeListItem('registers', index)}
          >
            <IconX size={16} />
          </ActionIcon>
        </Group>
      ))}
      <Button
        variant="default"
        w="fit-content"
        leftSection={<IconPlus size={16} />}
        onClick={() => form.insertListItem('registers', { fiscalDrive: '', name: '', zone: null })}
      >
        {t('register.add')}
      </Button>
    </Stack>
  );
}
