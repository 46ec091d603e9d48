/** Where one is (brand, group, page) and the way to search and commands. */
import { Breadcrumbs, Burger, Group, Kbd, Text, UnstyledButton } from '@mantine/core';
import { useOs } from '@mantine/hooks';
import { spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { useBrand } from '../brand.tsx';
import { pageOfPath } from '../navigation.ts';

export function TopBar({ menuOpened, onMenu }: { menuOpened: boolean; onMenu: () => void }) {
  const { t } = useTranslation('app');
  return (
    <Group h="100%" px={{ base: 'md', md: 'xl' }} justify="space-between" wrap="nowrap">
      <Group gap="sm" wrap="nowrap" miw={0}>
        <Burger opened={menuOpened} onClick={onMenu} hiddenFrom="sm" size="sm" aria-label={t('nav.label')} />
        <Crumbs />
      </Group>
      <SearchButton />
    </Group>
  );
}

function Crumbs() {
  const { t } = useTranslation('app');
  const { slug, name, href } = useBrand();
  const [path] = useLocation();
  const page = pageOfPath(path.slice(slug.length + 1));
  const isDeeper = page !== undefined && path !== href(page.path);
  return (
    <nav aria-label={t('breadcrumbs')}>
      <Breadcrumbs separator="/" separatorMargin={8} fz="sm">
        <Text size="sm" c="dimmed">
          {name}
        </Text>
        {page?.group === 'settings' && (
          <Text size="sm" c="dimmed">
            {t('nav.settings')}
          </Text>
        )}
        {page && (
          <Text
            size="sm"
            fw={500}
            c="var(--mantine-color-text)"
            {...(isDeeper ? { component: Link, href: href(page.path) } : {})}
          >
            {t(`nav.${page.name}`)}
          </Text>
        )}
      </Breadcrumbs>
    </nav>
  );
}

function SearchButton() {
  const { t } = useTranslation('app');
  const keys = ['macos', 'ios'].includes(useOs()) ? '⌘ K' : 'Ctrl K';
  return (
    <UnstyledButton className="search-button" onClick={spotlight.open} title={t('search.open')}>
      <IconSearch size={16} aria-hidden />
      <Text size="sm" c="dimmed" visibleFrom="sm" flex={1}>
        {t('search.short')}
      </Text>
      <Kbd size="xs" visibleFrom="sm">
        {keys}
      </Kbd>
    </UnstyledButton>
  );
}
