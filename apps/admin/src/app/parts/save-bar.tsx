/**
 * The bar that appears while a form has unsaved changes: save (type=submit, so it belongs inside the form)
 * or discard; Ctrl/Cmd-S saves; leaving the page asks first.
 */
import { Button, Group, Text, Transition } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLeaveGuard } from '../leave-guard.ts';

interface SaveBarProps {
  isDirty: boolean;
  isSaving: boolean;
  onDiscard: () => void;
}

export function SaveBar({ isDirty, isSaving, onDiscard }: SaveBarProps) {
  const { t } = useTranslation('app');
  const save = useRef<HTMLButtonElement>(null);
  useLeaveGuard(isDirty && !isSaving);
  useHotkeys([['mod+S', () => save.current?.click()]], []);
  return (
    <Transition mounted={isDirty} transition="slide-up" duration={160}>
      {(style) => (
        <div style={style} className="save-bar" role="status">
          <Text size="sm" fw={500}>
            {t('unsaved.title')}
          </Text>
          <Group gap="xs">
            <Button variant="default" onClick={onDiscard} disabled={isSaving}>
              {t('unsaved.discard')}
            </Button>
            <Button type="submit" ref={save} loading={isSaving}>
              {t('save')}
            </Button>
          </Group>
        </div>
      )}
    </Transition>
  );
}
