/** The changes of one act: a few at once, the rest on demand; before struck through, after beside it. */
import { Anchor, Stack, Text } from '@mantine/core';
import type { AuditEntry } from '@regulars/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useReadableChange } from './use-readable-change.ts';

const shownAtOnce = 3;

export function ChangesCell({ changes }: { changes: AuditEntry['changes'] }) {
  const { t } = useTranslation('audit');
  const { fieldText, valueText } = useReadableChange();
  const [isOpen, setOpen] = useState(false);
  const shown = isOpen ? changes : changes.slice(0, shownAtOnce);
  const rest = changes.length - shown.length;
  return (
    <Stack gap={2}>
      {shown.map(({ field, before, after }) => (
        <Text key={field} size="sm">
          <Text span c="dimmed" inherit>
            {fieldText(field)}:{' '}
          </Text>
          {before !== null && before !== undefined && (
            <>
              <Text span td="line-through" c="dimmed" inherit>
                {valueText(field, before)}
              </Text>
              {' → '}
            </>
          )}
          {valueText(field, after)}
        </Text>
      ))}
      {rest > 0 && (
        <Anchor component="button" type="button" size="sm" ta="left" onClick={() => setOpen(true)}>
          {t('more', { count: rest })}
        </Anchor>
      )}
    </Stack>
  );
}
