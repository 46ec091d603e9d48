/** Takes the list on the screen away as a CSV file, by the same filters: for Excel in Russian, or with commas. */
import { Button, Menu } from '@mantine/core';
import { routeUrl } from '@regulars/client';
import type { EndpointName } from '@regulars/contracts/endpoints';
import { IconChevronDown, IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useBrand } from '../brand.tsx';

type ExportRoute = Extract<EndpointName, `export${string}`>;

interface ExportButtonProps {
  route: ExportRoute;
  /** The filters of the list. */
  query?: Readonly<Record<string, string | undefined>>;
  /** For lists of one thing, as deliveries of one endpoint are. */
  id?: string;
}

export function ExportButton({ route, query = {}, id }: ExportButtonProps) {
  const { t } = useTranslation('app');
  const { slug, may } = useBrand();
  if (!may('exports.create')) return null;
  const urlOf = (separator: string) =>
    routeUrl(route, { params: { slug, id }, query: { ...query, separator } });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} />}
          rightSection={<IconChevronDown size={14} />}
        >
          {t('export.action')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(['semicolon', 'comma'] as const).map((separator) => (
          <Menu.Item key={separator} component="a" href={urlOf(separator)} download>
            {t(`export.${separator}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
