/** The left navigation: brand, pages by what people do, settings, and the person at the foot. */
import { ActionIcon, Group, ScrollArea, Stack, Text, Tooltip } from '@mantine/core';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { useBrand } from '../brand.tsx';
import { type PageEntry, pageOfPath, visiblePages } from '../navigation.ts';
import { BrandSwitcher } from './brand-switcher.tsx';
import { PersonMenu } from './person-menu.tsx';

interface NavBarProps {
  isRail: boolean;
  onChosen: () => void;
  onRail: () => void;
  onShortcuts: () => void;
}

export function NavBar({ isRail, onChosen, onRail, onShortcuts }: NavBarProps) {
  const { t } = useTranslation('app');
  const { permissions } = useBrand();
  const visible = visiblePages(permissions);
  const settings = visible.filter(({ group }) => group === 'settings');
  const railLabel = t(isRail ? 'nav.expand' : 'nav.collapse');
  const RailIcon = isRail ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  return (
    <Stack gap={0} h="100%" className={isRail ? 'nav-rail' : ''}>
      <Group h={52} px={isRail ? 8 : 12} justify={isRail ? 'center' : 'flex-start'} wrap="nowrap">
        <BrandSwitcher isRail={isRail} />
      </Group>
      <ScrollArea flex={1} px={isRail ? 8 : 12} pt={8}>
        <NavGroup
          entries={visible.filter(({ group }) => group === 'work')}
          isRail={isRail}
          onChosen={onChosen}
        />
        {settings.length > 0 && !isRail && (
          <Text size="xs" fw={500} c="dimmed" px={10} pt={20} pb={4}>
            {t('nav.settings')}
          </Text>
        )}
        {settings.length > 0 && isRail && (
          <hr style={{ border: 0, borderTop: '1px solid var(--surface-line)', margin: '8px 4px' }} />
        )}
        <NavGroup entries={settings} isRail={isRail} onChosen={onChosen} />
      </ScrollArea>
      <Group p={isRail ? 8 : 12} gap={4} justify="space-between" wrap={isRail ? 'wrap' : 'nowrap'}>
        <PersonMenu isRail={isRail} onShortcuts={onShortcuts} />
        <Tooltip label={railLabel} position="right">
          <ActionIcon
            variant="subtle"
            color="gray"
            size={isRail ? 44 : 34}
            onClick={onRail}
            aria-label={railLabel}
            visibleFrom="sm"
          >
            <RailIcon size={18} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </Group>
    </Stack>
  );
}

interface NavGroupProps {
  entries: readonly PageEntry[];
  isRail: boolean;
  onChosen: () => void;
}

function NavGroup({ entries, isRail, onChosen }: NavGroupProps) {
  const { t } = useTranslation('app');
  const { href, slug } = useBrand();
  const [path] = useLocation();
  const current = pageOfPath(path.slice(slug.length + 1));
  return (
    <Stack gap={2}>
      {entries.map((entry) => (
        <Tooltip key={entry.name} label={t(`nav.${entry.name}`)} position="right" disabled={!isRail}>
          <Link
            href={href(entry.path)}
            className="nav-item"
            onClick={onChosen}
            aria-current={current === entry ? 'page' : undefined}
            {...(isRail ? { 'aria-label': t(`nav.${entry.name}`) } : {})}
          >
            <entry.icon size={18} stroke={1.7} aria-hidden />
            {!isRail && t(`nav.${entry.name}`)}
          </Link>
        </Tooltip>
      ))}
    </Stack>
  );
}
