/** What a key may do, each scope explained; as buttons for the usual cases first. */
import { Button, Checkbox, Group, Stack } from '@mantine/core';
import { type Scope, scopes } from '@regulars/contracts/permissions';
import { useTranslation } from 'react-i18next';

const presets: Record<'till' | 'crm' | 'all', readonly Scope[]> = {
  till: [
    'customers:read',
    'customers:write',
    'purchases:read',
    'purchases:write',
    'coupons:read',
    'coupons:write',
  ],
  crm: ['customers:read', 'purchases:read'],
  all: scopes,
};

interface ScopeChoiceProps {
  value: readonly Scope[];
  onChange: (scopes: Scope[]) => void;
  error: string | null;
}

export function ScopeChoice({ value, onChange, error }: ScopeChoiceProps) {
  const { t } = useTranslation('api-keys');
  return (
    <Stack gap="xs">
      <Checkbox.Group
        label={t('scopes.label')}
        value={[...value]}
        onChange={(chosen) => onChange(scopes.filter((scope) => chosen.includes(scope)))}
        error={error}
      >
        <Group gap={6} my={8}>
          {(['till', 'crm', 'all'] as const).map((preset) => (
            <Button
              key={preset}
              size="compact-sm"
              variant="default"
              onClick={() => onChange([...presets[preset]])}
            >
              {t(`scopes.preset.${preset}`)}
            </Button>
          ))}
        </Group>
        <Stack gap="sm" mt={4}>
          {scopes.map((scope) => (
            <Checkbox
              key={scope}
              value={scope}
              label={t(`scopes.${scope.replace(':', '-')}`)}
              description={scope}
            />
          ))}
        </Stack>
      </Checkbox.Group>
    </Stack>
  );
}
