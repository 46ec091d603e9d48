/** The signed-in person: account, language, light or dark, shortcuts, signing out. */
import {
  Avatar,
  Box,
  Menu,
  SegmentedControl,
  Text,
  UnstyledButton,
  useMantineColorScheme,
  VisuallyHidden,
} from '@mantine/core';
import { IconKeyboard, IconLogout, IconShieldLock } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useBrand } from '../brand.tsx';
import { signOut } from '../sign-out.ts';
import { useStaff } from '../session.tsx';
import { LanguageSwitch } from './language-switch.tsx';

export function PersonMenu({ isRail, onShortcuts }: { isRail: boolean; onShortcuts: () => void }) {
  const { t } = useTranslation('app');
  const staff = useStaff();
  const { href, role } = useBrand();
  const client = useQueryClient();
  const [, navigate] = useLocation();
  return (
    <Menu position="top-start" width={250} shadow="md" closeOnItemClick>
      <Menu.Target>
        <UnstyledButton
          className="nav-item"
          flex={isRail ? undefined : 1}
          miw={0}
          w={isRail ? 44 : undefined}
          px={6}
        >
          <Avatar name={staff.name} color="leaf" variant="filled" size={26} radius="xl" alt="" aria-hidden />
          {isRail ? (
            <VisuallyHidden>{t('person.menu', { name: staff.name })}</VisuallyHidden>
          ) : (
            <Box miw={0}>
              <Text size="sm" fw={500} truncate lh={1.25}>
                {staff.name}
              </Text>
              <Text size="xs" c="dimmed" truncate lh={1.25}>
                {t(`role.${role}`)}
              </Text>
            </Box>
          )}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{staff.email}</Menu.Label>
        <Menu.Item leftSection={<IconShieldLock size={18} />} onClick={() => navigate(href('/account'))}>
          {t('nav.account')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={18} />} onClick={onShortcuts} rightSection="?">
          {t('shortcuts.title')}
        </Menu.Item>
        <Menu.Divider />
        <Box px="sm" py={6}>
          <LanguageSwitch saved />
        </Box>
        <Box px="sm" pb={6}>
          <SchemeSwitch />
        </Box>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={18} />} onClick={() => void signOut(client)}>
          {t('person.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function SchemeSwitch() {
  const { t } = useTranslation('app');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      aria-label={t('scheme.label')}
      fullWidth
      size="xs"
      value={colorScheme}
      onChange={(value) => setColorScheme(value)}
      data={[
        { value: 'light', label: t('scheme.light') },
        { value: 'dark', label: t('scheme.dark') },
        { value: 'auto', label: t('scheme.auto') },
      ]}
    />
  );
}
