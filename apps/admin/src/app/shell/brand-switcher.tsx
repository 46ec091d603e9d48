/** The brand at hand, with the person's other brands behind it. */
import { Avatar, Group, Menu, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconPlus, IconSelector } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { type StaffBrand, useBrand } from '../brand.tsx';
import { useStaff } from '../session.tsx';

export function BrandSwitcher({ isRail }: { isRail: boolean }) {
  const { t } = useTranslation('app');
  const { brands, isOperator } = useStaff();
  const brand = useBrand();
  const [, navigate] = useLocation();
  return (
    <Menu position="bottom-start" width={240} shadow="md">
      <Menu.Target>
        <UnstyledButton className="nav-item" w={isRail ? 44 : '100%'} px={isRail ? 0 : 6}>
          <BrandMark brand={brand} />
          {isRail ? (
            <VisuallyHidden>{t('brandSwitcher', { name: brand.name })}</VisuallyHidden>
          ) : (
            <>
              <Text size="md" fw={600} truncate flex={1}>
                {brand.name}
              </Text>
              <IconSelector size={16} aria-hidden />
            </>
          )}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {brands.map((other) => (
          <Menu.Item
            key={other.slug}
            leftSection={<BrandMark brand={other} />}
            rightSection={other.slug === brand.slug ? <IconCheck size={16} /> : null}
            onClick={() => navigate(`/${other.slug}`)}
          >
            <Group gap={6}>{other.name}</Group>
          </Menu.Item>
        ))}
        {isOperator && (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<IconPlus size={18} />} onClick={() => navigate('/new-brand')}>
              {t('newBrand')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

export function BrandMark({ brand }: { brand: Pick<StaffBrand, 'name' | 'logoUrl' | 'accentColor'> }) {
  return (
    <Avatar
      src={brand.logoUrl}
      alt=""
      aria-hidden
      size={26}
      radius="md"
      styles={{ placeholder: { background: brand.accentColor, color: '#fff', fontSize: 13, border: 0 } }}
    >
      {brand.name.slice(0, 1).toUpperCase()}
    </Avatar>
  );
}
