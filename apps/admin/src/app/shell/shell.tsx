/** The signed-in frame: navigation on the left, the address and search on top, the page in the middle. */
import { AppShell, Skeleton, Stack } from '@mantine/core';
import { useDisclosure, useLocalStorage, useMediaQuery } from '@mantine/hooks';
import { type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { ErrorBoundary } from '../error-boundary.tsx';
import { NavBar } from './nav-bar.tsx';
import { SearchPalette } from './search-palette.tsx';
import { ShortcutsDialog } from './shortcuts.tsx';
import { TopBar } from './top-bar.tsx';

export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation('app');
  const [path] = useLocation();
  const [menuOpened, menu] = useDisclosure(false);
  const [shortcutsOpened, shortcuts] = useDisclosure(false);
  const isTablet = useMediaQuery('(max-width: 68em)', false, { getInitialValueInEffect: false });
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const [choice, setChoice] = useLocalStorage<'auto' | 'rail' | 'full'>({
    key: 'regulars.navigation',
    defaultValue: 'auto',
    getInitialValueInEffect: false,
  });
  const isRail = !isPhone && (choice === 'auto' ? isTablet : choice === 'rail');

  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: isRail ? 64 : 236, breakpoint: 'sm', collapsed: { mobile: !menuOpened } }}
      layout="alt"
      padding={{ base: 'md', md: 'xl' }}
      transitionDuration={120}
    >
      <a href="#page" className="skip-link">
        {t('skipToPage')}
      </a>
      <AppShell.Header bg="var(--surface-canvas)" withBorder={false}>
        <TopBar menuOpened={menuOpened} onMenu={menu.toggle} />
      </AppShell.Header>
      <AppShell.Navbar bg="var(--surface-raised)" aria-label={t('nav.label')}>
        <NavBar
          isRail={isRail}
          onChosen={menu.close}
          onRail={() => setChoice(isRail ? 'full' : 'rail')}
          onShortcuts={shortcuts.open}
        />
      </AppShell.Navbar>
      <AppShell.Main id="page" bg="var(--surface-canvas)">
        <ErrorBoundary resetKey={path}>
          <Suspense fallback={<PageSkeleton />}>{children}</Suspense>
        </ErrorBoundary>
      </AppShell.Main>
      <SearchPalette />
      <ShortcutsDialog opened={shortcutsOpened} onOpen={shortcuts.open} onClose={shortcuts.close} />
    </AppShell>
  );
}

function PageSkeleton() {
  return (
    <Stack maw={1180} mx="auto" gap="lg">
      <Skeleton h={28} w={220} />
      <Skeleton h={220} radius="lg" />
      <Skeleton h={220} radius="lg" />
    </Stack>
  );
}
