/** Where does the cashier work? Asked once on this device, and changed from the till's head. */
import { Button, Menu, Skeleton, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconBuildingStore, IconCheck, IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState, LoadError } from '../../app/parts/states.tsx';
import { Surface } from '../../app/parts/surface.tsx';
import type { TillPlace, TillShop } from './use-till-shop.ts';

interface ShopStepProps {
  place: Exclude<TillPlace, { kind: 'ready' }>;
  onChoose: (id: string) => void;
}

export function ShopStep({ place, onChoose }: ShopStepProps) {
  const { t } = useTranslation('till');
  switch (place.kind) {
    case 'loading':
      return <Skeleton h={240} maw={560} radius="lg" />;
    case 'unknown':
      return <LoadError error={place.error} onRetry={place.retry} />;
    case 'nowhere':
      return (
        <EmptyState icon={IconBuildingStore} title={t('shop.nowhere')}>
          {t('shop.nowhereLead')}
        </EmptyState>
      );
    case 'choosing':
      return (
        <div className="till-shops">
          <Surface title={t('shop.title')} lead={t('shop.lead')}>
            <Stack gap={4} mx={-8}>
              {place.shops.map((shop) => (
                <UnstyledButton
                  key={shop.id}
                  className="nav-item"
                  mih={56}
                  w="100%"
                  onClick={() => onChoose(shop.id)}
                >
                  <IconBuildingStore size={22} aria-hidden />
                  <div>
                    <Text size="md" fw={500}>
                      {shop.name}
                    </Text>
                    {shop.address && (
                      <Text size="sm" c="dimmed">
                        {shop.address}
                      </Text>
                    )}
                  </div>
                </UnstyledButton>
              ))}
            </Stack>
          </Surface>
        </div>
      );
  }
}

interface ShopMenuProps {
  shop: TillShop;
  shops: readonly TillShop[];
  onChoose: (id: string) => void;
}

/** One's only shop is named and cannot be changed. */
export function ShopMenu({ shop, shops, onChoose }: ShopMenuProps) {
  const { t } = useTranslation('till');
  if (shops.length === 1) {
    return (
      <Text size="md" c="dimmed">
        {shop.name}
      </Text>
    );
  }
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<IconBuildingStore size={16} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
          aria-label={t('shop.change', { name: shop.name })}
        >
          {shop.name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {shops.map(({ id, name }) => (
          <Menu.Item
            key={id}
            leftSection={
              <IconCheck size={16} style={{ visibility: id === shop.id ? 'visible' : 'hidden' }} />
            }
            onClick={() => onChoose(id)}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
