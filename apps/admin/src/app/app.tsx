/** Puts the admin together: theme, words, data, address and the outermost error boundary. */
import { MantineProvider } from '@mantine/core';
import { DatesProvider } from '@mantine/dates';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import 'dayjs/locale/ru.js';
import { useTranslation } from 'react-i18next';
import { Router } from 'wouter';
import { ErrorBoundary } from './error-boundary.tsx';
import { LeaveDialog } from './leave-dialog.tsx';
import { useGuardedLocation } from './location.ts';
import { queryClient } from './query.ts';
import { Routes } from './routes.tsx';
import { cssVariables, theme } from './theme.ts';

export function App() {
  const { i18n } = useTranslation('app');
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <DatesProvider settings={{ locale: i18n.language === 'ru' ? 'ru' : 'en', firstDayOfWeek: 1 }}>
        <Notifications position="bottom-right" limit={4} />
        <QueryClientProvider client={queryClient}>
          <ErrorBoundary>
            <Router base="/admin" hook={useGuardedLocation}>
              <Routes />
              <LeaveDialog />
            </Router>
          </ErrorBoundary>
        </QueryClientProvider>
      </DatesProvider>
    </MantineProvider>
  );
}
