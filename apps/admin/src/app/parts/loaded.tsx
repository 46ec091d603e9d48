/** What a screen shows of something that is asked for: its shape while it comes, why it does not, then itself. */
import { Skeleton, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { Page } from './page.tsx';
import { LoadError } from './states.tsx';

interface LoadedProps<T> {
  query: { data: T | undefined; error: unknown; refetch: () => unknown };
  skeleton: ReactNode;
  children: (data: T) => ReactNode;
}

/** Once it is here it stays, whatever a later look meets. */
export function Loaded<T>({ query: { data, error, refetch }, skeleton, children }: LoadedProps<T>) {
  if (data !== undefined) return children(data);
  if (error) return <LoadError error={error} onRetry={() => void refetch()} />;
  return skeleton;
}

type LoadedPageProps<T> = Omit<LoadedProps<T>, 'skeleton'> & {
  /** Until it is here and has a title of its own. */
  title: string;
};

/** The same for a thing with a page of its own, a head and a form. */
export function LoadedPage<T>({ title, query, children }: LoadedPageProps<T>) {
  if (query.data !== undefined) return children(query.data);
  return (
    <Page title={title}>
      <Loaded query={query} skeleton={<FormSkeleton heights={[110, 300]} />}>
        {children}
      </Loaded>
    </Page>
  );
}

/** Cards below each other. */
export function FormSkeleton({ heights }: { heights: readonly number[] }) {
  return (
    <Stack gap="lg" aria-busy>
      {heights.map((height, index) => (
        <Skeleton key={index} h={height} radius="lg" />
      ))}
    </Stack>
  );
}
