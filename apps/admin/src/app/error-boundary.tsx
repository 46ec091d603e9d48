/** Catches what a screen throws, says so in words and offers a way on; `resetKey` clears it on another page. */
import { Button, Code, Container, Stack, Text, Title } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface ErrorBoundaryProps {
  resetKey?: string;
  children: ReactNode;
}

export class ErrorBoundary extends Component<ErrorBoundaryProps, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override componentDidUpdate(previous: ErrorBoundaryProps) {
    if (this.state.error && previous.resetKey !== this.props.resetKey) this.setState({ error: null });
  }

  override render() {
    if (!this.state.error) return this.props.children;
    return <BrokenScreen error={this.state.error} />;
  }
}

function BrokenScreen({ error }: { error: Error }) {
  const { t } = useTranslation('app');
  return (
    <Container size="xs" py={80}>
      <Stack gap="sm" align="flex-start" role="alert">
        <Title order={1}>{t('broken.title')}</Title>
        <Text>{t('broken.lead')}</Text>
        {/* Wrapped: a box that scrolls sideways is out of the keyboard's reach. */}
        <Code block w="100%" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {error.message}
        </Code>
        <Button onClick={() => location.reload()}>{t('broken.reload')}</Button>
      </Stack>
    </Container>
  );
}
