/** The brand's own noun for points in both languages, with the sentences it will stand in. */
import { Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { type PointsName, pointsNoun } from '@regulars/contracts/points';
import { useTranslation } from 'react-i18next';

interface WithPointsName {
  pointsName: PointsName;
}

/** `form` is any form whose values hold `pointsName` at `path`. */
export function PointsNameFields<T>({ form, path, name }: PointsNameFieldsProps<T>) {
  const { t } = useTranslation('app');
  return (
    <Stack gap="md">
      <div>
        <Text size="sm" fw={500} mb={6}>
          {t('pointsName.russian')}
        </Text>
        <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
          {(['one', 'few', 'many'] as const).map((count) => (
            <TextInput
              key={count}
              label={t(`pointsName.ru.${count}`)}
              {...form.getInputProps(`${path}.ru.${count}`)}
            />
          ))}
        </SimpleGrid>
      </div>
      <div>
        <Text size="sm" fw={500} mb={6}>
          {t('pointsName.english')}
        </Text>
        <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
          {(['one', 'other'] as const).map((count) => (
            <TextInput
              key={count}
              label={t(`pointsName.en.${count}`)}
              {...form.getInputProps(`${path}.en.${count}`)}
            />
          ))}
        </SimpleGrid>
      </div>
      <PointsNamePreview name={name} />
    </Stack>
  );
}

interface PointsNameFieldsProps<T> {
  form: Pick<UseFormReturnType<T>, 'getInputProps'>;
  path: string;
  name: WithPointsName['pointsName'];
}

const examples = [1, 2, 5, 21, 112];

/** "1 балл, 2 балла, 5 баллов…" as customers will read it. */
function PointsNamePreview({ name }: { name: PointsName }) {
  const { t } = useTranslation('app');
  return (
    <div className="quiet-box" aria-live="polite">
      <Text size="xs" c="dimmed" mb={4}>
        {t('pointsName.preview')}
      </Text>
      {(['ru', 'en'] as const).map((language) => (
        <Group key={language} gap={6} lang={language}>
          <Text size="sm">
            {examples.map((count) => `${count} ${pointsNoun(count, name, language)}`).join(', ')}
          </Text>
        </Group>
      ))}
    </div>
  );
}
