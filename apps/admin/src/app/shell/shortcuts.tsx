/** Keyboard shortcuts: "G then a letter" opens a page, "?" shows them all. */
import { Group, Kbd, Modal, Stack, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useBrand } from '../brand.tsx';
import { visiblePages } from '../navigation.ts';

const secondKeyWaitMs = 1200;

interface ShortcutsDialogProps {
  opened: boolean;
  onOpen: () => void;
  onClose: () => void;
}

export function ShortcutsDialog({ opened, onOpen, onClose }: ShortcutsDialogProps) {
  const { t } = useTranslation('app');
  const { permissions } = useBrand();
  useHotkeys([['shift+?', onOpen]], undefined, true);
  useGoKeys();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('shortcuts.title')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack gap={8}>
        <Shortcut label={t('shortcuts.search')} keys={['Ctrl', 'K']} />
        <Shortcut label={t('shortcuts.save')} keys={['Ctrl', 'S']} />
        <Shortcut label={t('shortcuts.this')} keys={['?']} />
        {visiblePages(permissions).map((page) => (
          <Shortcut
            key={page.name}
            label={t('shortcuts.go', { page: t(`nav.${page.name}`) })}
            keys={['G', page.key.toUpperCase()]}
          />
        ))}
      </Stack>
    </Modal>
  );
}

function Shortcut({ label, keys }: { label: string; keys: readonly string[] }) {
  return (
    <Group justify="space-between">
      <Text size="md">{label}</Text>
      <Group gap={4}>
        {keys.map((key) => (
          <Kbd key={key}>{key}</Kbd>
        ))}
      </Group>
    </Group>
  );
}

/** Listens by physical key, so that it works in the Russian layout too. */
function useGoKeys(): void {
  const { permissions, href } = useBrand();
  const [, navigate] = useLocation();
  const armedUntil = useRef(0);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.code === 'KeyG') {
        armedUntil.current = Date.now() + secondKeyWaitMs;
        return;
      }
      if (Date.now() > armedUntil.current) return;
      armedUntil.current = 0;
      const page = visiblePages(permissions).find(({ key }) => event.code === `Key${key.toUpperCase()}`);
      if (page) navigate(href(page.path));
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [permissions, href, navigate]);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
