/** Where an import is, as a word in its colour. */
import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ImportView } from './use-imports.ts';

const colors = {
  uploaded: 'gray',
  checking: 'blue',
  checked: 'blue',
  running: 'blue',
  done: 'leaf',
  cancelled: 'yellow',
  failed: 'red',
} as const;

export function StateBadge({ state }: Pick<ImportView, 'state'>) {
  const { t } = useTranslation('imports');
  return (
    <Badge variant="light" color={colors[state]} tt="none">
      {t(`state.${state}`)}
    </Badge>
  );
}
