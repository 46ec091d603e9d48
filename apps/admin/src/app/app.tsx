/** Puts the admin together: theme, words, data, address and the outermost error boundary. */
import { MantineProvider } from '@mantine/core';
import { DatesProvider } from '@mantine/dates';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import 'dayjs/locale/ru.js';
import { useTranslation } from 'react-i18next';
import { type AroundNavHandler, Router } from 'wouter';
import { ErrorBoundary } from './error-boundary.tsx';
import { mayLeave } from './leave-guard.ts';
import { queryClient } from './query.ts';
import { Routes } from './routes.tsx';
import { cssVariables, theme } from './theme.ts';

/** Only a change of page asks about unsaved work; filters in the address do not. */
const askBeforeLeaving: AroundNavHandler = (navigate, to, options) => {
  const samePage = new URL(to, location.origin).pathname === location.pathname;
  if (samePage || to.startsWith('?') || mayLeave()) navigate(to, options);
};

export function App() {
  const { i18n } = useTranslation('app');
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <DatesProvider settings={{ locale: i18n.language === 'ru' ? 'ru' : 'en', firstDayOfWeek: 1 }}>
        <Notifications position="bottom-right" limit={4} />
        <QueryClientProvider client={queryClient}>
          <ErrorBoundary>
            <Router base="/admin" aroundNav={askBeforeLeaving}>
              <Routes />
            </Router>
          </ErrorBoundary>
        </QueryClientProvider>
      </DatesProvider>
    </MantineProvider>
  );
}
