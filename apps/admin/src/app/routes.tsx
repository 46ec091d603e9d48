/** Which address shows which screen: the doors (sign-in, setup, invitation, new password) and the brand's pages. */
import { Center, Container, Loader } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Redirect, Route, Switch, useLocation, useSearch } from 'wouter';
import { meKey } from './api.ts';
import { BrandProvider } from './brand.tsx';
import { visiblePages } from './navigation.ts';
import { screens } from './screens.ts';
import { LoadError } from './parts/states.tsx';
import { StaffProvider, useMe, useStaff } from './session.tsx';
import { NotFound } from './shell/not-found.tsx';
import { Shell } from './shell/shell.tsx';
import { currentLanguage, speak } from './words.ts';

const SignInPage = lazy(async () => ({
  default: (await import('../features/sign-in/sign-in-page.tsx')).SignInPage,
}));
const SetupPage = lazy(async () => ({
  default: (await import('../features/setup/setup-page.tsx')).SetupPage,
}));
const InvitationPage = lazy(async () => ({
  default: (await import('../features/invitation/invitation-page.tsx')).InvitationPage,
}));
const PasswordResetPage = lazy(async () => ({
  default: (await import('../features/password-reset/password-reset-page.tsx')).PasswordResetPage,
}));
const NewBrandPage = lazy(async () => ({
  default: (await import('../features/setup/new-brand-page.tsx')).NewBrandPage,
}));

export function Routes() {
  return (
    <Suspense fallback={<Waiting />}>
      <Switch>
        <Route path="/sign-in" component={SignInPage} />
        <Route path="/setup/:token">{({ token }) => <SetupPage token={token} />}</Route>
        <Route path="/invitations/:token">{({ token }) => <InvitationPage token={token} />}</Route>
        <Route path="/reset-password/:token">{({ token }) => <PasswordResetPage token={token} />}</Route>
        <Route>
          <SignedIn />
        </Route>
      </Switch>
    </Suspense>
  );
}

function Waiting() {
  return (
    <Center h="100dvh">
      <Loader size="sm" type="dots" />
    </Center>
  );
}

/** Everything behind the sign-in; without a session it leads there and back to the same address. */
function SignedIn() {
  const me = useMe();
  const [path] = useLocation();
  const search = useSearch();
  const language = me.data?.language;
  useEffect(() => {
    if (language && language !== currentLanguage()) void speak(language);
  }, [language]);

  if (me.isPending) return <Waiting />;
  if (me.data === null) {
    const here = `${path}${search ? `?${search}` : ''}`;
    return <Redirect to={here === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(here)}`} replace />;
  }
  if (!me.data) {
    return (
      <Container size="xs" py={80}>
        <LoadError error={me.error} onRetry={() => void me.refetch()} />
      </Container>
    );
  }
  return (
    <StaffProvider value={me.data}>
      <Switch>
        <Route path="/new-brand" component={NewBrandPage} />
        <Route path="/:slug/*?">{({ slug }) => <BrandPages slug={slug} />}</Route>
        <Route>
          <FirstBrand />
        </Route>
      </Switch>
    </StaffProvider>
  );
}

/** `/admin/` opens the brand used last on this device. */
function FirstBrand() {
  const { brands, isOperator } = useStaff();
  const { t } = useTranslation('app');
  const remembered = localStorage.getItem('regulars.brand');
  const brand = brands.find(({ slug }) => slug === remembered) ?? brands[0];
  if (brand) return <Redirect to={`/${brand.slug}`} replace />;
  if (isOperator) return <Redirect to="/new-brand" replace />;
  return <NotFound title={t('noBrand.title')} lead={t('noBrand.lead')} />;
}

function BrandPages({ slug }: { slug: string }) {
  const { brands } = useStaff();
  const { t } = useTranslation('app');
  const client = useQueryClient();
  const brand = brands.find((candidate) => candidate.slug === slug);
  useEffect(() => {
    if (brand) localStorage.setItem('regulars.brand', brand.slug);
    else void client.invalidateQueries({ queryKey: meKey });
  }, [brand, client]);
  if (!brand) return <NotFound title={t('noAccess.title')} lead={t('noAccess.lead')} />;
  const visible = visiblePages(brand.permissions);
  const first =
    visible.find(({ name }) => name === (brand.role === 'cashier' ? 'till' : 'today')) ?? visible[0];
  return (
    <BrandProvider brand={brand} key={brand.slug}>
      <Shell>
        <Switch>
          {visible.map((page) => (
            <Route key={page.name} path={`/:slug${page.path}/*?`} component={screens[page.name]} />
          ))}
          <Route path="/:slug">{first && <Redirect to={`/${slug}${first.path}`} replace />}</Route>
          <Route>
            <NotFound title={t('notFound.title')} lead={t('notFound.lead')} />
          </Route>
        </Switch>
      </Shell>
    </BrandProvider>
  );
}
